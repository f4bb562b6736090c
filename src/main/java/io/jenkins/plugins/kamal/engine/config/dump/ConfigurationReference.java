package io.jenkins.plugins.kamal.engine.config.dump;

import io.jenkins.plugins.kamal.engine.config.schema.ConfigurationSchema;
import io.jenkins.plugins.kamal.engine.config.schema.KeySpec;
import io.jenkins.plugins.kamal.engine.config.schema.Section;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Writes the reference of all keys, {@code docs/configuration.md}, from the schema. */
final class ConfigurationReference {

    private static final String INTRODUCTION = """
            # Configuration

            Every key that `config/deploy.yml` and `config/deploy.<destination>.yml` may have. The two files are merged: maps
            are merged at every depth, and any other value of the destination's file replaces the value of the base file. Keys
            at the root that begin with `x-` are free for anchors, except `x-jenkins`. Any other key is an error, which is
            reported with its file and line.

            The [README](../README.md#the-first-deploy) has a first configuration, the [recipes](recipes.md) have more, and the
            [glossary](glossary.md) explains the terms. An empty field in the column "default" means that there is none.

            This page is generated from `ConfigurationSchema`, which the validation also uses. Do not edit it.
            """;

    private final StringBuilder page = new StringBuilder(INTRODUCTION);
    private final Deque<Section> pending = new ArrayDeque<>();
    private final Map<Section, String> headings = new LinkedHashMap<>();

    private ConfigurationReference() {}

    /** The page in Markdown, ending with a line break. */
    static String markdown() {
        ConfigurationReference reference = new ConfigurationReference();
        reference.await(ConfigurationSchema.ROOT, "");
        while (!reference.pending.isEmpty()) {
            reference.write(reference.pending.removeFirst());
        }
        return reference.page.toString();
    }

    private void await(Section section, String above) {
        if (headings.putIfAbsent(section, heading(section, above)) == null) {
            pending.addLast(section);
        }
    }

    private static String heading(Section section, String above) {
        if (section.name().isEmpty()) {
            return section.title();
        }
        boolean nested = !above.isEmpty() && !section.name().contains("/");
        return section.title() + ": `" + (nested ? above + "/" : "") + section.name() + "`";
    }

    private void write(Section section) {
        page.append("\n## ").append(headings.get(section)).append('\n');
        page.append("\n| key | type | default | meaning |\n|---|---|---|---|\n");
        section.keys().forEach(key -> {
            key.section().ifPresent(below -> await(below, section.name()));
            row(key);
        });
    }

    private void row(KeySpec key) {
        page.append("| `").append(key.name()).append("` | ");
        page.append(key.type().words());
        key.section().ifPresent(section -> page.append(link(section)));
        page.append(" | ");
        key.defaultValue().ifPresent(page::append);
        page.append(" | ").append(key.description());
        key.allowed()
                .ifPresent(allowed -> page.append(" Allowed: ").append(allowed).append('.'));
        page.append(" |\n");
    }

    private String link(Section section) {
        return ", [" + section.title() + "](#" + anchor(headings.get(section)) + ")";
    }

    /** The anchor that GitHub generates for a heading. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }
}
