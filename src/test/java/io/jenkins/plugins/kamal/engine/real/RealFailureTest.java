package io.jenkins.plugins.kamal.engine.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.lab.real.RealServers.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deploys that fail on real servers: the version before them serves on without a failed request, and no lock is left. */
class RealFailureTest extends RealTest {

    private static final List<String> HOOKS =
            List.of("pre-connect", "pre-build", "pre-deploy", "pre-app-boot", "post-app-boot", "post-deploy");

    private String old;
    private RealRequests requests;

    @BeforeEach
    void deployOnce() throws IOException {
        old = app.configure("readiness_delay: 1", "readiness_delay: 0\ndeploy_timeout: 5");
        app.succeed("deploy");
        app.hooks();
        requests = new RealRequests(List.of(web1, web2));
    }

    @AfterEach
    void noRequestFailed() {
        if (requests != null) {
            requests.close();
            assertThat(requests.failures()).isEmpty();
            assertThat(requests.sent()).isPositive();
        }
    }

    @Test
    void theOtherHostsGoBackWhereThatIsWanted() throws IOException {
        app.configure("      - " + web2.address() + "\n", "      - " + web2.address() + ": sick\n");
        app.configure("  secret:\n", "  tags:\n    sick:\n      APP_UNHEALTHY: 1\n  secret:\n");

        RealApp.Result result = app.kamal("deploy", "--on-failure", "rollback");

        assertThat(result.exitStatus()).as(result.out()).isEqualTo(1);
        assertThat(result.err())
                .contains(web2.address() + ": role web did not become healthy within ", ": GET /up failed: ")
                .contains(web1.address() + ", role web: " + old + " serves again")
                .contains(job.address() + ", role job: " + old + " serves again");
        for (Server web : List.of(web1, web2)) {
            assertThat(RealRequests.served(web)).isEqualTo(old);
            assertThat(running(web, "web")).containsExactly("myapp-web-" + old);
        }
        assertThat(running(job, "job")).containsExactly("myapp-job-" + old);
        assertThat(app.hooks()).doesNotContain("post-deploy");
    }

    @Test
    void oneHostThatIsNotHealthyKeepsItsVersion() throws IOException {
        app.configure("      - " + web2.address() + "\n", "      - " + web2.address() + ": sick\n");
        String fresh = app.configure("  secret:\n", "  tags:\n    sick:\n      APP_UNHEALTHY: 1\n  secret:\n");

        RealApp.Result result = app.kamal("deploy");

        assertThat(result.exitStatus()).as(result.out()).isEqualTo(1);
        assertThat(result.err()).contains(web2.address()).contains("target failed to become healthy");
        assertThat(result.out()).contains("serving " + fresh);
        assertThat(RealRequests.served(web1)).isEqualTo(fresh);
        assertThat(RealRequests.served(web2)).isEqualTo(old);
        assertThat(running(web2, "web")).containsExactly("myapp-web-" + old);
        assertThat(running(job, "job")).containsExactly("myapp-job-" + fresh);
        assertThat(state.isLocked()).isFalse();
        assertThat(app.hooks()).doesNotContain("post-app-boot", "post-deploy");
    }

    @Test
    void whereNoHostIsHealthyTheJobIsNotBootedEither() {
        String fresh = app.configure("  clear:\n", "  clear:\n    APP_UNHEALTHY: 1\n");

        RealApp.Result result = app.kamal("deploy");

        assertThat(result.exitStatus()).as(result.out()).isEqualTo(1);
        assertThat(result.err()).contains(web1.address()).contains(web2.address());
        assertOldVersionServes();
        assertThat(state.containers(job)).noneMatch(line -> line.contains("myapp-job-" + fresh));
        assertThat(state.isLocked()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "pre-connect,   false",
        "pre-build,     false",
        "pre-deploy,    false",
        "pre-app-boot,  false",
        "post-app-boot, true",
        "post-deploy,   true",
    })
    void aFailingHookEndsTheDeployAndLeavesNoLock(String hook, boolean boots) throws IOException {
        app.failHook(hook, true);
        String fresh = app.change("2");

        RealApp.Result result = app.kamal("deploy");

        assertThat(result.exitStatus()).as(result.out()).isEqualTo(1);
        assertThat(result.err()).contains("The hook " + hook + " failed with exit status 3");
        assertThat(result.out()).contains("failing on purpose");
        assertThat(app.hooks()).containsExactlyElementsOf(HOOKS.subList(0, HOOKS.indexOf(hook) + 1));
        assertThat(state.isLocked()).isFalse();
        if (boots) {
            assertThat(RealRequests.served(web1)).isEqualTo(fresh);
            assertThat(RealRequests.served(web2)).isEqualTo(fresh);
            assertThat(running(job, "job")).containsExactly("myapp-job-" + fresh);
        } else {
            assertOldVersionServes();
        }
    }

    @Test
    void whileOneDeploysTheSecondTouchesNothing() throws Exception {
        Path go = root.resolve("go");
        app.write(
                ".kamal/hooks/pre-deploy",
                "#!/bin/sh\nfor i in $(seq 600); do [ -e " + go + " ] && exit; sleep 0.1; done; exit 1\n");
        String first = app.commit();
        Path colleague = Path.of(root.toString(), "colleague");
        app.git("clone", "-q", app.project.toString(), colleague.toString());
        CompletableFuture<RealApp.Result> deploy = CompletableFuture.supplyAsync(() -> app.kamal("deploy"));
        await(deploy, state::isLocked);
        String second = commitOfColleague(colleague);

        RealApp.Result refused = app.kamalIn(colleague, "deploy");

        assertThat(refused.exitStatus()).isEqualTo(1);
        assertThat(refused.err())
                .contains("The deploy lock on " + web1.address() + " is held")
                .contains(first);
        assertThat(app.lab.servers())
                .allSatisfy(server -> assertThat(state.images(server)).noneMatch(image -> image.contains(second)));
        assertThat(state.isLocked()).isTrue();
        Files.createFile(go);
        RealApp.Result result = deploy.get(2, TimeUnit.MINUTES);
        assertThat(result.exitStatus()).as(result.err()).isZero();
        assertThat(RealRequests.served(web1)).isEqualTo(first);
        assertThat(state.isLocked()).isFalse();
    }

    private String commitOfColleague(Path directory) {
        String at = directory.toString();
        app.git(
                "-C",
                at,
                "-c",
                "user.name=C",
                "-c",
                "user.email=c@example.com",
                "commit",
                "-q",
                "--allow-empty",
                "-m",
                "x");
        return app.git("-C", at, "rev-parse", "HEAD");
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(CompletableFuture<?> work, Condition condition) throws InterruptedException {
        while (!condition.holds()) {
            assertThat(work).isNotDone();
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private void assertOldVersionServes() {
        assertThat(RealRequests.served(web1)).isEqualTo(old);
        assertThat(RealRequests.served(web2)).isEqualTo(old);
        assertThat(running(web1, "web")).containsExactly("myapp-web-" + old);
        assertThat(running(web2, "web")).containsExactly("myapp-web-" + old);
        assertThat(running(job, "job")).containsExactly("myapp-job-" + old);
    }

    /** The names of a role's containers that run on a server. */
    private List<String> running(Server server, String role) {
        return state.containers(server).stream()
                .filter(line -> line.contains(" running ") && line.contains(" role=" + role + " "))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
    }
}
