package io.jenkins.plugins.kamal.engine.lab.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.lab.docker.SimulatedImage;
import io.jenkins.plugins.kamal.engine.lab.docker.SimulatedRegistry;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerReply;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The embedded servers themselves: SSH, shell, executable, faults. */
@Tag("flow")
class EmbeddedServerTest {

    private static final String HOST = "10.0.0.1";

    private final SimulatedRegistry registry = new SimulatedRegistry();
    private EmbeddedServers servers;
    private EmbeddedServer server;

    @BeforeEach
    void start() {
        servers = EmbeddedServers.start(registry, HOST, "10.0.0.2");
        server = servers.server(HOST);
        registry.publish("10.0.0.9:5555/lab/app:v1", SimulatedImage.web("app", "1"));
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    @Test
    void runsCommandsInARealShellInItsHome() throws IOException {
        try (LabClient client = new LabClient(servers, HOST)) {
            DockerReply reply = client.run(
                    "mkdir -p .kamal && echo \"a 'b' $HOME\" > .kamal/x; cat .kamal/x; cat - >&2; exit 7", "in");
            assertThat(reply).isEqualTo(new DockerReply(7, "a 'b' " + server.home() + "\n", "in"));
        }
        assertThat(server.home().resolve(".kamal/x")).exists();
        assertThat(servers.server("10.0.0.2").home().resolve(".kamal")).doesNotExist();
    }

    @Test
    void dockerHandsOverEveryWordUnchanged() throws IOException {
        List<String> words =
                List.of("exec", "web", "echo", "", "a b", "it's", "$HOME `x` \\", "line\nend", "ümläut…", "*");
        try (LabClient client = new LabClient(servers, HOST)) {
            client.run("docker run --detach --name web 10.0.0.9:5555/lab/app:v1");
            DockerReply reply = client.run("docker "
                    + String.join(
                            " ", words.stream().map(EmbeddedServerTest::quote).toList()));
            assertThat(reply.stdout()).isEqualTo(String.join(" ", words.subList(3, words.size())) + "\n");
        }
        assertThat(server.dockerCalls()).last().satisfies(call -> {
            assertThat(call.argv()).isEqualTo(words);
            assertThat(call.directory()).isEqualTo(server.home());
        });
    }

    @Test
    void dockerLeavesStandardInputAloneUnlessAskedToReadIt() throws IOException {
        registry.addUser("10.0.0.9:5555", "deployer", "s3cret");
        try (LabClient client = new LabClient(servers, HOST)) {
            assertThat(client.run("docker -v > /dev/null; cat", "rest").stdout())
                    .isEqualTo("rest");
            DockerReply login = client.run("docker login 10.0.0.9:5555 -u deployer --password-stdin", "s3cret\n");
            assertThat(login).isEqualTo(DockerReply.lines("Login Succeeded"));
        }
        assertThat(server.docker().logins()).containsExactly("10.0.0.9:5555");
    }

    @Test
    void answersManyCallsAtOnceEachWithItsOwn() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(10);
        try (LabClient client = new LabClient(servers, HOST)) {
            client.run("docker run --detach --name web 10.0.0.9:5555/lab/app:v1");
            List<Future<DockerReply>> replies = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                String line = "docker exec web echo " + i + " | cat";
                replies.add(threads.submit(() -> client.run(line)));
            }
            for (int i = 0; i < 50; i++) {
                assertThat(replies.get(i).get()).isEqualTo(DockerReply.lines(Integer.toString(i)));
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(server.commands()).hasSize(51);
        assertThat(server.dockerCalls()).hasSize(51);
    }

    @Test
    void answersLargerThanAPipeArriveWhole() throws IOException {
        String large = "0123456789'\n".repeat(50_000);
        server.faults().failDocker(new DockerReply(3, large, large), "logs");
        try (LabClient client = new LabClient(servers, HOST)) {
            assertThat(client.run("docker logs x")).isEqualTo(new DockerReply(3, large, large));
        }
    }

    @Test
    void refusesWhatItDoesNotKnow() throws IOException {
        try (LabClient client = new LabClient(servers, HOST)) {
            assertThat(client.run("docker swarm init"))
                    .isEqualTo(DockerReply.failure(125, "docker: the simulated Docker does not know 'docker swarm'"));
            assertThat(client.run("docker ps --size").stderr()).contains("does not know the option --size");
            assertThat(client.run("docker ps --format '{{printf \"%s\" .ID}}'").exitStatus())
                    .isEqualTo(125);
        }
    }

    @Test
    void letsNobodyInWithAnotherKey() {
        try (EmbeddedServers others = EmbeddedServers.start(registry, HOST)) {
            assertThatThrownBy(() -> connectWithKeyOf(others)).hasMessageContaining("No more authentication methods");
        }
    }

    private void connectWithKeyOf(EmbeddedServers others) throws IOException {
        try (var client = org.apache.sshd.client.SshClient.setUpDefaultClient()) {
            client.setServerKeyVerifier((session, address, key) -> true);
            client.setKeyIdentityProvider(session -> List.of());
            client.start();
            var session = client.connect("deploy", server.address())
                    .verify(Duration.ofSeconds(10))
                    .getSession();
            session.addPublicKeyIdentity(others.key());
            session.auth().verify(Duration.ofSeconds(10));
        }
    }

    @Test
    void refusesAndAcceptsConnectionsOnTheSamePort() throws IOException {
        int port = server.port();
        server.refuseConnections();
        assertThatThrownBy(() -> new LabClient(servers, HOST)).hasMessageContaining("refused");
        server.acceptConnections();
        assertThat(server.port()).isEqualTo(port);
        try (LabClient client = new LabClient(servers, HOST)) {
            assertThat(client.run("echo back").stdout()).isEqualTo("back\n");
        }
    }

    @Test
    void cutsTheConnectionUnderACommandThatGoesOn() throws Exception {
        server.faults().dropConnectionOn(line -> line.contains("slow"));
        try (LabClient client = new LabClient(servers, HOST)) {
            assertThat(client.run("until [ -f go ]; do sleep 0.01; done; touch slow")
                            .exitStatus())
                    .isEqualTo(-1);
        }
        Files.createFile(server.home().resolve("go"));
        for (int i = 0; i < 3000 && !Files.exists(server.home().resolve("slow")); i++) {
            Thread.sleep(10);
        }
        assertThat(server.home().resolve("slow")).exists();
    }

    @Test
    void failsChosenDockerCallsAndNoOthers() throws IOException {
        server.faults().failDocker("no space left on device", "pull", "10.0.0.9:5555/lab/app:v1");
        try (LabClient client = new LabClient(servers, HOST)) {
            assertThat(client.run("docker pull 10.0.0.9:5555/lab/app:v1"))
                    .isEqualTo(DockerReply.failure(1, "Error response from daemon: no space left on device"));
            server.faults().clear();
            assertThat(client.run("docker pull 10.0.0.9:5555/lab/app:v1").exitStatus())
                    .isZero();
        }
    }

    @Test
    void delaysCommands() throws IOException {
        server.faults().delayCommands(Duration.ofMillis(200));
        try (LabClient client = new LabClient(servers, HOST)) {
            long start = System.nanoTime();
            client.run("true");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        }
    }

    @Test
    void writesTheKeyAndTheKnownHostsAsOpenSshReadsThem() {
        assertThat(servers.privateKey()).startsWith("-----BEGIN OPENSSH PRIVATE KEY-----");
        assertThat(servers.publicKey()).startsWith("ssh-ed25519 ");
        assertThat(servers.knownHosts())
                .contains(
                        "10.0.0.1 ssh-ed25519 ",
                        "[127.0.0.1]:" + servers.ports().get("10.0.0.2") + " ssh-ed25519 ");
    }

    private static String quote(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
