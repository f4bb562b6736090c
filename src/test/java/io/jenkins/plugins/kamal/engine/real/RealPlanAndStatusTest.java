package io.jenkins.plugins.kamal.engine.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code plan} and {@code status} on real servers: what they say is true, and they leave everything as it is. */
class RealPlanAndStatusTest extends RealTest {

    private static final String ACCESSORY = """
            readiness_delay: 0
            accessories:
              db:
                image: busybox:1.37
                host: %s
                cmd: sleep 86400
                env:
                  secret:
                    - APP_SECRET
            """;

    @BeforeEach
    void deploy() throws IOException {
        app.configure("readiness_delay: 1\n", ACCESSORY.formatted(db.address()));
        app.succeed("setup");
    }

    /** Runs a command that only reads, and insists that the servers are what they were before. */
    private String read(int exitStatus, String... words) {
        String before = state.everything();
        RealApp.Result result = app.kamal(words);
        assertThat(result.exitStatus()).as("%s%n%s", result.out(), result.err()).isEqualTo(exitStatus);
        assertThat(state.everything()).isEqualTo(before);
        assertThat(state.isLocked()).isFalse();
        assertThat(result.out() + result.err())
                .doesNotContain("open 'sesame' now", app.lab.registry().password());
        return result.out() + result.err();
    }

    @Test
    void planNamesWhatTheNextDeployChangesAndNothingAfterIt() {
        assertThat(read(0, "plan")).contains("changes nothing except that new containers replace the running ones");

        String before = app.head();
        String after = app.configure("cmd: sleep 86400", "cmd: sleep 86401");
        after = app.configure("readiness_delay: 0\n", "readiness_delay: 0\nlabels:\n  team: blue\n");
        assertThat(read(0, "plan"))
                .contains(
                        "version " + before + " -> " + after,
                        "label team is added",
                        "accessory db differs: command changes",
                        "`kamal accessory reboot db`");

        app.succeed("deploy");
        // A reboot would pull the image, and the lab has no Docker Hub.
        app.lab.docker(db, "rm", "--force", "myapp-db");
        app.succeed("accessory", "boot", "db");
        assertThat(read(0, "plan")).contains("changes nothing except that new containers replace the running ones");
    }

    @Test
    void statusFindsEachDifferenceAndNoneAfterADeploy() {
        String version = app.head();
        assertThat(read(0, "status", "--version", version, "--fail-on-drift")).contains("The servers do not differ.");

        app.lab.docker(web1, "exec", "kamal-proxy", "kamal-proxy", "stop", "myapp-web");
        app.lab.docker(web2, "stop", "--time", "0", "myapp-web-" + version);
        app.lab.docker(job, "rename", "myapp-job-" + version, "myapp-job-0123abc");
        app.lab.docker(db, "rm", "--force", "myapp-db");
        assertThat(read(1, "status", "--version", version, "--fail-on-drift").lines())
                .containsSubsequence(
                        "ERROR: The servers differ from what is expected:",
                        "  " + web1.address() + " web: kamal-proxy answers the requests itself, as in maintenance mode",
                        "  " + web2.address() + " web: container myapp-web-" + version + " is exited",
                        "  " + job.address() + " job: version 0123abc runs instead of " + version,
                        "  " + db.address() + ": accessory db does not exist");

        app.lab.docker(web1, "exec", "kamal-proxy", "kamal-proxy", "resume", "myapp-web");
        app.succeed("accessory", "boot", "db");
        app.lab.docker(job, "rename", "myapp-job-0123abc", "myapp-job-" + version);
        app.succeed("deploy");
        assertThat(read(0, "status", "--version", version, "--fail-on-drift")).contains("The servers do not differ.");
    }

    @Test
    void statusNamesAVersionThatOnlyOneServerRuns() {
        String version = app.head();
        String next = app.change("2");
        app.succeed("deploy", "--hosts", web1.address());

        assertThat(read(0, "status").lines())
                .filteredOn(line -> line.contains(" instead of "))
                .containsExactly("  DRIFT " + web1.address() + " web: version " + next + " runs instead of " + version);
        List<String> containers = state.containers(web2);
        assertThat(containers).anyMatch(line -> line.startsWith("myapp-web-" + version + " running "));
    }
}
