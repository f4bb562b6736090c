package io.jenkins.plugins.kamal.engine.deploy.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Optional;

/**
 * A request in the access log of kamal-proxy ({@code internal/server/logging_middleware.go} of kamal-proxy).
 *
 * @param service the service
 * @param target the container that answered, as {@code id:port}
 * @param status the status of the answer
 * @param duration the time until the answer was complete
 */
record AccessLogLine(String service, String target, int status, Duration duration) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FIRST_STATUS = 100;
    private static final int LAST_STATUS = 999;
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int FIRST_ERROR = 500;

    /** Reads a line; empty if the line is not about a request that a container answered. */
    static Optional<AccessLogLine> parse(String line) {
        try {
            JsonNode json = JSON.readTree(line);
            JsonNode status = json.path("status");
            JsonNode nanos = json.path("duration");
            boolean complete = json.path("service").isTextual()
                    && !json.path("target").asText("").isEmpty()
                    && status.canConvertToInt()
                    && status.intValue() >= FIRST_STATUS
                    && status.intValue() <= LAST_STATUS
                    && nanos.canConvertToLong()
                    && nanos.longValue() >= 0;
            return complete
                    ? Optional.of(new AccessLogLine(
                            json.path("service").textValue(),
                            json.path("target").asText(),
                            status.intValue(),
                            Duration.ofNanos(nanos.longValue())))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** Whether the answer was an error of the server. */
    boolean isError() {
        return status >= FIRST_ERROR;
    }

    /** Whether the connection became a WebSocket, whose duration is not the time of an answer. */
    boolean isUpgrade() {
        return status == SWITCHING_PROTOCOLS;
    }
}
