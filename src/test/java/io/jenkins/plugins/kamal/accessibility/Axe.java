package io.jenkins.plugins.kamal.accessibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.kamal.demo.Browser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Deque's axe-core, which looks for faults in the accessibility of a page. */
final class Axe {

    /** Findings below these two, {@code moderate} and {@code minor}, are advice. */
    private static final List<String> SERIOUS = List.of("serious", "critical");

    /**
     * Markup of Jenkins itself within the plugin's forms: help links have a tab index of their own, checkboxes are labelled
     * by a script, and text areas, selections of credentials, previews and messages take no label or color from outside.
     */
    private static final List<String> OF_JENKINS = List.of(
            ".jenkins-help-button",
            ".jenkins-checkbox",
            "textarea",
            ".credentials-select-control",
            ".textarea-preview-container",
            ".jenkins-edited-section-label",
            ".validation-error-area");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String script;

    Axe() throws IOException {
        try (InputStream in = Objects.requireNonNull(Axe.class.getResourceAsStream("/axe.min.js"))) {
            script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The serious findings in the plugin's own markup within the elements of the page that match a selector. */
    List<String> findings(Browser browser, String selector) throws IOException, InterruptedException {
        browser.evaluate(script + "; true");
        JsonNode result =
                browser.evaluate("""
                axe.run({include: [%s], exclude: %s}, {resultTypes: ['violations'],
                    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
                  .then(found => JSON.stringify(found.violations), fault => 'axe: ' + fault)
                """.formatted(JSON.writeValueAsString(selector), JSON.writeValueAsString(OF_JENKINS)));
        if (!result.asText().startsWith("[")) {
            throw new IOException(result.asText());
        }
        List<String> findings = new ArrayList<>();
        for (JsonNode violation : JSON.readTree(result.asText())) {
            if (SERIOUS.contains(violation.path("impact").asText())) {
                violation
                        .path("nodes")
                        .forEach(node -> findings.add(violation.path("id").asText() + ": "
                                + node.path("target") + " " + node.path("html").asText() + " "
                                + node.path("failureSummary").asText().replace('\n', ' ')));
            }
        }
        return findings;
    }
}
