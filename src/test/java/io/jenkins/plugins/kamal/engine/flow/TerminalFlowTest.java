package io.jenkins.plugins.kamal.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.lab.docker.SimulatedImage;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerReply;
import io.jenkins.plugins.kamal.engine.protocol.Handover;
import io.jenkins.plugins.kamal.engine.protocol.InvocationDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Commands that a person watches, types into, or is asked by. */
class TerminalFlowTest extends FlowTest {

    private Typist typing(String text) {
        Typist typist = new Typist(text);
        lab.terminal = typist;
        return typist;
    }

    /** Only what is handed over can log in. */
    private Path handOverTheKey() throws IOException {
        Path invocation = lab.invocation("terminal");
        String key = Files.readString(root.resolve("home/.ssh/id_ed25519"));
        Files.delete(root.resolve("home/.ssh/id_ed25519"));
        Handover handover = new Handover(null, List.of(new Handover.SshKey(key, null)), null, null, Map.of());
        Path file = invocation.resolve(InvocationDirectory.SECRETS);
        Files.writeString(file, handover.toJson());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return invocation;
    }

    @Test
    void aPersonTypesIntoACommandOnTheServerWithTheKeysOfTheStep() throws IOException {
        Typist typist = typing("hello\n");

        DeployLab.Result result = lab.kamal(
                "server",
                "exec",
                "-i",
                "read line; echo got $line; exit 4",
                "--invocation",
                handOverTheKey().toString());

        assertThat(typist.seen()).contains("got hello");
        assertThat(result.exitStatus()).isEqualTo(4);
        assertThat(result.err()).contains("10.0.0.1", "ended with exit status 4");
    }

    @Test
    void aPersonTypesIntoContainersOfAppAndAccessory() {
        lab.registry.publish(DeployLab.REGISTRY + "/lab/db:1", SimulatedImage.web("db", "1"));
        lab.succeed("deploy");
        lab.succeed("accessory", "boot", "db");
        for (int host : List.of(1, 4)) {
            lab.server(host).docker().announce(List.of("console"), new DockerReply(0, "irb> \n", ""));
            lab.server(host).forget();
        }
        Typist typist = typing("exit\n");

        lab.succeed("app", "exec", "-i", "--reuse", "console");
        lab.succeed("app", "exec", "-i", "console");
        lab.succeed("accessory", "exec", "db", "-i", "--reuse", "console");
        lab.succeed("accessory", "exec", "db", "-i", "console");

        assertThat(typist.seen()).isEqualTo("irb> \n".repeat(4));
        assertThat(lab.server(1).dockerLines())
                .anyMatch(line -> line.startsWith("docker exec -it myapp-web-" + lab.head() + " console"))
                .anyMatch(line -> line.startsWith("docker run -it --rm "));
        assertThat(lab.server(4).dockerLines()).anyMatch(line -> line.startsWith("docker exec -it myapp-db console"));
    }

    @Test
    void aStopEndsACommandThatAPersonTypesInto() throws Exception {
        typing("");
        Path invocation = handOverTheKey();
        CompletableFuture<DeployLab.Result> result =
                begin("server", "exec", "-i", "touch begun; sleep 600", "--invocation", invocation.toString());
        await("the command runs", () -> Files.exists(lab.server(1).home().resolve("begun")));

        askToStop(invocation);

        assertThat(result.get().exitStatus()).isEqualTo(130);
    }

    @Test
    void logsAreFollowedWithTheKeysOfTheStepAndWithoutAnySecret() throws IOException {
        lab.succeed("deploy");
        lab.server(1).forget();
        Path invocation = handOverTheKey();

        lab.server(1)
                .faults()
                .failDocker(new DockerReply(0, "one\nwith " + DeployLab.APP_SECRET + "\nlast", ""), "logs");

        DeployLab.Result result = lab.kamal("app", "logs", "-f", "--invocation", invocation.toString());

        assertThat(result.exitStatus()).as(result.err()).isZero();
        assertThat(result.out()).contains("Following logs on 10.0.0.1...", "\none\nwith [REDACTED]\nlast\n");
        assertThat(lab.server(1).dockerLines())
                .anyMatch(line -> line.startsWith("docker logs --timestamps --tail 10 --follow "));
        assertThat(lab.server(2).dockerLines()).noneMatch(line -> line.startsWith("docker logs"));
    }

    @Test
    void linesThatAreFilteredAreShownWhileTheyAreFollowed() throws Exception {
        lab.succeed("deploy");
        Path invocation = handOverTheKey();
        lab.server(1).faults().failDocker(new DockerReply(0, "GET /up\nPOST /orders\n", ""), "logs");

        DeployLab.Result result = lab.kamal(
                "app", "logs", "-f", "--since", "10m", "--grep", "POST", "--invocation", invocation.toString());

        assertThat(result.exitStatus()).as(result.err()).isZero();
        assertThat(result.out()).contains("POST /orders").doesNotContain("GET /up");
        assertThat(lab.server(1).dockerLines())
                .anyMatch(line -> line.startsWith("docker logs --timestamps --since 10m --follow "));
    }

    @Test
    void aPersonIsAskedBeforeSomethingIsDestroyed() {
        lab.succeed("deploy");
        Typist no = typing("N");
        DeployLab.Result kept = lab.succeed("remove");
        assertThat(kept.out()).contains("Aborted; nothing was done");
        assertThat(no.questions).hasSize(1);
        assertThat(lab.running(1)).hasSize(1);

        Typist yes = typing("y");
        lab.succeed("remove");
        assertThat(yes.questions.get(0)).endsWith("Are you sure? [y, N]");
        assertThat(lab.running(1)).isEmpty();
    }
}
