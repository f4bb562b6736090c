package io.jenkins.plugins.kamal.engine.version.git;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.kamal.engine.version.VersionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.util.StringUtils;

/**
 * Git's configuration files of the user. Every job of the agent's user can replace them by named pipes, which would block
 * the reader.
 */
final class UserConfigFiles {

    private UserConfigFiles() {}

    /**
     * Refuses a named pipe, socket, device or directory in the place of one of the files.
     *
     * @throws VersionException if there is one; the message names it
     */
    @SuppressFBWarnings(value = "ENV_USE_PROPERTY_INSTEAD_OF_ENV", justification = "git looks at HOME and nowhere else")
    static void requireRegular() {
        requireRegular(System.getenv());
    }

    static void requireRegular(Map<String, String> environment) {
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
}
