package io.jenkins.plugins.kamal.engine.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.lab.real.RealServers.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Several containers of a role on each real server: kamal-proxy balances the requests between them, no request fails
 * while versions and numbers change, and Kamal's own commands find a state that they know.
 */
class RealInstancesTest extends RealTest {

    private static final String INSTANCES = """
            x-jenkins:
              roles:
                web:
                  instances: 3
                job:
                  instances: 2
            """;

    private List<Server> webs;

    @BeforeEach
    void makeApp() throws IOException {
        webs = List.of(web1, web2);
        app.configure("readiness_delay: 1\n", "readiness_delay: 0\ndeploy_timeout: 5\n" + INSTANCES);
    }

    @Test
    void noRequestFailsWhileVersionsAndNumbersChange() throws Exception {
        String first = app.head();
        app.succeed("deploy");
        assertRuns(first, 3, 2);
        assertThat(serving(webs.get(0))).isEqualTo(names("web", first, 3));
        try (RealRequests requests = new RealRequests(webs)) {
            String second = app.change("2");
            app.succeed("deploy");
            assertRuns(second, 3, 2);
            app.succeed("deploy");
            assertRuns(second, 3, 2);

            app.succeed("rollback", first);
            assertRuns(first, 3, 2);

            String fewer = app.configure(INSTANCES, "");
            app.succeed("deploy");
            assertRuns(fewer, 1, 1);
            String more = app.configure("deploy_timeout: 5\n", "deploy_timeout: 5\n" + INSTANCES);
            app.succeed("deploy");
            assertRuns(more, 3, 2);
            assertThat(requests.failures()).isEmpty();
            assertThat(requests.sent()).isGreaterThan(50);
        }
        assertThat(serving(webs.get(1))).isEqualTo(names("web", app.head(), 3));
    }

    @Test
    void noneOfTheNewContainersStaysIfOneOfThemIsNotHealthy() throws Exception {
        String old = app.head();
        app.succeed("deploy");
        String script = Files.readString(app.project.resolve("app"));
        app.write("app", script.replace("web() {\n", """
                web() {
                    case $KAMAL_CONTAINER_NAME in *_instance_2) APP_UNHEALTHY=1 ;; esac
                """));
        String fresh = app.commit();
        try (RealRequests requests = new RealRequests(webs)) {
            RealApp.Result result = app.kamal("deploy", "--on-failure", "rollback");

            assertThat(result.exitStatus()).as(result.out()).isEqualTo(1);
            assertThat(result.err()).contains("role web did not become healthy within 5 s: GET /up failed: ");
            assertRuns(old, 3, 2);
            assertThat(requests.failures()).isEmpty();
            assertThat(requests.sent()).isPositive();
        }
        assertThat(app.lab.docker(webs.get(0), "ps", "--all", "--format", "{{.Names}} {{.State}}"))
                .contains("myapp-web-" + fresh + "_instance_2 exited");
    }

    @Test
    void aCommandSeesAllOfThem() throws Exception {
        String version = app.head();
        app.succeed("deploy");

        assertThat(app.succeed("app", "logs").out().lines().filter(line -> line.contains("serving " + version)))
                .hasSize(6);
        assertThat(app.succeed("app", "logs", "--grep", "working")
                        .out()
                        .lines()
                        .filter(line -> line.contains("working " + version)))
                .hasSize(2);
        assertThat(app.succeed("status").out()).contains("The servers do not differ.");
        app.succeed("app", "stop");
        assertThat(running(webs.get(0))).containsExactly("kamal-proxy");
        app.succeed("app", "start");
        assertRuns(version, 3, 2);
        assertThat(serving(webs.get(0))).isEqualTo(names("web", version, 3));
        app.succeed("app", "remove");
        assertThat(app.lab.docker(webs.get(0), "ps", "--all", "--format", "{{.Names}}"))
                .isEqualTo("kamal-proxy");
    }

    /** The commands of {@code kamal deploy} 2.12 for a host, as the recordings show them, and a deploy of ours after it. */
    @Test
    void kamalReplacesThemWithItsOneContainer() throws Exception {
        String version = app.head();
        app.succeed("deploy");
        Server web = webs.get(0);
        RealState.ForKamal found = state.forKamal(web, "web");
        assertThat(found.version()).isEqualTo(version);
        assertThat(found.stale()).containsExactlyInAnyOrder(version + "_instance_2", version + "_instance_3");
        found.stale()
                .forEach(name -> app.lab.sh(
                        web,
                        "docker container ls --all --filter 'name=^myapp-web-" + name
                                + "$' --quiet | xargs docker stop"));
        app.lab.sh(
                web,
                "docker run --detach --name myapp-web-kamals --network kamal --env KAMAL_VERSION=kamals"
                        + " --label service=myapp --label role=web --label destination="
                        + " $(docker inspect --format '{{.Config.Image}}' myapp-web-" + version + ")");
        app.lab.sh(
                web,
                "docker exec kamal-proxy kamal-proxy deploy myapp-web --target=$(docker container ls --all"
                        + " --filter 'name=^myapp-web-kamals$' --quiet):80 --host=app.lab --deploy-timeout=30s");
        app.lab.sh(
                web,
                "docker container ls --all --filter 'name=^myapp-web-" + version + "$' --quiet | xargs docker stop");
        assertThat(running(web)).containsExactlyInAnyOrder("kamal-proxy", "myapp-web-kamals");
        assertThat(RealRequests.served(web)).isEqualTo("kamals");

        try (RealRequests requests = new RealRequests(webs)) {
            app.succeed("deploy");
            assertRuns(version, 3, 2);
            assertThat(requests.failures()).isEmpty();
        }
    }

    private void assertRuns(String version, int webCount, int jobCount) {
        for (Server web : webs) {
            Set<String> expected = names("web", version, webCount);
            expected.add("kamal-proxy");
            assertThat(running(web)).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(app.lab
                            .docker(web, "exec", "kamal-proxy", "kamal-proxy", "list")
                            .split(":80"))
                    .as("the targets")
                    .hasSize(webCount + 1);
        }
        assertThat(running(job)).containsExactlyInAnyOrderElementsOf(names("job", version, jobCount));
    }

    private List<String> running(Server server) {
        return app.lab.docker(server, "ps", "--format", "{{.Names}}").lines().toList();
    }

    private static Set<String> names(String role, String version, int count) {
        Set<String> names = new TreeSet<>(Set.of("myapp-" + role + "-" + version));
        IntStream.rangeClosed(2, count)
                .forEach(number -> names.add("myapp-" + role + "-" + version + "_instance_" + number));
        return names;
    }

    /** The containers that answer, until as many as expected have answered. */
    private static Set<String> serving(Server server) throws Exception {
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < 30 && names.size() < 3; i++) {
            RealWeb.get(server, RealWeb.HTTP, "app.lab", "/version")
                    .body()
                    .lines()
                    .filter(line -> line.startsWith("container="))
                    .forEach(line -> names.add(line.substring("container=".length())));
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return names;
    }
}
