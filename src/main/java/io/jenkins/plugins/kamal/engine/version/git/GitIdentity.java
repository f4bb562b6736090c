package io.jenkins.plugins.kamal.engine.version.git;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.version.VersionException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.util.SystemReader;

/**
 * The user in git's configuration, for the lock's details and the audit log ({@code lib/kamal/git.rb}).
 *
 * @param nameOrNull {@code user.name}
 * @param emailOrNull {@code user.email}
 */
public record GitIdentity(
        @CheckForNull String nameOrNull, @CheckForNull String emailOrNull) {

    /** {@code user.name}. */
    public Optional<String> name() {
        return Optional.ofNullable(nameOrNull);
    }

    /** {@code user.email}. */
    public Optional<String> email() {
        return Optional.ofNullable(emailOrNull);
    }

    /**
     * Reads the configuration of the repository, the user and the system, in this order; only the last two if the
     * directory is in no repository.
     *
     * @throws VersionException if one of them cannot be read or parsed
     */
    public static GitIdentity of(Path project) {
        try {
            return read(project);
        } catch (IOException e) {
            throw new VersionException(
                    "Git's configuration cannot be read (" + e.getMessage()
                            + "). Check ~/.gitconfig and /etc/gitconfig",
                    e);
        }
    }

    private static GitIdentity read(Path project) throws IOException {
        JGit.prepare();
        QuietSystemReader.requireRegularUserFiles();
        Config user = ReadingDeadline.STANDARD.read("Git's configuration of the user", GitIdentity::userConfig);
        Config own = ownConfig(project).orElse(null);
        return new GitIdentity(
                value("name", own, user).orElse(null), value("email", own, user).orElse(null));
    }

    private static Config userConfig() throws IOException {
        try {
            return SystemReader.getInstance().getUserConfig();
        } catch (ConfigInvalidException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static Optional<Config> ownConfig(Path project) {
        GitLocation location;
        try {
            location = GitLocation.of(project);
        } catch (VersionException noRepository) {
            return Optional.empty();
        }
        return Optional.of(RepositoryConfig.load(location));
    }

    private static Optional<String> value(String key, @CheckForNull Config own, Config user) {
        return Optional.ofNullable(own)
                .map(config -> config.getString("user", null, key))
                .or(() -> Optional.ofNullable(user.getString("user", null, key)))
                .filter(text -> !text.isBlank());
    }
}
