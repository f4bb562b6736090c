package io.jenkins.plugins.kamal.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log of a command in a file and at an OpenTelemetry collector. */
class OutputFlowTest extends FlowTest {

    private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
    private final List<String> paths = new CopyOnWriteArrayList<>();
    private HttpServer collector;
    private volatile int status = 200;

    @BeforeEach
    void startCollector() throws IOException {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/", exchange -> {
            paths.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type"));
            requests.add(new ObjectMapper().readTree(exchange.getRequestBody()));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        collector.start();
    }

    @AfterEach
    void stopCollector() {
        collector.stop(0);
    }

    @Test
    void writesAFileForACommandThatChangesSomething() throws IOException {
        logTo("file:\n    path: logs/kamal");
        lab.write("config/deploy.staging.yml", "labels: {}\n");
        lab.write(
                ".kamal/secrets-common",
                "KAMAL_REGISTRY_PASSWORD=" + DeployLab.PASSWORD + "\nAPP_SECRET=\"top 'secret' value\"\n");
        lab.whenHook("pre-deploy", "echo \"it is $APP_SECRET\"");

        DeployLab.Result result = lab.succeed("deploy", "-d", "staging");
        lab.succeed("app", "details", "-d", "staging");

        Path file = onlyLog();
        assertThat(file.getFileName().toString())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\d_staging_deploy\\.log");
        assertThat(result.out()).contains("Logs written to " + file);
        String log = Files.readString(file);
        assertThat(log)
                .startsWith("kamal deploy: myapp-staging " + lab.head())
                .contains("==> Boot the app")
                .contains("it is [REDACTED]")
                .containsPattern("# Completed in \\d+\\.\\ds\n$");
        DeployLab.SECRETS.forEach(secret -> assertThat(log).doesNotContain(secret));
    }

    @Test
    void theFileSaysWhyACommandFailed() throws IOException {
        logTo("file:\n    path: logs/kamal");
        lab.whenHook("pre-connect", "exit 3");

        lab.kamal("app", "stop");

        Path file = onlyLog();
        assertThat(file.getFileName().toString()).endsWith("_app_stop.log");
        assertThat(Files.readString(file))
                .containsPattern("# FAILED: DeployException: The hook pre-connect failed with exit status 3: hook"
                        + " pre-connect says hi and \\[REDACTED] \\(\\d+\\.\\ds\\)\n$");
    }

    @Test
    void aFileThatCannotBeWrittenIsToldAndStopsNobody() {
        lab.write("logs", "this is no directory");
        logTo("file:\n    path: logs/kamal");

        DeployLab.Result result = lab.succeed("app", "stop");

        assertThat(result.out())
                .containsOnlyOnce("WARNING: The log cannot be written to")
                .doesNotContain("Logs written to");
    }

    @Test
    void sendsRecordsToTheCollector() {
        logTo("otel:\n    endpoint: http://127.0.0.1:" + collector.getAddress().getPort() + "/");
        lab.whenHook("pre-deploy", "echo \"it is $APP_SECRET\"");

        DeployLab.Result result = lab.succeed("deploy", "--verbose");

        assertThat(result.out()).contains("Logs sent to http://127.0.0.1:");
        assertThat(paths).containsOnly("POST /v1/logs application/json");
        JsonNode logs = requests.get(0).at("/resourceLogs/0");
        assertThat(attributes(logs.at("/resource/attributes")))
                .contains(
                        "service.name=kamal",
                        "service.version=2.12.0",
                        "service.namespace=myapp",
                        "kamal.performer=lab@example.com",
                        "kamal.deploy_version=" + lab.head());
        List<JsonNode> records = records();
        assertThat(records.get(0).path("eventName").asText()).isEqualTo("kamal.start");
        assertThat(attributes(records.get(0).path("attributes")))
                .contains("kamal.command=deploy", "deployment.name=deploy myapp");
        JsonNode last = records.get(records.size() - 1);
        assertThat(last.path("eventName").asText()).isEqualTo("kamal.complete");
        assertThat(attributes(last.path("attributes"))).contains("deployment.status=succeeded");
        assertThat(records).anySatisfy(record -> assertThat(attributes(record.path("attributes")))
                .contains("server.address=10.0.0.1", "log.iostream=stdout"));
        assertThat(records)
                .anySatisfy(record ->
                        assertThat(record.at("/body/stringValue").asText()).contains("it is [REDACTED]"));
        DeployLab.SECRETS.forEach(secret -> assertThat(requests.toString()).doesNotContain(secret));
    }

    @Test
    void theCollectorHearsOfAFailure() {
        logTo("otel:\n    endpoint: http://127.0.0.1:" + collector.getAddress().getPort());
        lab.whenHook("pre-connect", "exit 3");

        lab.kamal("app", "stop");

        JsonNode last = records().get(records().size() - 1);
        assertThat(last.path("eventName").asText()).isEqualTo("kamal.failed");
        assertThat(last.path("severityText").asText()).isEqualTo("ERROR");
        assertThat(attributes(last.path("attributes")))
                .contains(
                        "kamal.command=app stop",
                        "exception.message=The hook pre-connect failed with exit status 3: hook"
                                + " pre-connect says hi and [REDACTED]");
    }

    @Test
    void aCollectorThatRefusesIsToldOnceAndStopsNobody() {
        status = 503;
        logTo("otel:\n    endpoint: http://127.0.0.1:" + collector.getAddress().getPort());

        assertThat(lab.succeed("deploy").out())
                .containsOnlyOnce("WARNING: The log cannot be sent to")
                .contains("HTTP status 503")
                .doesNotContain("Logs sent to");
    }

    @Test
    void aCollectorThatIsNotThereIsToldOnceAndStopsNobody() {
        int port = collector.getAddress().getPort();
        collector.stop(0);
        logTo("otel:\n    endpoint: http://127.0.0.1:" + port);

        assertThat(lab.succeed("deploy").out())
                .containsOnlyOnce("WARNING: The log cannot be sent to http://127.0.0.1:" + port);
    }

    @Test
    void anEndpointThatIsNoAddressIsToldOnceAndStopsNobody() {
        logTo("otel:\n    endpoint: \"not an address\"");

        assertThat(lab.succeed("app", "stop").out())
                .containsOnlyOnce("WARNING: The log cannot be sent to not an address");
    }

    private void logTo(String output) {
        lab.configure("readiness_delay: 0\n", "readiness_delay: 0\noutput:\n  " + output + "\n");
    }

    private Path onlyLog() throws IOException {
        try (Stream<Path> files = Files.list(lab.project.resolve("logs/kamal"))) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }

    private List<JsonNode> records() {
        List<JsonNode> records = new ArrayList<>();
        requests.forEach(
                request -> request.at("/resourceLogs/0/scopeLogs/0/logRecords").forEach(records::add));
        return records;
    }

    /** As {@code key=value}. */
    private static List<String> attributes(JsonNode attributes) {
        List<String> all = new ArrayList<>();
        attributes.forEach(attribute -> all.add(attribute.path("key").asText() + "="
                + attribute.path("value").elements().next().asText()));
        return all;
    }
}
