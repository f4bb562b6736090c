package io.jenkins.plugins.kamal.task.invocation;

import io.jenkins.plugins.kamal.engine.protocol.EventJson;
import io.jenkins.plugins.kamal.engine.protocol.NumberedEvent;
import java.io.Serializable;
import java.util.List;

/**
 * What one look at an invocation's directory found.
 *
 * @param log what was printed since the last look
 * @param eventLines the lines of events since the last look
 * @param present whether the directory is there at all
 * @param silenceMillis how long ago the engine last showed that it lives, by the agent's clock; 0 before it began
 */
public record InvocationUpdate(Excerpt log, Excerpt eventLines, boolean present, long silenceMillis)
        implements Serializable {

    /** The events, in their order. */
    public List<NumberedEvent> events() {
        return eventLines.text().lines().map(EventJson::read).toList();
    }

    /** Whether there is anything. */
    public boolean isAny() {
        return !log.text().isEmpty() || !eventLines.text().isEmpty();
    }
}
