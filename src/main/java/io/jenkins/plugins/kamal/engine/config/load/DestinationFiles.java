package io.jenkins.plugins.kamal.engine.config.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds the destinations for which a project has files. */
final class DestinationFiles {

    private static final int MOST = 20;

    private final Path projectDirectory;
    private final String configFile;

    DestinationFiles(Path projectDirectory, String configFile) {
        this.projectDirectory = projectDirectory;
        this.configFile = configFile;
    }

    /** The message for a command line that lacks the required destination. */
    String missing() {
        List<String> names = names();
        return names.isEmpty()
                ? "no destination is named, and there is no file for one; write "
                        + ConfigurationFiles.destinationFile(configFile, "production")
                        + ", and name the destination with `-d production`"
                : "no destination is named; name one of " + String.join(", ", names) + ", such as `-d " + names.get(0)
                        + "`";
    }

    private List<String> names() {
        String pattern = ConfigurationFiles.destinationFile(configFile, "*");
        String file = pattern.substring(pattern.lastIndexOf('/') + 1);
        String before = file.substring(0, file.indexOf('*'));
        String after = file.substring(file.indexOf('*') + 1);
        try (Stream<Path> files =
                Files.list(projectDirectory.resolve(configFile).toAbsolutePath().getParent())) {
            return files.map(path -> String.valueOf(path.getFileName()))
                    .filter(name -> name.length() > before.length() + after.length()
                            && name.startsWith(before)
                            && name.endsWith(after))
                    .map(name -> name.substring(before.length(), name.length() - after.length()))
                    .sorted()
                    .limit(MOST)
                    .toList();
        } catch (IOException | UncheckedIOException | InvalidPathException unreadable) {
            return List.of();
        }
    }
}
