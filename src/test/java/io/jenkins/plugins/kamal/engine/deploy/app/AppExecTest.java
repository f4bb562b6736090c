package io.jenkins.plugins.kamal.engine.deploy.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.kamal.engine.config.model.SampleConfiguration;
import io.jenkins.plugins.kamal.engine.deploy.recording.Recording;
import io.jenkins.plugins.kamal.engine.deploy.recording.SampleSession;
import io.jenkins.plugins.kamal.engine.deploy.run.ExecOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppExecTest {

    private static final ExecOptions OPTIONS =
            new ExecOptions(false, false, false, false, Map.of("TOKEN", "not a known secret"));

    @TempDir
    Path directory;

    private void exec(SampleSession sample, String command) {
        sample.command("app");
        new AppExec(sample.session(), command, OPTIONS).run();
    }

    @Test
    void logsInOnEveryHostBeforeItRunsTheCommandThere() {
        SampleSession sample = new SampleSession(directory);

        exec(sample, "bin/task");

        Recording recording = sample.recording();
        recording.assertInOrder("10.99.0.13: docker login", "10.99.0.11: docker run --rm --name myapp-web-exec-123-");
        assertThat(recording.commands("docker run --rm")).hasSize(3);
        recording.assertNone("docker image inspect");
    }

    @Test
    void forwardsALocalRegistryToTheHostsThatLackTheImage() throws IOException {
        try (RegistryThatAnswers registry = new RegistryThatAnswers()) {
            SampleSession sample = new SampleSession(directory);
            sample.configuration(
                    new SampleConfiguration().registry(SampleConfiguration.registry(Optional.of(registry.address()))));
            sample.recording().fail("10.99.0.12: docker image inspect", "No such image");

            exec(sample, "bin/task");

            sample.recording()
                    .assertInOrder(
                            "10.99.0.12: docker image inspect --format '{{.Id}}' " + registry.address()
                                    + "/lab/myapp:123",
                            "10.99.0.12: forward",
                            "10.99.0.12: docker run --rm",
                            "10.99.0.12: end-forward");
            assertThat(sample.recording().commands(": forward")).hasSize(1);
        }
    }

    @Test
    void needsNoLocalRegistryWhereEveryHostHasTheImage() {
        SampleSession sample = new SampleSession(directory);
        sample.configuration(
                new SampleConfiguration().registry(SampleConfiguration.registry(Optional.of("localhost:5555"))));

        exec(sample, "bin/task");

        sample.recording().assertNone("forward");
        sample.recording().assertNone("localhost: docker");
    }

    @Test
    void showsNoValueOfAVariableInTheLogAndWritesNoSecretIntoTheAuditLog() {
        SampleSession sample = new SampleSession(directory);

        exec(sample, "login --password 'app secret value'");

        assertThat(sample.recording().commands("docker run --rm"))
                .allSatisfy(command -> assertThat(command).contains("--env TOKEN=\"not a known secret\""));
        assertThat(sample.log()).doesNotContain("not a known secret");
        assertThat(sample.recording().commands("audit.log"))
                .isNotEmpty()
                .noneMatch(command -> command.contains("app secret value"));
    }

    /** Answers any request on a free port. */
    private static final class RegistryThatAnswers implements AutoCloseable {

        private final HttpServer server;

        RegistryThatAnswers() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.start();
        }

        String address() {
            return "localhost:" + server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
