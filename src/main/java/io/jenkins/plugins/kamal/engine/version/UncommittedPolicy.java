package io.jenkins.plugins.kamal.engine.version;

import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a version treats changes in the workspace that are not committed. */
public enum UncommittedPolicy {
    /**
     * The commit if the image is built from a clean clone, otherwise {@link #MARK} (Kamal's rule without its
     * randomness).
     */
    DEFAULT,
    /** The commit. The workspace is not examined. */
    IGNORE,
    /** The commit if there are no changes. Otherwise the run stops and names the changed files. */
    FAIL,
    /** The commit and a digest of the changes. */
    MARK;

    /**
     * Reads a policy as users write it, {@code default}, {@code ignore}, {@code fail} or {@code mark}, in any case.
     *
     * @throws EngineException for anything else; the message lists the policies
     */
    public static UncommittedPolicy parse(String text) {
        String wanted = text.strip().toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(policy -> policy.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new EngineException(
                        Topic.VERSION,
                        "'" + text + "' is not a policy for uncommitted changes; write one of " + names()));
    }

    /** The word that {@link #parse} reads. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static String names() {
        return Arrays.stream(values()).map(UncommittedPolicy::word).collect(Collectors.joining(", "));
    }
}
