package io.jenkins.plugins.kamal.engine.lab.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.lab.docker.ImageBehaviour;
import io.jenkins.plugins.kamal.engine.lab.docker.SimulatedImage;
import io.jenkins.plugins.kamal.engine.lab.docker.SimulatedRegistry;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerReply;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The command lines that Kamal 2.12 was recorded with, on an embedded server: their output and what they leave behind.
 */
@Tag("flow")
class SimulatedDeployTest {

    private static final String HOST = "10.0.0.1";
    private static final String APP = "10.0.0.9:5555/lab/myapp";
    private static final String START_PROXY = """
            docker container start kamal-proxy || echo $(cat .kamal/proxy/options 2> /dev/null || \
            echo "--publish 80:80 --publish 443:443 --log-opt max-size=10m") \
            $(cat .kamal/proxy/image 2> /dev/null || echo "basecamp/kamal-proxy"):\
            $(cat .kamal/proxy/image_version 2> /dev/null || echo "v0.9.2") \
            $(cat .kamal/proxy/run_command 2> /dev/null || echo "") | xargs docker run --name kamal-proxy --network kamal \
            --detach --restart unless-stopped --volume kamal-proxy-config:/home/kamal-proxy/.config/kamal-proxy \
            --volume $PWD/.kamal/proxy/apps-config:/home/kamal-proxy/.apps-config""";
    private static final String CURRENT = """
            /usr/bin/env sh -c 'docker ps --latest --format '\\''{{.Names}}'\\'' --filter label=service=myapp \
            --filter label=destination= --filter label=role=web --filter status=running --filter status=restarting \
            --filter ancestor=$(docker image ls --filter reference=%s:latest --format '\\''{{.ID}}'\\'') ; \
            docker ps --latest --format '\\''{{.Names}}'\\'' --filter label=service=myapp --filter label=destination= \
            --filter label=role=web --filter status=running --filter status=restarting' | head -1 | \
            while read line; do echo ${line#myapp-web-}; done""".formatted(APP);
    private static final String PRUNE = """
            docker image ls --filter label=service=myapp --format '{{.ID}} {{.Repository}}:{{.Tag}}' | \
            grep -v -w "$(docker container ls -a --format '{{.Image}}\\|' --filter label=service=myapp | tr -d '\\n')%s:latest\\|%s:<none>" | \
            while read image tag; do docker rmi $tag; done""".formatted(APP, APP);

    private final SimulatedRegistry registry = new SimulatedRegistry();
    private EmbeddedServers servers;
    private EmbeddedServer server;
    private LabClient client;

    @BeforeEach
    void start() throws IOException {
        servers = EmbeddedServers.start(registry, HOST);
        server = servers.server(HOST);
        client = new LabClient(servers, HOST);
        client.run("mkdir -p .kamal/apps/myapp/env/roles && echo SECRET=x > .kamal/apps/myapp/env/roles/web.env");
    }

    @AfterEach
    void stop() {
        client.close();
        servers.close();
    }

    private String out(String line) throws IOException {
        DockerReply reply = client.run(line);
        assertThat(reply.exitStatus()).as(line + ": " + reply.stderr()).isZero();
        return reply.stdout().stripTrailing();
    }

    private String boot(String version) throws IOException {
        out("docker pull " + APP + ":" + version);
        out("docker run --detach --restart unless-stopped --name myapp-web-" + version
                + " --network kamal --hostname h-1"
                + " --env KAMAL_VERSION=\"" + version
                + "\" --env-file .kamal/apps/myapp/env/roles/web.env --log-opt max-size=\"10m\""
                + " --label service=\"myapp\" --label role=\"web\" --label destination " + APP + ":" + version);
        return out("docker container ls --all --filter 'name=^myapp-web-" + version + "$' --quiet");
    }

    private DockerReply route(String id) throws IOException {
        return client.run(
                "docker exec kamal-proxy kamal-proxy deploy myapp-web --target=\"" + id + ":80\" --host=\"app.lab\""
                        + " --deploy-timeout=\"5s\" --drain-timeout=\"30s\" --buffer-requests --buffer-responses"
                        + " --log-request-header=\"Cache-Control\"");
    }

