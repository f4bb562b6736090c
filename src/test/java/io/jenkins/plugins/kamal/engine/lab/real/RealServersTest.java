package io.jenkins.plugins.kamal.engine.lab.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lab is what the other tests take it for: isolated servers, a registry that asks, the sample application. */
@Tag("real")
class RealServersTest {

    private static RealServers lab;

    @BeforeEach
    void startFromNothing() {
        lab = RealServers.require();
        lab.clean();
    }

    @AfterAll
    static void leaveNothingBehind() {
        if (lab != null) {
            lab.clean();
        }
    }

    @Test
    void serversAreReachedOverSshAndHaveEnginesOfTheirOwn() {
        for (RealServers.Server server : lab.servers()) {
            assertThat(lab.sh(server, "hostname; pwd; docker info --format '{{.Name}}'"))
                    .isEqualTo(server.name() + "\n/root\n" + server.name());
            assertThat(lab.docker(server, "info", "--format", "{{.Name}}")).isEqualTo(server.name());
        }
    }

    @Test
    void whatOneServerRunsAnotherDoesNotSee() {
        lab.docker(lab.server(0), "run", "--detach", "--name", "only-here", "busybox:1.37", "sleep", "600");

        assertThat(lab.sh(lab.server(0), "docker ps --format '{{.Names}}'")).isEqualTo("only-here");
        assertThat(lab.sh(lab.server(1), "docker ps --format '{{.Names}}'")).isEmpty();
        assertThat(lab.agentDocker("ps", "--format", "{{.Names}}")).isEmpty();
    }

    @Test
    void registryAsksForItsPassword() throws Exception {
        RealServers.Registry registry = lab.registry();

        assertThat(registryStatus(registry.user(), registry.password())).isEqualTo(200);
        assertThat(registryStatus(registry.user(), "another")).isEqualTo(401);
    }

    @Test
    void serverBootsKamalProxyWithTheCommandOfKamal() {
        lab.sh(lab.server(0), """
                docker network create kamal
                mkdir -p .kamal/proxy/apps-config
                docker run --name kamal-proxy --network kamal --detach --restart unless-stopped \
                    --volume kamal-proxy-config:/home/kamal-proxy/.config/kamal-proxy \
                    --volume $PWD/.kamal/proxy/apps-config:/home/kamal-proxy/.apps-config \
                    --publish 80:80 --publish 443:443 --log-opt max-size=10m basecamp/kamal-proxy:v0.9.2
                """);

        assertThat(lab.docker(lab.server(0), "exec", "kamal-proxy", "kamal-proxy", "list"))
                .contains("Service");
        assertThat(lab.docker(lab.server(0), "inspect", "--format", "{{.Config.User}}", "kamal-proxy"))
                .isEqualTo("kamal-proxy:kamal-proxy");
    }

    @Test
    void sampleProjectIsACommitWithTheLabsAddresses(@TempDir Path directory) throws Exception {
        String commit = lab.sampleProject(directory);

        assertThat(commit).matches("[0-9a-f]{40}");
        assertThat(Files.readString(directory.resolve("config/deploy.yml")))
                .contains(lab.server(0).address(), lab.registry().address())
                .doesNotContainPattern("@[A-Z]");
        assertThat(directory.resolve(".kamal/hooks/pre-deploy")).isExecutable();
    }

    @Test
    void cleanLeavesTheServersAsTheyWere() {
        RealServers.Server server = lab.server(0);
        lab.sh(server, """
                docker network create kamal
                docker run --detach --name left --network kamal --volume left:/left busybox:1.37 sleep 600
                mkdir -p .kamal/lock-left
                """);

        lab.clean();

        assertThat(lab.docker(server, "ps", "--all", "--quiet")).isEmpty();
        assertThat(lab.docker(server, "volume", "ls", "--quiet")).isEmpty();
        assertThat(lab.docker(server, "network", "ls", "--quiet", "--filter", "type=custom"))
                .isEmpty();
        assertThat(lab.home(server)).isDirectoryContaining("glob:**/.ssh");
        assertThat(lab.home(server).resolve(".kamal")).doesNotExist();
        assertThat(lab.docker(server, "image", "ls", "--format", "{{.Repository}}"))
                .contains("basecamp/kamal-proxy");
    }

    private int registryStatus(String user, String password) throws Exception {
        String credentials =
                Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://" + lab.registry().address() + "/v2/"))
                .header("Authorization", "Basic " + credentials)
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
