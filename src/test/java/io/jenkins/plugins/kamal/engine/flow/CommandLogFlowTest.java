package io.jenkins.plugins.kamal.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.protocol.InvocationDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** People read in words what a command does; each docker command is in the command log. */
class CommandLogFlowTest extends FlowTest {

    @Test
    void aDeployIsToldInWordsAndItsCommandsAreInAFile() throws IOException {
        Path invocation = lab.invocation("one");

        DeployLab.Result result = lab.succeed("deploy", "--invocation", invocation.toString());

        assertThat(result.out().lines()).noneMatch(line -> line.contains("docker ") && !line.startsWith("    | "));
        for (String host : new String[] {"10.0.0.1", "10.0.0.2"}) {
            assertThat(result.out())
                    .containsPattern(
                            "\\[" + host + "\\] Checked Docker, disk space, proxy and lock \\(\\d+\\.\\d\\d s\\)\n")
                    .containsPattern("\\[" + host + "\\] Pulled the image \\(\\d+\\.\\d\\d s\\)\n")
                    .containsPattern("\\[" + host + "\\] kamal-proxy is running \\(\\d+\\.\\d\\d s\\)\n")
                    .containsPattern("\\[" + host + "\\] Role web: started the new container \\(\\d+\\.\\d\\d s\\)\n")
                    .containsPattern("\\[" + host + "\\] Role web is healthy after \\d+\\.\\d\\d s and serves "
                            + lab.head() + " \\(digest proven\\)\n")
                    .containsPattern("\\[" + host + "\\] Pruned old containers and images \\(\\d+\\.\\d\\d s\\)\n");
        }
        assertThat(result.out())
                .contains("[10.0.0.1] Acquired the deploy lock\n", "[10.0.0.1] Released the deploy lock\n");
        assertThat(Files.readString(invocation.resolve(InvocationDirectory.COMMANDS)))
                .containsPattern("(?m)^\\S+Z     \\[10\\.0\\.0\\.1\\] docker pull \\S+ \\(\\d+\\.\\d\\d s\\)$")
                .contains("==> Boot the app", "docker buildx build");
    }

    @Test
    void theOldContainerIsTold() {
        lab.succeed("deploy");
        String old = lab.head();
        lab.commit();

        assertThat(lab.succeed("deploy").out())
                .contains("[10.0.0.1] Role web: stopped the old container, version " + old + " (");
    }

    @Test
    void aCommandThatFailsIsShownWithItsOutput() {
        lab.server(2).faults().failDocker("no space left on device", "pull");

        DeployLab.Result result = lab.kamal("deploy");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.out())
                .containsPattern("\\[10\\.0\\.0\\.2\\] docker pull \\S+ \\(\\d+\\.\\d\\d s, exit status 1\\)")
                .doesNotContain("[10.0.0.1] docker");
        assertThat(result.err()).contains("10.0.0.2: `docker pull ", "no space left on device");
    }

    @Test
    void aVerboseRunShowsEachCommandWithItsOutput() {
        assertThat(lab.succeed("deploy", "-v").out()).contains("[10.0.0.1] docker pull ", "docker buildx build");
    }
}
