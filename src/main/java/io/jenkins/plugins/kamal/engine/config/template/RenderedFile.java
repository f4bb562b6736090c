package io.jenkins.plugins.kamal.engine.config.template;

import io.jenkins.plugins.kamal.engine.ruby.erb.RenderedTemplate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** A configuration file after its templates were rendered, and where its lines come from. Lines are counted from 1. */
public final class RenderedFile {

    private final RenderedTemplate template;

    RenderedFile(RenderedTemplate template) {
        this.template = template;
    }

    public String text() {
        return template.text();
    }

    /** The line of the file that made a line of the text; the same line where that is not known. */
    public int lineInFile(int line) {
        return template.templateLine(line).orElse(line);
    }

    /** By lines of the file the environment variables that were read there and were not set. */
    public Map<Integer, Set<String>> unsetVariables() {
        Map<Integer, Set<String>> byLine = new LinkedHashMap<>();
        template.unsetVariables()
                .forEach((line, names) -> byLine.computeIfAbsent(lineInFile(line), none -> new LinkedHashSet<>())
                        .addAll(names));
        return byLine;
    }
}
