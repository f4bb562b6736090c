package io.jenkins.plugins.kamal.engine.version.git;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.Config;

/**
 * The repository formats that JGit misreads without an error, so that they must be detected before JGit is used.
 * Formats that JGit refuses (split and sparse indexes, missing trees) need no entry here: after a refusal, git reads
 * the repository as well.
 */
final class GitLimits {

    private static final String EXTENSIONS = "extensions";

    /**
     * The extensions with which JGit reads a repository as git does. {@code refStorage} is not among them, because
     * linked worktrees have tables of their own.
     */
    private static final Set<String> UNDERSTOOD =
            Set.of("noop", "noop-v1", "partialclone", "worktreeconfig", "preciousobjects", "relativeworktrees");

    private GitLimits() {}

    /** Why JGit must not read a repository with this configuration; empty if it may. */
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
