package io.jenkins.plugins.kamal.engine.shell.ssh.config;

import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.file.RegularFile;
import io.jenkins.plugins.kamal.engine.shell.ssh.hostkey.HostPatterns;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.HomePath;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * OpenSSH configuration files with {@code Host}, {@code Match} and {@code Include}, as ssh_config(5) describes them.
 * The first value of a keyword counts.
 */
public final class SshConfigFiles {

    private static final int LARGEST = 4 << 20;
    private static final int DEEPEST_INCLUDE = 8;

    private final List<Path> files;
    private final Path home;
    private final Consumer<String> warnings;
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    /** Reads these files for every host. A missing file counts as empty. */
    public SshConfigFiles(List<Path> files, Path home, Consumer<String> warnings) {
        this.files = List.copyOf(files);
        this.home = home;
        this.warnings = warnings;
    }

    /**
     * The lines of the files that apply to a host.
     *
     * @param host the host as the project's configuration writes it
     * @param user the user who logs in
     * @throws EngineException if a line is malformed, or has a keyword without which the engine does not connect
     */
    public HostConfig about(String host, String user) {
        HostConfig found = new HostConfig();
        MatchConditions conditions = new MatchConditions(host, user, found, this::warn);
        files.forEach(file -> read(file, conditions, found, 0));
        return found;
    }

    private void read(Path file, MatchConditions conditions, HostConfig found, int depth) {
        boolean applies = true;
        int number = 0;
        for (String text : lines(file)) {
            ConfigLine line = ConfigLine.parse(file, ++number, text).orElse(null);
            if (line == null) {
                continue;
            }
            if (line.key().equals("host")) {
                applies = HostPatterns.match(line.words(), conditions.host());
            } else if (line.key().equals("match")) {
                applies = conditions.hold(line);
            } else if (applies && line.key().equals("include")) {
                if (depth == DEEPEST_INCLUDE) {
                    throw line.invalid(
                            "is included too deeply; more than " + DEEPEST_INCLUDE + " files in one another");
                }
                for (String word : line.words()) {
                    included(word, file).forEach(more -> read(more, conditions, found, depth + 1));
                }
            } else if (applies) {
                take(line, found);
            }
        }
    }

    private void take(ConfigLine line, HostConfig found) {
        Keyword keyword = Keyword.of(line.keyword());
        boolean harmless = keyword.harmless().contains(line.text().toLowerCase(Locale.ROOT));
        switch (keyword.treatment()) {
            case HONORED -> found.add(line);
            case WARNED -> {
                if (!harmless && !isIgnored(line, found)) {
                    warn(line, keyword.isKnown() ? "is ignored" : "is not a known keyword and is ignored");
                }
            }
            case REFUSED -> {
                if (!harmless) {
                    throw line.invalid("is not supported, and a connection without it would not be what it asks for");
                }
            }
            case NOT_NEEDED -> {
                // The keyword does not concern the connections of a deploy.
            }
        }
    }

    private static boolean isIgnored(ConfigLine line, HostConfig found) {
        return found.line("ignoreunknown")
                .filter(patterns -> HostPatterns.match(List.of(patterns.text().split("[\\s,]+")), line.keyword()))
                .isPresent();
    }

    private void warn(ConfigLine line, String what) {
        if (warned.add(line.where())) {
            warnings.accept("%s: %s %s %s".formatted(line.where(), line.keyword(), line.text(), what));
        }
    }

    private List<Path> included(String word, Path from) {
        Path path = HomePath.of(word, home);
        Path base = from.startsWith("/etc/ssh") ? Path.of("/etc/ssh") : home.resolve(".ssh");
        Path absolute = path.isAbsolute() ? path : base.resolve(path);
        Path directory = absolute.getParent();
        Path name = absolute.getFileName();
        if (directory == null || name == null || !Files.isDirectory(directory)) {
            return List.of();
        }
        List<Path> matching = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, name.toString())) {
            stream.forEach(matching::add);
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
        return matching.stream().sorted().toList();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.isRegularFile(file)
                    ? RegularFile.text(file, LARGEST).lines().toList()
                    : List.of();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static EngineException unreadable(Path path, IOException e) {
        return new EngineException(Topic.SSH, "cannot read the SSH configuration " + path + " (ssh/config): " + e, e);
    }
}
