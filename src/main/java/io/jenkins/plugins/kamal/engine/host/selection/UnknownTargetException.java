package io.jenkins.plugins.kamal.engine.host.selection;

import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import java.util.List;

/** Reports that no host or role matches the filters of a command. The message names the filters and the candidates. */
final class UnknownTargetException extends EngineException {

    private static final long serialVersionUID = 1;

    UnknownTargetException(String option, List<String> patterns, List<String> known) {
        super(
                Topic.HOSTS,
                "No " + option + " match for " + String.join(",", patterns) + ": the configuration has "
                        + (known.isEmpty() ? "none" : String.join(", ", known)) + ". Correct " + option
                        + " or the configuration.");
    }
}
