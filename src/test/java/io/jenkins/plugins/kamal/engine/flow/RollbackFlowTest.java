package io.jenkins.plugins.kamal.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerReply;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Back to an earlier version. */
class RollbackFlowTest extends FlowTest {

    private String old;
    private String current;

    @BeforeEach
    void deployTwice() {
        old = lab.head();
        lab.succeed("deploy");
        current = lab.change("2");
        lab.succeed("deploy");
        lab.forget();
    }

    @Test
    void bootsTheEarlierVersionAndEveryHookSeesIt() {
        Path invocation = lab.invocation("back");

        lab.succeed("rollback", old, "--invocation", invocation.toString());

        assertThat(lab.served(1)).isEqualTo("myapp-web-" + old);
        assertThat(lab.running(3)).containsExactly("myapp-job-" + old);
        assertThat(lab.hookNames())
                .containsExactly("pre-connect", "pre-deploy", "pre-app-boot", "post-app-boot", "post-deploy");
        assertThat(lab.hooks()).allSatisfy(hook -> assertThat(hook.environment())
                .containsEntry("KAMAL_VERSION", old)
                .containsEntry("KAMAL_COMMAND", "rollback"));
        assertThat(DeployLab.events(invocation, DeployEvent.CommandStarted.class))
                .extracting(DeployEvent.CommandStarted::version)
                .containsExactly(old);
        assertThat(lab.isLocked()).isFalse();
    }

