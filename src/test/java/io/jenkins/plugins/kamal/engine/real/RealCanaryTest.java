package io.jenkins.plugins.kamal.engine.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.lab.real.RealServers.Server;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A version that gets onto one of the real servers first, while the visitors of all of them never stop. */
class RealCanaryTest extends RealTest {

    /** What Kamal adds to the name of a container whose version is booted again, as in a rollback. */
    private static final String REPLACED = "_replaced_X";

    private String old;
    private RealRequests requests;

    @BeforeEach
    void deployOnce() throws IOException {
        old = app.configure("readiness_delay: 1", "readiness_delay: 0\ndeploy_timeout: 5");
        app.succeed("deploy");
        sendRequests();
    }

    private void sendRequests() {
        requests = new RealRequests(List.of(web1, web2), "/cgi-bin/answer");
    }

    @AfterEach
    void stopTheRequests() {
        if (requests != null) {
            requests.close();
        }
    }

    private RealApp.Result pause(int seconds) {
        return app.succeed(
                "deploy", "--canary-hosts", "1", "--canary-watch", Integer.toString(seconds), "--canary-pause");
    }

    /** The watch ends as soon as it has failed. */
    private RealApp.Result deployWithRollback() {
        return app.kamal("deploy", "--canary-hosts", "1", "--canary-watch", "60", "--on-failure", "rollback");
    }

    /** What serves on the servers, also in the eyes of Kamal, and no lock. */
    private void assertServed(String onWeb1, String onWeb2, String onJob) {
        assertServed(web1, "web", onWeb1);
        assertServed(web2, "web", onWeb2);
        assertServed(job, "job", onJob);
        assertThat(RealRequests.served(web1)).isEqualTo(onWeb1);
        assertThat(RealRequests.served(web2)).isEqualTo(onWeb2);
        assertThat(state.proxied(web1)).contains(state.target(web1, "myapp-web-" + onWeb1));
        assertThat(state.proxied(web2)).contains(state.target(web2, "myapp-web-" + onWeb2));
        assertThat(state.isLocked()).isFalse();
    }

    private void assertServed(Server server, String role, String version) {
        assertThat(state.forKamal(server, role))
                .as(server.name())
                .isEqualTo(new RealState.ForKamal(version, List.of()));
    }

    /** All containers of the app, by the versions that run and by those that have ended, and nothing that a deploy would not leave. */
    private void assertContainers(Server server, String role, String running, String... ended) {
        List<String> expected = Stream.concat(
                        Stream.of(container(role, running, "running")),
                        Stream.of(ended).map(version -> container(role, version, "exited")))
                .toList();
        assertThat(state.containers(server))
                .as(server.name())
                .filteredOn(line -> !line.startsWith("kamal-proxy "))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(state.files(server))
                .containsExactlyInAnyOrder(
                        "-rw------- root .kamal/apps/myapp/env/roles/" + role + ".env",
                        "-rw-r--r-- root .kamal/myapp-audit.log");
    }

    private static String container(String role, String version, String condition) {
        return "myapp-" + role + "-" + version + " " + condition + " R/lab/myapp:" + version.replace(REPLACED, "")
                + " role=" + role + " service=myapp destination=";
    }

    @Test
    void aSlowCanaryGoesBackAndAGoodOneGoesToAll() {
        String slow = app.configure("  clear:\n", "  clear:\n    APP_SLOW: 0.4\n");

        RealApp.Result paused = pause(4);

        assertServed(slow, old, old);
        assertThat(paused.out())
                .contains("The deploy paused: " + slow + " serves on 1 of 3 hosts (" + web1.address() + ")");
        assertSlow(paused.out());

        app.succeed("rollback", old, "--only-where-missing");

        assertServed(old, old, old);
        assertContainers(web1, "web", old, slow, old + REPLACED);
        assertContainers(web2, "web", old);
        assertContainers(job, "job", old);

        String good = app.configure("    APP_SLOW: 0.4\n", "");
        pause(0);
        assertServed(good, old, old);

        app.succeed("promote", "--version", good);

        assertServed(good, good, good);
        assertContainers(web1, "web", good, old, slow, old + REPLACED);
        assertContainers(web2, "web", good, old);
        assertContainers(job, "job", good, old);
        assertThat(requests.failures()).isEmpty();
    }

    private void assertSlow(String output) {
        Matcher figures = Pattern.compile("\\[" + Pattern.quote(web1.address())
                        + "] Watched for \\d+ s: \\d+ requests, 0\\.0 % errors, p95 (\\d+) ms.*"
                        + " \\(in the minutes before: .*p95 (\\d+) ms\\)")
                .matcher(output);
        assertThat(figures.find()).as(output).isTrue();
        assertThat(Integer.parseInt(figures.group(1)))
                .isGreaterThanOrEqualTo(400)
                .isGreaterThan(Integer.parseInt(figures.group(2)));
    }

    @Test
    void whatFailsCrashesOrIsNotHealthyOnAnotherHostGoesBack() {
        String bad = app.configure("  clear:\n", "  clear:\n    APP_FAILING: 1\n");

        RealApp.Result result = deployWithRollback();

        assertThat(result.exitStatus()).as(result.out()).isEqualTo(1);
        assertThat(result.err())
                .contains("Version " + bad + " was not good in the ")
                .containsPattern(
                        Pattern.quote(web1.address()) + ": \\d+ of \\d+ requests \\([\\d.]+ %\\) were answered")
                .contains(web1.address() + ", role web: " + old + " serves again");
        assertServed(old, old, old);
        assertContainers(web1, "web", old, bad);
        assertContainers(web2, "web", old);
        assertContainers(job, "job", old);
        assertThat(requests.failures())
                .isNotEmpty()
                .allMatch(failure -> failure.startsWith(web1.name() + ": HTTP/1.1 500 ") && failure.contains(bad));

        requests.close();
        sendRequests();
        String crashing = app.configure("    APP_FAILING: 1\n", "    APP_CRASH_AFTER: 4\n");

        result = deployWithRollback();

        assertThat(result.exitStatus()).as(result.out()).isEqualTo(1);
        assertThat(result.err())
                .containsPattern(Pattern.quote(web1.address()) + ": \\d+ (restart|new container)")
                .contains(web1.address() + ", role web: " + old + " serves again");
        assertServed(old, old, old);
        assertThat(requests.failures())
                .as("what the bad version did not answer while it was not there")
                .allMatch(failure -> failure.startsWith(web1.name() + ": "));

        requests.close();
        sendRequests();
        app.configure("    APP_CRASH_AFTER: 4\n", "");
        app.configure("      - " + web2.address() + "\n", "      - " + web2.address() + ": sick\n");
        String fresh = app.configure("  secret:\n", "  tags:\n    sick:\n      APP_UNHEALTHY: 1\n  secret:\n");

        result = app.kamal("deploy", "--canary-hosts", "1", "--canary-watch", "0", "--on-failure", "rollback");

        assertThat(result.exitStatus()).as(result.out()).isEqualTo(1);
        assertThat(result.err())
                .contains(web2.address() + ": role web did not become healthy within ")
                .contains(web1.address() + ", role web: " + old + " serves again");
        assertServed(old, old, old);
        assertContainers(web1, "web", old, bad, crashing, fresh);
        assertContainers(web2, "web", old, fresh);
        assertContainers(job, "job", old);
        assertThat(requests.failures()).isEmpty();
    }
}
