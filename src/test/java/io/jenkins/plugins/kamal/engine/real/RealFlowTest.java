package io.jenkins.plugins.kamal.engine.real;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.lab.real.RealServers.Server;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The life of an app on two web servers, a job server and a server with an accessory: after each command the state of the
 * servers is what the recordings of Kamal 2.12 show for it, and no request fails on the way.
 */
class RealFlowTest extends RealTest {

    private static final String WEB_ENV = "-rw------- root .kamal/apps/myapp/env/roles/web.env";
    private static final String JOB_ENV = "-rw------- root .kamal/apps/myapp/env/roles/job.env";
    private static final String AUDIT = "-rw-r--r-- root .kamal/myapp-audit.log";
    private static final String PROXY = "kamal-proxy running basecamp/kamal-proxy:v0.9.2 role= service= destination=";

    private final Map<String, Integer> auditLines = new HashMap<>();

    @Test
    void setupDeployAgainSecondCommitRedeployAndRollback() throws Exception {
        makeApp();
        String first = app.head();
        app.succeed("setup");
        assertAfterSetup(first);
        try (RealRequests requests = new RealRequests(List.of(web1, web2))) {
            app.succeed("deploy");
            assertAfterTheSameAgain(first);
            assertUnharmed(requests);

            String second = app.change("2");
            app.succeed("deploy");
            assertAfterSecondCommit(first, second);
            assertUnharmed(requests);

            app.succeed("redeploy");
            assertAfterRedeploy(first, second);
            assertUnharmed(requests);

            app.succeed("rollback", first);
            assertAfterRollback(first, second);
            assertUnharmed(requests);
            assertThat(requests.sent()).isGreaterThan(50);
        }
    }

    private void makeApp() throws Exception {
        app.configure("readiness_delay: 1\n", """
                readiness_delay: 1
                accessories:
                  db:
                    image: busybox:1.37
                    host: %s
                    cmd: sleep 86400
                    port: 6379:6379
                    directories:
                      - data:/data
                    env:
                      secret:
                        - APP_SECRET
                """.formatted(db.address()));
    }

    private void assertAfterSetup(String first) throws IOException {
        assertApp(List.of(running(first)), first);
        assertContainers(first);
        assertThat(state.containers(db))
                .containsExactly("myapp-db running busybox:1.37 role= service=myapp-db destination=");
        assertThat(state.files(db)).containsExactly("-rw------- root .kamal/apps/myapp/env/accessories/db.env", AUDIT);
        assertAudit(List.of("Pulled image with version " + first, "ROLE Booted app version " + first), first, true);
        assertThat(newAudit(db)).containsExactly("Booted db accessory", "Pruned containers", "Pruned images");
    }

    /** Everything that Docker was asked for: environment, labels, mounts, ports, networks, log and restart policy. */
    private void assertContainers(String version) throws IOException {
        assertThat(facts(web1, "myapp-web-" + version, version)).isEqualTo(recorded("web"));
        assertThat(facts(web2, "myapp-web-" + version, version)).isEqualTo(recorded("web"));
        assertThat(facts(job, "myapp-job-" + version, version)).isEqualTo(recorded("job"));
        assertThat(facts(web1, "kamal-proxy", version)).isEqualTo(recorded("proxy"));
        // Its image is another one than in the recordings, with another command.
        assertThat(facts(db, "myapp-db", version)).containsAll(recorded("db"));
        assertThat(app.lab.sh(web1, "cat ~/.kamal/apps/myapp/env/roles/web.env"))
                .isEqualTo("APP_SECRET=open 'sesame' now");
    }

    private List<String> facts(Server server, String container, String version) {
        return RealContainer.facts(app.lab, server, container, version).stream()
                .map(line -> line.replace("open 'sesame' now", "top 'secret' value"))
                .toList();
    }

    private static List<String> recorded(String container) throws IOException {
        try (InputStream file = RealFlowTest.class.getResourceAsStream("containers-after-setup.txt")) {
            List<String> lines = new String(file.readAllBytes(), UTF_8).lines().toList();
            int begin = lines.indexOf("== " + container) + 1;
            return lines.subList(begin, lines.size()).stream()
                    .takeWhile(line -> !line.startsWith("== "))
                    .toList();
        }
    }

