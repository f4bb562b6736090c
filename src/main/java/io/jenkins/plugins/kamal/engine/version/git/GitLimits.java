package io.jenkins.plugins.kamal.engine.version.git;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.Config;

/**
 * The formats that JGit misreads without an error, so that they have to be known before it is asked. What it refuses by
 * itself (split and sparse indexes, missing trees) needs no entry here: the refusal leads to git as well.
 */
final class GitLimits {

    private static final String EXTENSIONS = "extensions";

    /**
     * With these JGit reads a repository as git does. {@code refStorage} is not there: linked worktrees have their own
     * tables.
     */
    private static final Set<String> UNDERSTOOD =
            Set.of("noop", "noop-v1", "partialclone", "worktreeconfig", "preciousobjects", "relativeworktrees");

    private GitLimits() {}

    /** Why JGit must not be asked about a repository with this configuration; empty where it may. */
    static Optional<String> of(Config config) {
        return config.getNames(EXTENSIONS).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> !UNDERSTOOD.contains(name))
                .map(name -> new String[] {name, config.getString(EXTENSIONS, null, name)})
                .filter(extension -> !isPlain(extension[0], String.valueOf(extension[1])))
                .map(extension ->
                        "it has the extension %s = %s, which JGit does not know".formatted(extension[0], extension[1]))
                .findFirst();
    }

    private static boolean isPlain(String name, String value) {
        return "objectformat".equals(name) && "sha1".equalsIgnoreCase(value)
                || "refstorage".equals(name) && "files".equalsIgnoreCase(value);
    }
}
