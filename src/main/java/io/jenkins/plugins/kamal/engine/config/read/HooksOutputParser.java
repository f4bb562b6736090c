package io.jenkins.plugins.kamal.engine.config.read;

import io.jenkins.plugins.kamal.engine.config.model.HooksOutput;
import io.jenkins.plugins.kamal.engine.config.section.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads which hooks are shown ({@code hooks_output_for} of {@code configuration.rb}). */
public final class HooksOutputParser {

    private static final Map<String, HooksOutput.Level> LEVELS =
            Map.of("quiet", HooksOutput.Level.QUIET, "verbose", HooksOutput.Level.VERBOSE);

    private HooksOutputParser() {}

    public static HooksOutput parse(Fields root) {
        Map<String, HooksOutput.Level> byHook = new LinkedHashMap<>();
        root.textMap("hooks_output").forEach((hook, level) -> {
            if (LEVELS.containsKey(level)) {
                byHook.put(hook, LEVELS.get(level));
            }
        });
        return new HooksOutput(
                root.text("hooks_output")
                        .flatMap(level -> Optional.ofNullable(LEVELS.get(level)))
                        .orElse(null),
                byHook);
    }
}