    private void assertAfterTheSameAgain(String first) {
        assertApp(List.of(running(first), replaced(first)), first);
        assertAudit(replacing(first), first, true);
        assertThat(newAudit(db)).containsExactly("Pruned containers", "Pruned images");
    }

    private void assertAfterSecondCommit(String first, String second) {
        assertApp(List.of(running(second), exited(first), replaced(first)), first, second);
        assertAudit(List.of("Pulled image with version " + second, "ROLE Booted app version " + second), second, true);
    }

    private void assertAfterRedeploy(String first, String second) {
        assertApp(List.of(running(second), replaced(second), exited(first), replaced(first)), first, second);
        assertAudit(replacing(second), second, false);
    }

    private void assertAfterRollback(String first, String second) {
        assertApp(
                List.of(running(first), replaced(first), replaced(first), exited(second), replaced(second)),
                first,
                second);
        List<String> lines = replacing(first);
        assertAudit(lines.subList(1, lines.size()), first, false);
    }

    private static List<String> replacing(String version) {
        return List.of(
                "Pulled image with version " + version,
                "ROLE Renaming container " + version + " to " + version + "_replaced_X",
                "ROLE Booted app version " + version);
    }

    /** A container of the app; the word ROLE stands for its role. */
    private static String running(String version) {
        return container(version, "", "running");
    }

    private static String exited(String version) {
        return container(version, "", "exited");
    }

    private static String replaced(String version) {
        return container(version, "_replaced_X", "exited");
    }

    private static String container(String version, String suffix, String status) {
        return "myapp-ROLE-" + version + suffix + " " + status + " R/lab/myapp:" + version
                + " role=ROLE service=myapp destination=";
    }

    /** Containers, tags, files and lock of all servers of the app, and what the proxies serve. */
    private void assertApp(List<String> containers, String... versions) {
        List<String> onWeb = new ArrayList<>(forRole(containers, "web"));
        onWeb.add(PROXY);
        List<String> tags = new ArrayList<>(List.of("R/lab/myapp:latest"));
        List.of(versions).forEach(version -> tags.add("R/lab/myapp:" + version));
        for (Server web : List.of(web1, web2)) {
            assertThat(state.containers(web)).as(web.name()).containsExactlyInAnyOrderElementsOf(onWeb);
            assertThat(state.images(web)).as(web.name()).containsExactlyInAnyOrderElementsOf(tags);
            assertThat(state.files(web)).as(web.name()).containsExactlyInAnyOrder(WEB_ENV, AUDIT);
            assertThat(containers.get(0)).contains(RealRequests.served(web));
        }
        assertThat(state.containers(job)).containsExactlyInAnyOrderElementsOf(forRole(containers, "job"));
        assertThat(state.images(job)).containsExactlyInAnyOrderElementsOf(tags);
        assertThat(state.files(job)).containsExactlyInAnyOrder(JOB_ENV, AUDIT);
    }

    private void assertAudit(List<String> lines, String version, boolean prunes) {
        List<String> all = new ArrayList<>(lines);
        all.add("Tagging R/lab/myapp:" + version + " as the latest image");
        if (prunes) {
            all.addAll(List.of("Pruned containers", "Pruned images"));
        }
        assertThat(newAudit(web1)).as(web1.name()).containsExactlyElementsOf(auditFor(all, "web"));
        assertThat(newAudit(web2)).as(web2.name()).containsExactlyElementsOf(auditFor(all, "web"));
        assertThat(newAudit(job)).as(job.name()).containsExactlyElementsOf(auditFor(all, "job"));
    }

    private static List<String> auditFor(List<String> lines, String role) {
        return lines.stream()
                .map(line -> line.replace("ROLE", "[" + role + "]"))
                .toList();
    }

    /** The lines that were added since the last call for this server. */
    private List<String> newAudit(Server server) {
        List<String> all = state.audit(server);
        Integer seen = auditLines.put(server.name(), all.size());
        return all.subList(seen == null ? 0 : seen, all.size());
    }

    private static List<String> forRole(List<String> lines, String role) {
        return lines.stream().map(line -> line.replace("ROLE", role)).toList();
    }

    private static void assertUnharmed(RealRequests requests) {
        assertThat(requests.failures()).isEmpty();
    }
}
