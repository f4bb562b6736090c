package io.jenkins.plugins.kamal.run.version;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The environment variable of a source that has an id of its own: {@code KAMAL_VERSION_BACKEND} for {@code backend}.
 */
final class SourceVariable {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]+");

    private SourceVariable() {}

    /** The name of the variable, or empty if the source is the URL of a repository. */
    static Optional<String> of(String source) {
        if (!ID.matcher(source).matches()) {
            return Optional.empty();
        }
        return Optional.of(KamalVersionAction.VARIABLE + "_"
                + source.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"));
    }
}
