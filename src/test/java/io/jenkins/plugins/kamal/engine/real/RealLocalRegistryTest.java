package io.jenkins.plugins.kamal.engine.real;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.lab.real.RealServers;
import io.jenkins.plugins.kamal.engine.lab.real.RealServers.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry on the agent, which real servers pull from through their real sshd. */
@Tag("real")
class RealLocalRegistryTest {

    private static final int PORT = 5555;
    private static final String IMAGE = "localhost:" + PORT + "/lab/myapp:";

    @TempDir
    private Path root;

    private RealServers lab;
    private RealApp app;

    @BeforeEach
    void makeApp() throws Exception {
        lab = RealServers.require();
        app = new RealApp(lab, root);
        app.useLocalRegistry(PORT);
    }

    @AfterEach
    void removeRegistry() {
        app.kamalOnAgent(0, "registry", "remove");
    }

    @Test
    void deploysOverTheOneConnectionAndListensOnLoopbackOnly() throws Exception {
        List<Server> servers = lab.servers().subList(0, 3);
        List<Long> before = servers.stream().map(lab::logins).toList();
        Process watch = watchPort(servers.get(0));
        String version = app.head();
        try {
            assertThat(app.kamalOnAgent(0, "setup")).contains("serves " + version + " (digest proven)");
        } finally {
            watch.destroy();
            watch.waitFor();
        }
        for (int i = 0; i < servers.size(); i++) {
            assertThat(lab.logins(servers.get(i)) - before.get(i)).isEqualTo(1);
            assertThat(images(servers.get(i))).contains(IMAGE + version);
            assertThat(listening(servers.get(i))).isEmpty();
        }
        assertThat(Files.readAllLines(root.resolve("listening")))
                .isNotEmpty()
                .allMatch(line -> line.contains(" 127.0.0.1:" + PORT + " "));
        assertThat(lab.agentDocker("port", "kamal-docker-registry")).contains("127.0.0.1:" + PORT);

        String second = app.change("2");
        app.kamalOnAgent(0, "deploy");
        assertThat(images(servers.get(1))).contains(IMAGE + second);
    }

    @Test
    void serversThatDoNotForwardAreNamedBeforeAnythingIsBuilt() throws Exception {
        app.configure("readiness_delay: 1\n", "readiness_delay: 1\ndeploy_timeout: 1\n");
        Server forbidding = lab.server(1);
        Server taken = lab.server(2);
        lab.docker(taken, "run", "--detach", "--publish", "127.0.0.1:" + PORT + ":80", "busybox:1.37", "sleep", "600");
        Path keys = lab.home(forbidding).resolve(".ssh/authorized_keys");
        String allowed = Files.readString(keys);
        Files.writeString(keys, "restrict " + allowed);
        try {
            String said = app.kamalOnAgent(1, "deploy");
            assertThat(said)
                    .contains(
                            "Nothing was built and no server was changed",
                            forbidding.address() + ": port " + PORT + " of 127.0.0.1 cannot be forwarded, because sshd",
                            taken.address() + ": port " + PORT + " of 127.0.0.1 cannot be forwarded, because something")
                    .doesNotContain("buildx build");
        } finally {
            Files.writeString(keys, allowed);
        }
        app.kamalOnAgent(0, "registry", "setup");
    }

    /** Notes everything that listens on the port of a server, as often as it can. */
    private Process watchPort(Server server) throws IOException {
        String script = "while :; do ss -Hltn 'sport = :" + PORT + "'; done";
        return new ProcessBuilder(lab.onServer(server, List.of("sh", "-c", script)))
                .redirectOutput(root.resolve("listening").toFile())
                .start();
    }

    private String listening(Server server) throws IOException {
        Process process = new ProcessBuilder(lab.onServer(server, List.of("ss", "-Hltn", "sport = :" + PORT))).start();
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }

    private List<String> images(Server server) {
        return lab.docker(server, "ps", "--format", "{{.Image}}").lines().toList();
    }
}
