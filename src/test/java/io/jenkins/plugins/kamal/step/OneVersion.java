package io.jenkins.plugins.kamal.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.lab.real.RealServers;
import java.util.List;

/** Looks at every place that names a version. */
public final class OneVersion {

    private OneVersion() {}

    /** Every place names this version. */
    public static void assertEverywhere(RealProject project, String version) throws Exception {
        RealServers lab = project.lab();
        List<String> hooked = project.hooks()
                .lines()
                .filter(line -> line.startsWith("KAMAL_VERSION="))
                .distinct()
                .toList();
        assertThat(hooked).as("KAMAL_VERSION of the hooks").containsExactly("KAMAL_VERSION=" + version);
        assertThat(lab.agentDocker(
                        "image", "ls", "--format", "{{.Tag}}", lab.registry().address() + "/lab/myapp"))
                .as("tags")
                .contains(version);
        for (RealServers.Server server : project.servers()) {
            String role = server.name().equals("s3") ? "job" : "web";
            String container = "myapp-" + role + "-" + version;
            assertThat(lab.docker(server, "ps", "--filter", "label=service=myapp", "--format", "{{.Names}} {{.Image}}"))
                    .as("what runs on " + server.name())
                    .isEqualTo(container + " " + lab.registry().address() + "/lab/myapp:" + version);
            assertThat(lab.docker(
                            server, "inspect", "--format", "{{range .Config.Env}}{{println .}}{{end}}", container))
                    .as("environment of the container on " + server.name())
                    .contains("KAMAL_VERSION=" + version);
            assertThat(lab.sh(server, "cat .kamal/myapp-audit.log"))
                    .as("audit log of " + server.name())
                    .contains("Booted app version " + version);
            assertThat(lab.sh(server, "ls -d .kamal/lock-* 2>/dev/null || true"))
                    .as("lock on " + server.name())
                    .isEmpty();
        }
    }
}