    @Test
    void deploysTwoVersionsAndPrunesTheOlder() throws IOException {
        for (String version : List.of("v1", "v2", "v3")) {
            registry.publish(APP + ":" + version, SimulatedImage.web("myapp", version));
        }
        out("docker network create kamal");
        out(START_PROXY);
        assertThat(out(START_PROXY)).isEqualTo("kamal-proxy");
        assertThat(out("docker inspect kamal-proxy --format '{{.Config.Image}}' | awk -F: '{print $NF}'"))
                .isEqualTo("v0.9.2");
        assertThat(out(CURRENT)).isEmpty();
        assertThat(route(boot("v1"))).isEqualTo(DockerReply.ok());
        out("docker tag " + APP + ":v1 " + APP + ":latest");
        assertThat(out(CURRENT)).isEqualTo("v1");
        String second = boot("v2");
        assertThat(route(second)).isEqualTo(DockerReply.ok());
        out("docker container ls --all --filter 'name=^myapp-web-v1$' --quiet | xargs docker stop");
        out("docker tag " + APP + ":v2 " + APP + ":latest");
        assertThat(out(CURRENT)).isEqualTo("v2");
        out("docker pull " + APP + ":v3");
        out(PRUNE);
        assertThat(out("docker image ls --filter label=service=myapp --format '{{.Tag}}' | sort | xargs"))
                .isEqualTo("latest v1 v2");
        assertThat(server.docker().services().get("myapp-web").target()).isEqualTo(second + ":80");
        assertThat(server.docker().states())
                .isEqualTo(Map.of("kamal-proxy", "running", "myapp-web-v1", "exited", "myapp-web-v2", "running"));
        assertThat(server.docker().environment("myapp-web-v2"))
                .containsEntry("SECRET", "x")
                .containsEntry("KAMAL_VERSION", "v2");
    }

    @Test
    void theProxyRefusesATargetThatIsNotHealthy() throws IOException {
        registry.publish(APP + ":v1", SimulatedImage.web("myapp", "1"));
        registry.publish(APP + ":v2", SimulatedImage.web("myapp", "2").with(ImageBehaviour.UNHEALTHY));
        registry.publish(APP + ":v3", SimulatedImage.web("myapp", "3").with(ImageBehaviour.CRASHES));
        out("docker network create kamal");
        out(START_PROXY);
        String first = boot("v1");
        assertThat(route(first).succeeded()).isTrue();
        DockerReply unhealthy =
                DockerReply.failure(1, "Error: target failed to become healthy within configured timeout (5s)");
        assertThat(route(boot("v2"))).isEqualTo(unhealthy);
        assertThat(route(boot("v3"))).isEqualTo(unhealthy);
        assertThat(server.docker().services().get("myapp-web").target()).isEqualTo(first + ":80");
        assertThat(client.run("docker exec kamal-proxy kamal-proxy stop nope"))
                .isEqualTo(DockerReply.failure(1, "Error: service not found"));
        out("docker exec kamal-proxy kamal-proxy stop myapp-web --drain-timeout=\"30s\"");
        assertThat(server.docker().services().get("myapp-web").state()).isEqualTo("stopped");
        out("docker exec kamal-proxy kamal-proxy remove myapp-web");
        assertThat(server.docker().services()).isEmpty();
    }

    @Test
    void aServersOwnBehaviourBeatsTheImages() throws IOException {
        registry.publish(APP + ":v1", SimulatedImage.web("myapp", "1").withHealthcheck());
        server.docker().behave("myapp-web", ImageBehaviour.UNHEALTHY);
        out("docker network create kamal");
        String health = "docker inspect --format '{{if"
                + " .State.Health}}{{.State.Health.Status}}{{else}}{{.State.Status}}{{end}}' ";
        assertThat(out(health + boot("v1"))).isEqualTo("unhealthy");
    }

    @Test
    void pullNeedsALoginWhereTheRegistryHasUsers() throws IOException {
        registry.publish(APP + ":v1", SimulatedImage.web("myapp", "1"));
        registry.addUser("10.0.0.9:5555", "deployer", "s3cret");
        assertThat(client.run("docker pull " + APP + ":v1").stderr()).contains("no basic auth credentials");
        assertThat(client.run("docker login 10.0.0.9:5555 -u \"deployer\" -p \"wrong\"")
                        .exitStatus())
                .isEqualTo(1);
        out("docker login 10.0.0.9:5555 -u \"deployer\" -p \"s3cret\"");
        out("docker pull " + APP + ":v1");
        registry.setReachable("10.0.0.9:5555", false);
        assertThat(client.run("docker pull " + APP + ":v1").stderr()).contains("connect: connection refused");
    }
}
