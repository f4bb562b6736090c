package io.jenkins.plugins.kamal.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.Handover;
import io.jenkins.plugins.kamal.engine.protocol.InvocationDirectory;
import io.jenkins.plugins.kamal.engine.protocol.NumberedEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What plugin and engine leave for each other in the directory of an invocation. */
class InvocationFlowTest extends FlowTest {

    @Test
    void tellsWhatHappensInNumberedEvents() {
        Path invocation = lab.invocation("one");

        lab.succeed("deploy", "--invocation", invocation.toString());

        List<NumberedEvent> events = DeployLab.events(invocation);
        assertThat(events.stream().map(NumberedEvent::number))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, events.size()).boxed().toList());
        assertThat(events.get(0).event())
                .isEqualTo(new DeployEvent.CommandStarted(
                        "deploy",
                        "myapp",
                        "",
                        lab.head(),
                        List.of("10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4"),
                        List.of("10.0.0.1", "10.0.0.2", "10.0.0.3"),
                        List.of("web", "job"),
                        3 + 30 + 30));
        assertThat(events.get(events.size() - 1).event())
                .isInstanceOfSatisfying(DeployEvent.CommandFinished.class, end -> {
                    assertThat(end.exitStatus()).isZero();
                    assertThat(end.message()).isEmpty();
                });
        assertThat(DeployLab.events(invocation, DeployEvent.HookFinished.class))
                .extracting(DeployEvent.HookFinished::hook)
                .containsExactlyElementsOf(DeployLab.HOOKS);
        assertThat(DeployLab.events(invocation, DeployEvent.ContainerBooted.class))
                .allSatisfy(booted -> {
                    assertThat(booted.containerId()).matches("[0-9a-f]{64}");
                    assertThat(booted.imageId()).matches("sha256:[0-9a-f]{64}");
                })
                .extracting(DeployEvent.ContainerBooted::container)
                .containsExactlyInAnyOrder(
                        "myapp-web-" + lab.head(), "myapp-web-" + lab.head(), "myapp-job-" + lab.head());
    }

    @Test
    void refusesASecondStartBeforeItDoesAnything() throws IOException {
        Path invocation = lab.invocation("one");
        lab.succeed("deploy", "--invocation", invocation.toString());
        String events = Files.readString(invocation.resolve(InvocationDirectory.EVENTS));
        lab.forget();

        DeployLab.Result second = lab.kamal("deploy", "--invocation", invocation.toString());

        assertThat(second.exitStatus()).isEqualTo(InvocationDirectory.ALREADY_STARTED);
        assertThat(second.err()).startsWith("ERROR: This invocation was started already");
        assertThat(lab.hookNames()).isEmpty();
        assertThat(lab.servers.all())
                .allSatisfy(server -> assertThat(server.commands()).isEmpty());
        assertThat(Files.readString(invocation.resolve(InvocationDirectory.EVENTS)))
                .isEqualTo(events);
    }

    @Test
    void takesWhatIsHandedOverAndDeletesItAtOnce() throws IOException {
        Path invocation = lab.invocation("one");
        String key = Files.readString(root.resolve("home/.ssh/id_ed25519"));
        Files.delete(root.resolve("home/.ssh/id_ed25519"));
        Files.delete(root.resolve("home/.ssh/known_hosts"));
        lab.secrets("KAMAL_REGISTRY_PASSWORD=wrong", "DB_PASSWORD=x");
        handOver(
                invocation,
                new Handover(
                        "root",
                        List.of(new Handover.SshKey(key, null)),
                        lab.servers.knownHosts(),
                        new Handover.RegistryLogin("deployer", DeployLab.PASSWORD),
                        Map.of("APP_SECRET", "handed over")),
                "rw-------");
        lab.whenHook("pre-connect", "ls " + invocation + " > \"$LAB/listing\"");

        lab.succeed("deploy", "--invocation", invocation.toString());

        assertThat(Files.readString(root.resolve("listing")).lines())
                .containsExactly("commands", "events.jsonl", "started");
        assertThat(lab.server(1).docker().environment("myapp-web-" + lab.head()))
                .containsEntry("APP_SECRET", "handed over");
    }

    @Test
    void refusesSecretsThatOthersCanRead() throws IOException {
        Path invocation = lab.invocation("one");
        handOver(
                invocation,
                new Handover(null, List.of(), null, new Handover.RegistryLogin("deployer", "a password"), Map.of()),
                "rw-r--r--");

        DeployLab.Result result = lab.kamal("deploy", "--invocation", invocation.toString());

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err())
                .contains("open to others")
                .contains("rw-r--r--")
                .doesNotContain("a password");
        assertThat(invocation.resolve(InvocationDirectory.SECRETS)).doesNotExist();
        assertThat(lab.hookNames()).isEmpty();
    }

    @Test
    void endsWithAnEventWhereTheHandoverCannotBeRead() throws IOException {
        Path invocation = lab.invocation("one");
        Path file = Files.writeString(invocation.resolve(InvocationDirectory.SECRETS), "{\"sshUser\": \"s3cr");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        DeployLab.Result result = lab.kamal("deploy", "--invocation", invocation.toString());

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err())
                .contains("are plugin and engine of the same version?")
                .doesNotContain("s3cr");
        assertThat(file).doesNotExist();
        assertThat(DeployLab.events(invocation, DeployEvent.CommandFinished.class))
                .hasSize(1);
    }

    @Test
    void lastEventSaysWhatWentWrong() {
        Path invocation = lab.invocation("one");
        lab.whenHook("pre-build", "exit 3");

        lab.kamal("deploy", "--invocation", invocation.toString());

        List<NumberedEvent> events = DeployLab.events(invocation);
        assertThat(events.get(events.size() - 1).event())
                .isInstanceOfSatisfying(DeployEvent.CommandFinished.class, end -> {
                    assertThat(end.exitStatus()).isEqualTo(1);
                    assertThat(end.message())
                            .isEqualTo("The hook pre-build failed with exit status 3: hook pre-build says hi and");
                });
    }

    static void handOver(Path invocation, Handover handover, String mode) throws IOException {
        Path file = invocation.resolve(InvocationDirectory.SECRETS);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, handover.toJson());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    @Test
    void tellsThePluginWhyNoCommandBegan() throws IOException {
        Path invocation = lab.invocation("one");
        handOver(invocation, Handover.NOTHING, "rw-------");

        DeployLab.Result result = lab.kamal("app", "exex", "--invocation", invocation.toString());

        assertThat(result.exitStatus()).isEqualTo(2);
        assertThat(invocation.resolve(InvocationDirectory.SECRETS)).doesNotExist();
        assertThat(DeployLab.events(invocation, DeployEvent.CommandFinished.class))
                .singleElement()
                .satisfies(end -> {
                    assertThat(end.exitStatus()).isEqualTo(2);
                    assertThat(end.message()).contains("did you mean exec?");
                });
    }
}
