package io.jenkins.plugins.kamal.engine.version;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;

/** Reads a repository's {@code config} as plain text, before JGit opens the repository. */
final class RepositoryConfig {

    private RepositoryConfig() {}

    static Config load(GitLocation location) {
        Path file = location.commonDir().resolve("config");
        Config config = new Config();
        try {
            if (Files.exists(file)) {
                config.fromText(Files.readString(file));
            }
            return config;
        } catch (IOException | ConfigInvalidException e) {
            throw new VersionException(
                    file + " cannot be read (" + e.getMessage() + "). Correct it, or check the repository out anew", e);
        }
    }
}
