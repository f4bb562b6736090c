package io.jenkins.plugins.kamal.engine.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.lab.real.RealServers.Server;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A version for some of the visitors of the real kamal-proxy, while visitors of both versions never stop. */
class RealRolloutTest extends RealTest {

    private static final int VISITORS = 200;

    private List<Server> webs;
    private String old;
    private RealRequests others;
    private RealRequests staff;

    @BeforeEach
    void deployOnce() throws IOException {
        webs = List.of(web1, web2);
        old = app.configure("readiness_delay: 1", "readiness_delay: 0\ndeploy_timeout: 5");
        app.succeed("deploy");
        others = new RealRequests(webs, "/cgi-bin/answer");
        staff = new RealRequests(webs, "/cgi-bin/answer", "staff");
    }

    @AfterEach
    void stopTheRequests() {
        if (others != null) {
            others.close();
            staff.close();
        }
    }

    private void assertServed(String toStaff, String toOthers) {
        for (Server server : webs) {
            assertThat(RealRequests.served(server, "staff")).as(server.name()).isEqualTo(toStaff);
            assertThat(RealRequests.served(server)).as(server.name()).isEqualTo(toOthers);
        }
    }

    private void assertUnharmed() {
        assertThat(others.failures()).isEmpty();
        assertThat(staff.failures()).isEmpty();
    }

    /** The visitors, by the values of their cookies, that a server sends to a version. */
    private static Set<String> visitorsOf(Server server, String version) {
        return IntStream.range(0, VISITORS)
                .mapToObj(number -> "visitor-" + number)
                .filter(visitor -> RealRequests.served(server, visitor).equals(version))
                .collect(Collectors.toSet());
    }

    private List<String> containers(Server server) {
        return state.containers(server).stream()
                .filter(line -> line.startsWith("myapp-"))
                .toList();
    }

    private static String container(String name, String condition, String version) {
        return "myapp-web-" + name + " " + condition + " R/lab/myapp:" + version
                + " role=web service=myapp destination=";
    }

    @Test
    void isForTheAllowedThenForAShareThenForAll() {
        String fresh = app.change("2");

        app.succeed("deploy", "--rollout-percent", "0", "--rollout-allow", "staff");
        assertServed(fresh, old);
        assertThat(visitorsOf(web1, fresh)).isEmpty();

        app.succeed("deploy", "--rollout-percent", "30", "--rollout-allow", "staff");
        assertServed(fresh, old);
        Set<String> chosen = visitorsOf(web1, fresh);
        assertThat(chosen).hasSizeBetween(VISITORS / 10, VISITORS / 2);
        assertThat(visitorsOf(webs.get(1), fresh))
                .as("the same visitors on every host")
                .isEqualTo(chosen);

        app.succeed("promote", "--version", fresh);
        assertServed(fresh, fresh);
        for (Server server : webs) {
            assertThat(containers(server))
                    .as("what a deploy leaves without a canary")
                    .containsExactlyInAnyOrder(container(fresh, "running", fresh), container(old, "exited", old));
        }
        assertUnharmed();
    }

    @Test
    void endsWithARollbackAndLeavesNothing() {
        List<String> before = containers(web1);
        String fresh = app.change("2");
        app.succeed("deploy", "--rollout-percent", "100", "--rollout-allow", "staff", "--watch", "3");
        assertServed(fresh, old);

        app.succeed("rollback", old, "--only-where-missing");

        assertServed(old, old);
        assertThat(containers(web1)).isEqualTo(before);
        assertUnharmed();
    }

    @Test
    void aDeployForAllEndsIt() {
        app.change("2");
        app.succeed("deploy", "--rollout-percent", "0", "--rollout-allow", "staff");
        String third = app.change("3");

        app.succeed("deploy");

        assertServed(third, third);
        assertThat(containers(web1))
                .containsExactlyInAnyOrder(container(third, "running", third), container(old, "exited", old));
        assertUnharmed();
    }

    /** What plain Kamal runs for a deploy: it finds neither a stale container nor one to prune. */
    @Test
    void survivesTheProxysRestartAndIsNoStaleContainer() throws InterruptedException {
        String fresh = app.change("2");
        app.succeed("deploy", "--rollout-percent", "0", "--rollout-allow", "staff");

        app.succeed("app", "stale_containers", "--stop");
        app.succeed("prune", "all");
        assertServed(fresh, old);
        assertUnharmed();
        stopTheRequests();
        app.lab.docker(web1, "restart", "kamal-proxy");
        RealRequests.awaitService(web1);
        assertServed(fresh, old);

        app.succeed("promote", "--version", fresh);
        assertServed(fresh, fresh);
    }

    /** Only its own visitors notice, and only what the version itself answers, or does not answer while it has crashed. */
    @Test
    void aCanaryThatFailsCrashesOrIsNotHealthyOnOneHostEnds() {
        List<String> before = containers(web1);
        app.configure("  clear:\n", "  clear:\n    APP_FAILING: 1\n");

        assertEnds(deployForStaff(), "requests (", before);
        assertThat(staff.failures()).isNotEmpty().allMatch(failure -> failure.contains("HTTP/1.1 500 "));

        app.configure("    APP_FAILING: 1\n", "    APP_CRASH_AFTER: 4\n");

        assertEnds(deployForStaff(), "new container", before);

        staff.close();
        staff = new RealRequests(webs, "/cgi-bin/answer", "staff");
        app.configure("    APP_CRASH_AFTER: 4\n", "");
        String sick = webs.get(1).address();
        app.configure("      - " + sick + "\n", "      - " + sick + ": sick\n");
        app.configure("  secret:\n", "  tags:\n    sick:\n      APP_UNHEALTHY: 1\n  secret:\n");

        assertEnds(deployForStaff(), sick + ": role web did not become healthy within ", before);
        assertUnharmed();
    }

    /** The watch ends as soon as it has failed. */
    private RealApp.Result deployForStaff() {
        return app.kamal(
                "deploy",
                "--rollout-percent",
                "0",
                "--rollout-allow",
                "staff",
                "--watch",
                "60",
                "--watch-min-requests",
                "10");
    }

    private void assertEnds(RealApp.Result result, String reason, List<String> containers) {
        assertThat(result.exitStatus()).as(result.out()).isEqualTo(1);
        assertThat(result.err())
                .contains(reason, "The canary has ended: all visitors get the version that served before");
        assertServed(old, old);
        assertThat(containers(web1)).isEqualTo(containers);
        assertThat(state.forKamal(web1, "web")).isEqualTo(new RealState.ForKamal(old, List.of()));
        assertThat(state.isLocked()).isFalse();
        assertThat(others.failures()).isEmpty();
    }
}
