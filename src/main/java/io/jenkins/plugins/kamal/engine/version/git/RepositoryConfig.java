package io.jenkins.plugins.kamal.engine.version.git;

import io.jenkins.plugins.kamal.engine.version.VersionException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;

/** Reads the {@code config} of a repository and the files that it includes, before JGit opens the repository. */
public final class RepositoryConfig {

    /** The settings in the section {@code core} that name a file that is read together with the workspace. */
    private static final List<String> NAMED_FILES = List.of("excludesfile", "attributesfile");

    private RepositoryConfig() {}

    public static Config load(GitLocation location) {
        JGit.prepare();
        Path file = location.commonDir().resolve("config");
        try {
            return ReadingDeadline.STANDARD.read(location, () -> load(file));
        } catch (IOException e) {
            throw new VersionException(
                    file + " cannot be read (" + e.getMessage() + "). Correct it, or check the repository out anew", e);
        }
    }

    private static Config load(Path file) throws IOException {
        OfRegularFiles config = new OfRegularFiles(file.toFile(), QuietSystemReader.withHome(FS.DETECTED));
        try {
            config.load();
        } catch (ConfigInvalidException e) {
            if (e.getCause() instanceof VersionException refused) { // JGit wraps what an included file throws
                throw refused;
            }
            throw new IOException(e.getMessage(), e);
        }
        for (String name : NAMED_FILES) {
            String named = config.getString("core", null, name);
            if (named != null) {
                config.requireFile(named);
            }
        }
        return config;
    }

    /** A configuration that includes regular files only. */
    private static final class OfRegularFiles extends FileBasedConfig {

        private final FS fs;

        OfRegularFiles(File file, FS fs) {
            super(file, fs);
            this.fs = fs;
        }

        @Override
        protected byte[] readIncludedConfig(String path) throws ConfigInvalidException {
            requireFile(path);
            return super.readIncludedConfig(path);
        }

        void requireFile(String path) {
            File file = path.startsWith("~/")
                    ? fs.resolve(fs.userHome(), path.substring(2))
                    : fs.resolve(getFile().getParentFile(), path);
            if (file.exists() && !file.isFile()) {
                throw new VersionException(file + ", which " + getFile()
                        + " names, is not a regular file. Correct it, or check the repository out anew");
            }
        }
    }
}
