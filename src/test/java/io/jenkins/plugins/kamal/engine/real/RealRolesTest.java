package io.jenkins.plugins.kamal.engine.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.lab.real.RealServers.Server;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Three roles on three real servers, two of them behind the proxy of the same server: what Docker says of their
 * containers, groups of hosts, filled mirrors, and how many old containers stay.
 */
class RealRolesTest extends RealTest {

    private static final String MIRROR = "http://mirror.lab:5000/";

    @BeforeEach
    void makeApp() throws IOException {
        app.write(RealApp.CONFIGURATION, """
                service: myapp
                image: lab/myapp
                servers:
                  web:
                    hosts:
                      - WEB1: [eu, first]
                      - WEB2: eu
                    labels:
                      tier: front
                    options:
                      ulimit: nofile=512:512
                      add-host: db.lab:10.9.8.7
                    env:
                      clear:
                        ONLY: web
                  api:
                    hosts: [WEB1]
                    proxy:
                      host: api.lab
                    logging:
                      driver: json-file
                      options:
                        max-size: 1m
                  job:
                    hosts: [WEB1, JOB]
                    cmd: /app job
                labels:
                  team: blue
                volumes:
                  - shared:/data
                proxy:
                  host: app.lab
                registry:
                  server: REGISTRY
                  username: USER
                  password: [KAMAL_REGISTRY_PASSWORD]
                builder:
                  arch: amd64
                  driver: docker
                env:
                  clear:
                    GREETING: hello
                  tags:
                    eu:
                      REGION: eu-1
                    first:
                      clear:
                        LEADER: "yes"
                      secret: [APP_SECRET]
                boot:
                  limit: 1
                  wait: 1
                retain_containers: 1
                readiness_delay: 0
                """.replace("WEB1", web1.address())
                .replace("WEB2", web2.address())
                .replace("JOB", job.address())
                .replace("REGISTRY\n", app.lab.registry().address() + "\n")
                .replace("USER", app.lab.registry().user()));
    }

    @Test
    void containersAreWhatTheirRolesHostsAndTagsSay() throws IOException {
        String first = app.commit();
        RealApp.Result deploy = withMirror(() -> app.succeed("deploy"));
        assertThat(deploy.out()).contains("    " + web1.address() + " first, to fill the mirrors\n");
        assertThat(app.hooks())
                .filteredOn(hook -> hook.endsWith("-app-boot"))
                .containsExactly(
                        "pre-app-boot",
                        "post-app-boot",
                        "pre-app-boot",
                        "post-app-boot",
                        "pre-app-boot",
                        "post-app-boot");
        assertRoles(first);
        assertSites(first);

        try (RealRequests requests = new RealRequests(List.of(web1, web2))) {
            String second = app.change("2");
            app.succeed("deploy");
            String third = app.change("3");
            app.succeed("deploy");
            assertSites(third);
            assertThat(requests.failures()).isEmpty();
            assertOnlyTheVersionBeforeStays(first, second);
        }
    }

    private interface Work {
        RealApp.Result run();
    }

    /** Has both web servers name one mirror of Docker Hub while something runs. */
    private RealApp.Result withMirror(Work work) {
        try {
            setMirrors("[\"" + MIRROR + "\"]", "[" + MIRROR + "]");
            return work.run();
        } finally {
            setMirrors("[]", "[]");
        }
    }

    /** Changes the file of the Docker engine, and waits until the engine has read it. */
    private void setMirrors(String mirrors, String printed) {
        List.of(web1, web2).forEach(web -> app.lab.sh(web, """
                pid=$(cat /run/docker.pid)
                file=$(tr '\\0' '\\n' < /proc/$pid/cmdline | sed -n '/--config-file/{n;p}')
                sed -i -e 's|"registry-mirrors": \\[[^]]*\\], ||' -e 's|^{|{"registry-mirrors": %s, |' "$file"
                kill -HUP $pid
                for i in $(seq 100); do
                  [ "$(docker info --format '{{.RegistryConfig.Mirrors}}')" != '%s' ] || exit 0
                  sleep 0.1
                done
                docker info --format '{{.RegistryConfig.Mirrors}}' >&2
                exit 1
                """.formatted(mirrors, printed)));
    }

    private void assertRoles(String version) {
        assertThat(running(web1))
                .containsExactlyInAnyOrder("myapp-web-" + version, "myapp-api-" + version, "myapp-job-" + version);
        assertThat(running(web2)).containsExactly("myapp-web-" + version);
        assertThat(running(job)).containsExactly("myapp-job-" + version);

        String leader = inspect(web1, "web", version);
        assertThat(leader)
                .contains("REGION=eu-1", "LEADER=yes", "APP_SECRET=open 'sesame' now", "ONLY=web", "GREETING=hello")
                .contains("\"tier\":\"front\"", "\"team\":\"blue\"", "\"role\":\"web\"")
                .contains("\"Name\":\"nofile\",\"Hard\":512,\"Soft\":512", "\"ExtraHosts\":[\"db.lab:10.9.8.7\"]")
                .contains("\"Binds\":[\"shared:/data\"]", "\"max-size\":\"10m\"");
        assertThat(inspect(web2, "web", version))
                .contains("REGION=eu-1", "ONLY=web", "\"tier\":\"front\"")
                .doesNotContain("LEADER=", "APP_SECRET=");
        assertThat(inspect(web1, "api", version))
                .contains("GREETING=hello", "\"max-size\":\"1m\"", "\"team\":\"blue\"", "shared:/data")
                .doesNotContain("REGION=", "LEADER=", "ONLY=", "tier", "nofile", "db.lab");
        assertThat(inspect(job, "job", version))
                .contains("GREETING=hello", "\"role\":\"job\"", "\"Args\":[\"job\"]")
                .doesNotContain("REGION=", "tier");
    }

    /** Two roles behind one proxy, each under its own name. */
    private void assertSites(String version) throws IOException {
        assertThat(RealWeb.get(web1, RealWeb.HTTP, "app.lab", "/version").body())
                .contains("container=myapp-web-" + version);
        assertThat(RealWeb.get(web1, RealWeb.HTTP, "api.lab", "/version").body())
                .contains("container=myapp-api-" + version);
        assertThat(RealWeb.get(web2, RealWeb.HTTP, "app.lab", "/version").body())
                .contains("container=myapp-web-" + version);
        assertThat(RealWeb.get(web2, RealWeb.HTTP, "api.lab", "/version").status())
                .isEqualTo(404);
    }

    /** Of each role that a server has, although only one container shall be retained. */
    private void assertOnlyTheVersionBeforeStays(String first, String second) {
        assertThat(exited(web1))
                .containsExactlyInAnyOrder("myapp-web-" + second, "myapp-api-" + second, "myapp-job-" + second);
        assertThat(exited(web2)).containsExactly("myapp-web-" + second);
        assertThat(exited(job)).containsExactly("myapp-job-" + second);
        for (Server server : List.of(web1, web2, job)) {
            assertThat(state.images(server)).as(server.name()).isNotEmpty().noneMatch(image -> image.contains(first));
        }
    }

    private List<String> running(Server server) {
        return containers(server, " running ");
    }

    private List<String> exited(Server server) {
        return containers(server, " exited ");
    }

    private List<String> containers(Server server, String status) {
        return state.containers(server).stream()
                .filter(line -> line.startsWith("myapp-") && line.contains(status))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
    }

    private String inspect(Server server, String role, String version) {
        return app.lab.docker(server, "inspect", "--format", "{{json .}}", "myapp-" + role + "-" + version);
    }
}
