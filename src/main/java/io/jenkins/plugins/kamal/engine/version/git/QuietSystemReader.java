package io.jenkins.plugins.kamal.engine.version.git;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.kamal.engine.version.VersionException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.StringUtils;
import org.eclipse.jgit.util.SystemReader;

/**
 * Reads git's configuration without running or writing anything.
 *
 * <p>By default, JGit runs {@code git config --system} to find the configuration of the system, writes probe files into
 * {@code .git} for up to three seconds to measure the resolution of time stamps, and saves the result in
 * {@code ~/.config/jgit/config}. An agent does not belong to the engine, and may be read-only.
 */
final class QuietSystemReader extends SystemReader.Delegate {

    /** The coarsest resolution of all file systems, so that it is safe everywhere; it is also JGit's fallback. */
    private static final String TIMESTAMP_RESOLUTION = "2 seconds";

    private QuietSystemReader(SystemReader delegate) {
        super(delegate);
    }

    /** Makes this the system reader of the whole process. */
    static synchronized void install() {
        SystemReader reader = SystemReader.getInstance();
        if (!(reader instanceof QuietSystemReader)) {
            SystemReader.setInstance(new QuietSystemReader(reader));
        }
    }

    /**
     * Git's home directory is {@code $HOME}. In a container, Java often takes another directory for the user's home.
     */
    @SuppressFBWarnings(value = "ENV_USE_PROPERTY_INSTEAD_OF_ENV", justification = "git looks at HOME and nowhere else")
    static FS withHome(FS fs) {
        String home = System.getenv("HOME");
        FS own = fs.newInstance();
        return StringUtils.isEmptyOrNull(home) ? own : own.setUserHome(new File(home));
    }

    /**
     * Refuses a named pipe, socket, device or directory in the place of one of Git's configuration files of the user. Every
     * job of the agent's user can put one there, and it would block the reader.
     *
     * @throws VersionException if there is one; the message names it
     */
    static void requireRegularUserFiles() {
        requireRegularUserFiles(System.getenv());
    }

    static void requireRegularUserFiles(Map<String, String> environment) {
        String home = environment.get("HOME");
        if (StringUtils.isEmptyOrNull(home)) {
            return;
        }
        String elsewhere = environment.get("XDG_CONFIG_HOME");
        Path config = StringUtils.isEmptyOrNull(elsewhere) ? Path.of(home, ".config") : Path.of(elsewhere);
        for (Path file : List.of(Path.of(home, ".gitconfig"), config.resolve("git/config"))) {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new VersionException(file + " is not a regular file, so Git's configuration cannot be read. Find"
                        + " out what put it there, and remove it");
            }
        }
    }

    @Override
    public FileBasedConfig openUserConfig(Config parent, FS fs) {
        return super.openUserConfig(parent, withHome(fs));
    }

    @Override
    public FileBasedConfig openSystemConfig(Config parent, FS fs) {
        if (!StringUtils.isEmptyOrNull(getenv("GIT_CONFIG_NOSYSTEM"))) {
            return new Nothing(parent, fs);
        }
        String elsewhere = getenv("GIT_CONFIG_SYSTEM");
        return new FileBasedConfig(
                parent, new File(StringUtils.isEmptyOrNull(elsewhere) ? "/etc/gitconfig" : elsewhere), fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(Config parent, FS fs) {
        return new Nothing(parent, fs);
    }

    @Override
    public StoredConfig getUserConfig() throws ConfigInvalidException, IOException {
        return new Measured(super.getUserConfig());
    }

    /** A configuration without a file. */
    private static class Nothing extends FileBasedConfig {

        Nothing(Config parent, FS fs) {
            super(parent, null, fs);
        }

        @Override
        public void load() {
            // there is no file
        }

        @Override
        public void save() {
            // nothing is kept
        }

        @Override
        public boolean isOutdated() {
            return false;
        }
    }

    /** A configuration of the user that claims for every file system that it has been measured already. */
    private static final class Measured extends Nothing {

        Measured(Config user) {
            super(user, FS.DETECTED);
        }

        @Override
        public String getString(String section, String subsection, String name) {
            if (ConfigConstants.CONFIG_FILESYSTEM_SECTION.equals(section)
                    && ConfigConstants.CONFIG_KEY_TIMESTAMP_RESOLUTION.equals(name)) {
                return TIMESTAMP_RESOLUTION;
            }
            return super.getString(section, subsection, name);
        }
    }
}
