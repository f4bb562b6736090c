package io.jenkins.plugins.kamal.engine.real;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The wait for a container without a proxy: Docker's own health check, and a program that ends. */
class RealHealthTest extends RealTest {

    private static final String CMD = "    cmd: /app job\n";
    private static final String READINESS = "readiness_delay: 1\n";

    @Test
    void aJobWithAHealthCheckReplacesTheOldOneOnceItIsHealthy() {
        String old = app.configure(READINESS, "readiness_delay: 1\ndeploy_timeout: 20\n");
        app.succeed("deploy");
        String fresh = app.configure(CMD, """
                    cmd: sh -c 'sleep 2; touch /tmp/ok; exec /app job'
                    options:
                      health-cmd: test -e /tmp/ok
                      health-interval: 1s
                """);

        RealApp.Result result = app.succeed("deploy");

        assertThat(result.out())
                .contains("[" + job.address() + "] Role job is healthy after ")
                .doesNotContain("The container is running and counts as ready");
        assertThat(app.lab
                        .docker(job, "inspect", "--format", "{{.State.Health.Status}}", "myapp-job-" + fresh)
                        .strip())
                .isEqualTo("healthy");
        assertThat(state(old)).isEqualTo("exited");
    }

    @Test
    void aJobThatEndsWithinItsReadinessDelayLeavesTheOldOneRunning() {
        String old = app.configure(READINESS, "readiness_delay: 1\ndeploy_timeout: 3\n");
        app.succeed("deploy");
        String fresh = app.configure(CMD, """
                    cmd: sh -c 'sleep 0.5; exit 3'
                    options:
                      restart: "no"
                """);

        RealApp.Result result = app.kamal("deploy");

        assertThat(result.exitStatus()).as(result.out()).isEqualTo(1);
        assertThat(result.out())
                .contains("[" + job.address()
                        + "] The container is running and counts as ready if it is still running in");
        assertThat(result.err()).contains(job.address() + " was not ready after 3.00 s (it is exited)");
        assertThat(state(old)).isEqualTo("running");
        assertThat(state(fresh)).isEqualTo("exited");
    }

    private String state(String version) {
        return app.lab
                .docker(job, "inspect", "--format", "{{.State.Status}}", "myapp-job-" + version)
                .strip();
    }
}
