package io.jenkins.plugins.kamal.engine.config.schema;

import static io.jenkins.plugins.kamal.engine.config.schema.KeySpec.key;
import static io.jenkins.plugins.kamal.engine.config.schema.KeySpec.named;

import io.jenkins.plugins.kamal.engine.config.model.Placement;

/**
 * The settings that Kamal does not have. They stand below a key that begins with {@code x-}, which Kamal ignores, so that
 * {@code kamal} accepts the same file.
 */
final class JenkinsSchema {

    /** The key at the root. */
    static final String KEY = "x-jenkins";

    private static final Section ROLE = Section.of(
            KEY + "/roles/<role>",
            "Settings of a role that Kamal does not have",
            key(
                            "instances",
                            ValueType.WHOLE_NUMBER,
                            "How many containers of the role run on each of its hosts. kamal-proxy balances the requests"
                                    + " between them.")
                    .withDefault("1")
                    .allowing("1 to " + Placement.MOST_INSTANCES));

    static final Section JENKINS = Section.of(
            KEY,
            "Settings that Kamal does not have",
            named("roles", ValueType.SECTIONS, ROLE, "Settings of roles, by the name of the role."));

    private JenkinsSchema() {}
}
