package io.jenkins.plugins.kamal.task.invocation;

import io.jenkins.plugins.kamal.engine.protocol.EventJson;
import io.jenkins.plugins.kamal.engine.protocol.NumberedEvent;
import java.io.Serializable;
import java.util.List;

/**
 * What is new in the directory of an invocation since the last read.
 *
 * @param log the output of the engine
 * @param eventLines the lines of events
 * @param present whether the directory exists
 * @param silenceMillis milliseconds since the engine's last sign of life, by the agent's clock; 0 before it began
 */
public record InvocationUpdate(Excerpt log, Excerpt eventLines, boolean present, long silenceMillis)
        implements Serializable {

    /** The events, in order. */
    public List<NumberedEvent> events() {
        return eventLines.text().lines().map(EventJson::read).toList();
    }

    /** Whether there is any new text. */
    public boolean isAny() {
        return !log.text().isEmpty() || !eventLines.text().isEmpty();
    }
}
