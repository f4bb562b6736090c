package io.jenkins.plugins.kamal.task.launch;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.EnvVars;
import org.junit.jupiter.api.Test;

/** Where buildx is sent; no Jenkins needed. */
class BuildxDirectoryTest {

    private static final String OF_THE_STEP = "/agent/workspace/job@tmp/5b1c";

    private final EnvVars agent = new EnvVars("HOME", "/home/agent");

    @Test
    void besideALoginOfTheStepTheAgentsOwnIsTaken() {
        assertThat(BuildxDirectory.in(new EnvVars("DOCKER_CONFIG", OF_THE_STEP), agent))
                .containsEntry("BUILDX_CONFIG", "/home/agent/.docker/buildx")
                .containsEntry("DOCKER_CONFIG", OF_THE_STEP);
    }

    @Test
    void theAgentMayHaveItElsewhere() {
        agent.put("DOCKER_CONFIG", "/etc/agent/docker");

        assertThat(BuildxDirectory.in(new EnvVars("DOCKER_CONFIG", OF_THE_STEP), agent))
                .containsEntry("BUILDX_CONFIG", "/etc/agent/docker/buildx");
    }

    @Test
    void withTheAgentsOwnLoginNothingIsSaid() {
        agent.put("DOCKER_CONFIG", "/etc/agent/docker");

        assertThat(BuildxDirectory.in(new EnvVars("PATH", "/bin"), agent)).doesNotContainKey("BUILDX_CONFIG");
        assertThat(BuildxDirectory.in(new EnvVars("DOCKER_CONFIG", "/etc/agent/docker"), agent))
                .doesNotContainKey("BUILDX_CONFIG");
    }

    @Test
    void whatTheJobSaysHolds() {
        assertThat(BuildxDirectory.in(new EnvVars("DOCKER_CONFIG", OF_THE_STEP, "BUILDX_CONFIG", "/other"), agent))
                .containsEntry("BUILDX_CONFIG", "/other");
    }
}
