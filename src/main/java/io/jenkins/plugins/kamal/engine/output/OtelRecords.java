package io.jenkins.plugins.kamal.engine.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.kamal.engine.ruby.GemVersion;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Creates OTLP log records as JSON, with the attributes of {@code lib/kamal/otel_shipper.rb}. */
final class OtelRecords {

    static final Severity INFO = new Severity(9, "INFO");
    static final Severity ERROR = new Severity(17, "ERROR");

    private static final Severity DEBUG = new Severity(5, "DEBUG");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String KAMAL = "kamal";

    private final LoggedCommand command;

    private final String runId;
    private final Clock clock;

    /** The severity of a record, as OTLP's number and text. */
    record Severity(int number, String text) {}

    OtelRecords(LoggedCommand command, String runId, Clock clock) {
        this.command = command;
        this.runId = runId;
        this.clock = clock;
    }

    /** A record for a line of the log; the output of a command has the severity DEBUG. */
    ObjectNode line(LogLine line) {
        ObjectNode record = record(line.text(), line.stream().isPresent() ? DEBUG : INFO);
        if (line.host().isPresent() || line.stream().isPresent()) {
            ArrayNode attributes = record.putArray("attributes");
            line.host().ifPresent(host -> attribute(attributes, "server.address", host));
            line.stream().ifPresent(stream -> attribute(attributes, "log.iostream", stream));
        }
        return record;
    }

    /** A record for an event, with an empty list of attributes. */
    ObjectNode event(String name, Severity severity) {
        ObjectNode record = record(name, severity).put("eventName", name);
        record.putArray("attributes");
        return record;
    }

    private ObjectNode record(String body, Severity severity) {
        Instant now = clock.instant();
        String nanos = Long.toString(TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano());
        ObjectNode record = JSON.objectNode()
                .put("timeUnixNano", nanos)
                .put("observedTimeUnixNano", nanos)
                .put("severityNumber", severity.number())
                .put("severityText", severity.text());
        record.putObject("body").put("stringValue", body);
        return record;
    }

    /** The body of a request with these records. */
    ObjectNode request(List<ObjectNode> records) {
        ObjectNode request = JSON.objectNode();
        ObjectNode logs = request.putArray("resourceLogs").addObject();
        ArrayNode resource = logs.putObject("resource").putArray("attributes");
        attribute(resource, "service.name", KAMAL);
        attribute(resource, "service.version", GemVersion.KAMAL);
        attribute(resource, "kamal.run_id", runId);
        attribute(resource, "kamal.performer", command.performer());
        command.destination().ifPresent(name -> attribute(resource, "deployment.environment.name", name));
        command.version().ifPresent(version -> attribute(resource, "kamal.deploy_version", version));
        attribute(resource, "service.namespace", command.service());
        ObjectNode scoped = logs.putArray("scopeLogs").addObject();
        scoped.putObject("scope").put("name", KAMAL).put("version", GemVersion.KAMAL);
        scoped.putArray("logRecords").addAll(records);
        return request;
    }

    static void attribute(ArrayNode attributes, String key, String value) {
        attributes.addObject().put("key", key).putObject("value").put("stringValue", value);
    }

    static void attribute(ArrayNode attributes, String key, double value) {
        attributes.addObject().put("key", key).putObject("value").put("doubleValue", value);
    }
}
