package io.jenkins.plugins.kamal.engine.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Sends the log to an OpenTelemetry collector: one record per line, and one event each for the beginning and the end of
 * the command ({@code lib/kamal/output/otel_logger.rb}).
 */
public final class OtelLog implements LogOutput {

    private final LoggedCommand command;
    private final String endpoint;
    private final String runId = UUID.randomUUID().toString();
    private final OtelRecords records;
    private final OtelShipper shipper;

    /**
     * Starts sending records.
     *
     * @param endpoint the collector's address, without {@code /v1/logs}
     * @param complaints receives one message if the collector does not accept the records
     */
    public OtelLog(String endpoint, LoggedCommand command, Clock clock, Consumer<String> complaints) {
        this.command = command;
        this.endpoint = endpoint;
        this.records = new OtelRecords(command, runId, clock);
        this.shipper = new OtelShipper(endpoint, records::request, complaints);
        shipper.add(event("kamal.start", OtelRecords.INFO, null));
    }

    @Override
    public void line(LogLine line) {
        shipper.add(records.line(line));
    }

    @Override
    public void completed(Duration runtime) {
        ObjectNode event = event("kamal.complete", OtelRecords.INFO, "succeeded");
        OtelRecords.attribute(attributes(event), "kamal.runtime", seconds(runtime));
        shipper.add(event);
    }

    @Override
    public void failed(String kind, String message, Duration runtime) {
        ObjectNode event = event("kamal.failed", OtelRecords.ERROR, "failed");
        OtelRecords.attribute(attributes(event), "kamal.runtime", seconds(runtime));
        OtelRecords.attribute(attributes(event), "exception.type", kind);
        OtelRecords.attribute(attributes(event), "exception.message", message);
        shipper.add(event);
    }

    @Override
    public String place() {
        return shipper.hasFailed() ? "" : "Logs sent to " + endpoint;
    }

    /** Sends the remaining records, and waits a short time for the collector. */
    @Override
    public void close() {
        shipper.close();
    }

    private ObjectNode event(String name, OtelRecords.Severity severity, @CheckForNull String status) {
        ObjectNode event = records.event(name, severity);
        ArrayNode attributes = attributes(event);
        OtelRecords.attribute(attributes, "kamal.command", command.title());
        if (command.isDeploy()) {
            OtelRecords.attribute(attributes, "deployment.id", runId);
            OtelRecords.attribute(attributes, "deployment.name", command.title() + " " + command.service());
            if (status != null) {
                OtelRecords.attribute(attributes, "deployment.status", status);
            }
        }
        return event;
    }

    private static ArrayNode attributes(ObjectNode event) {
        return event.withArray("attributes");
    }

    private static double seconds(Duration runtime) {
        return Math.round(runtime.toMillis() / 100.0) / 10.0;
    }
}
