package io.jenkins.plugins.kamal.engine.version.git;

import io.jenkins.plugins.kamal.engine.version.VersionException;
import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;

/** Reads the {@code config} of a repository and the files that it includes, before JGit opens the repository. */
public final class RepositoryConfig {

    private RepositoryConfig() {}

    public static Config load(GitLocation location) {
        JGit.prepare();
        Path file = location.commonDir().resolve("config");
        FileBasedConfig config = new FileBasedConfig(file.toFile(), FS.DETECTED);
        try {
            config.load();
            return config;
        } catch (IOException | ConfigInvalidException e) {
            throw new VersionException(
                    file + " cannot be read (" + e.getMessage() + "). Correct it, or check the repository out anew", e);
        }
    }
}