    @Test
    void touchesNothingWhereOneServerLacksTheVersion() {
        lab.server(3).docker().run("rm", "myapp-job-" + old);

        DeployLab.Result result = lab.kamal("rollback", old);

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err())
                .contains("10.0.0.3: no container myapp-job-" + old, "`kamal rollback --redeploy-missing`")
                .doesNotContain("10.0.0.1:");
        assertThat(lab.served(1)).isEqualTo("myapp-web-" + current);
        assertThat(lab.hookNames()).containsExactly("pre-connect");
        assertThat(lab.server(1).dockerLines()).allMatch(line -> line.startsWith("docker container ls"));
    }

    @Test
    void deploysTheImageAgainWhereAServerLacksTheVersion() {
        prune(3, "myapp-job-" + old);
        Path invocation = lab.invocation("redeploy");

        DeployLab.Result result =
                lab.succeed("rollback", old, "--redeploy-missing", "--invocation", invocation.toString());

        assertThat(lab.served(1)).isEqualTo("myapp-web-" + old);
        assertThat(lab.running(3)).containsExactly("myapp-job-" + old);
        assertThat(result.out())
                .contains(
                        "Its image is pulled from the registry and deployed again on these servers:",
                        "10.0.0.3: no container myapp-job-" + old + " (role job)");
        assertThat(result.out().indexOf("is pulled from the registry"))
                .as("before anything is done")
                .isBetween(0, result.out().indexOf("==> Pull the image"));
        assertThat(pulls(3)).hasSize(1);
        assertThat(pulls(1)).as("the other servers boot what they have").isEmpty();
        assertThat(lab.hookNames())
                .containsExactly("pre-connect", "pre-deploy", "pre-app-boot", "post-app-boot", "post-deploy");
        assertThat(DeployLab.events(invocation, DeployEvent.ContainerBooted.class))
                .hasSize(3)
                .allSatisfy(booted -> assertThat(booted.version()).isEqualTo(old));
        assertThat(lab.isLocked()).isFalse();
    }

    @Test
    void deploysTheImageAgainWhereNoServerHasTheVersion() {
        prune(1, "myapp-web-" + old);
        prune(2, "myapp-web-" + old);
        prune(3, "myapp-job-" + old);
        lab.server(2).docker().run("rm", "--force", "kamal-proxy");

        lab.succeed("rollback", old, "--redeploy-missing");

        assertThat(lab.served(1)).isEqualTo("myapp-web-" + old);
        assertThat(lab.served(2))
                .as("a server that lacks the version may lack the proxy, too")
                .isEqualTo("myapp-web-" + old);
        assertThat(lab.running(3)).containsExactly("myapp-job-" + old);
    }

    @Test
    void changesNoContainerIfTheRegistryNoLongerHasTheImage() {
        prune(3, "myapp-job-" + old);
        lab.registry.delete(DeployLab.IMAGE + ":" + old);

        DeployLab.Result result = lab.kamal("rollback", old, "--redeploy-missing");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err())
                .contains(
                        "Cannot roll back to version " + old,
                        "its image could not be taken from the registry. No container was changed",
                        "10.0.0.3: `docker pull " + DeployLab.IMAGE + ":" + old);
        assertThat(lab.served(1)).isEqualTo("myapp-web-" + current);
        assertThat(lab.running(3)).containsExactly("myapp-job-" + current);
        assertThat(lab.hookNames()).containsExactly("pre-connect");
        assertThat(lab.isLocked()).isFalse();
    }

    /** Attack: another job that may push moves the tag, so that its image would get the secrets of the app. */
    @Test
    void startsNothingOfAnImageThatIsNotTheOneThatWasPushed() {
        prune(3, "myapp-job-" + old);
        String pushed = "sha256:" + "1".repeat(64);

        DeployLab.Result result = lab.kamal(
                "rollback", old, "--redeploy-missing", "--pushed", DeployLab.IMAGE + ":" + old + "@" + pushed);

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err())
                .contains("On 10.0.0.3, the tag " + old + " points to another image than the one that was pushed");
        assertThat(lab.server(3).dockerLines()).noneMatch(line -> line.startsWith("docker run"));
        assertThat(lab.served(1)).isEqualTo("myapp-web-" + current);
        assertThat(lab.hookNames()).containsExactly("pre-connect");
        assertThat(lab.isLocked()).isFalse();
    }

    @Test
    void asksForTheRegistryOnlyIfItNeedsTheImage() {
        lab.registry.setReachable(DeployLab.REGISTRY, false);

        lab.succeed("rollback", old, "--redeploy-missing");

        assertThat(lab.served(1)).isEqualTo("myapp-web-" + old);
        assertThat(pulls(1)).isEmpty();
    }

    /** Another run prunes the version after this run has looked for it, and before this run has the lock. */
    private void pruneBeforeTheLock() {
        prune(3, "myapp-job-" + old);
        lab.server(3).faults().failDockerWhile(() -> !lab.isLocked(), new DockerReply(0, "0123456789ab\n", ""));
    }

    @Test
    void changesNothingIfTheVersionWasPrunedBeforeThisRunHadTheLock() {
        pruneBeforeTheLock();

        DeployLab.Result result = lab.kamal("rollback", old);

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("10.0.0.3: no container myapp-job-" + old);
        assertThat(result.out()).contains("==> Acquire the deploy lock");
        assertThat(lab.served(1)).isEqualTo("myapp-web-" + current);
        assertThat(lab.hookNames()).containsExactly("pre-connect");
        assertThat(lab.isLocked()).isFalse();
    }

    @Test
    void deploysTheImageAgainIfTheVersionWasPrunedBeforeThisRunHadTheLock() {
        pruneBeforeTheLock();

        DeployLab.Result result = lab.succeed("rollback", old, "--redeploy-missing");

        assertThat(result.out()).contains("10.0.0.3: no container myapp-job-" + old + " (role job)");
        assertThat(pulls(3)).hasSize(1);
        assertThat(lab.running(3)).containsExactly("myapp-job-" + old);
    }

    /** Kamal renames the container before it boots another one of the version; the one that failed may be gone. */
    @ParameterizedTest
    @CsvSource({"rollback", "rollback --only-where-missing"})
    void aContainerThatServesUnderAnotherNameHasTheVersion(String command) {
        String replaced = "myapp-job-" + current + "_replaced_0123456789abcdef";
        lab.server(3).docker().run("rename", "myapp-job-" + current, replaced);

        String[] words = (command + " " + current).split(" ");
        lab.succeed(words);

        assertThat(pulls(3)).isEmpty();
        assertThat(lab.running(3)).containsExactly(words.length == 2 ? "myapp-job-" + current : replaced);
    }

    private List<String> pulls(int server) {
        return lab.server(server).dockerLines().stream()
                .filter(line -> line.startsWith("docker pull"))
                .toList();
    }

    /** Removes a container and its image, as pruning does. */
    private void prune(int server, String container) {
        lab.server(server).docker().run("rm", container);
        lab.server(server).docker().run("image", "rm", "--force", DeployLab.IMAGE + ":" + old);
    }
}
