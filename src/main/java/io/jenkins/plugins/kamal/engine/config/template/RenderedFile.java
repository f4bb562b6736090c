package io.jenkins.plugins.kamal.engine.config.template;

import io.jenkins.plugins.kamal.engine.ruby.erb.RenderedTemplate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** A configuration file with its templates rendered, and the origin of each line. Lines are counted from 1. */
public final class RenderedFile {

    private final RenderedTemplate template;

    RenderedFile(RenderedTemplate template) {
        this.template = template;
    }

    public String text() {
        return template.text();
    }

    /** The line of the file that produced a line of the text, or the same line number if the origin is unknown. */
    public int lineInFile(int line) {
        return template.templateLine(line).orElse(line);
    }

    /** The environment variables that were read but not set, by the line of the file that reads them. */
    public Map<Integer, Set<String>> unsetVariables() {
        Map<Integer, Set<String>> byLine = new LinkedHashMap<>();
        template.unsetVariables()
                .forEach((line, names) -> byLine.computeIfAbsent(lineInFile(line), none -> new LinkedHashSet<>())
                        .addAll(names));
        return byLine;
    }
}
