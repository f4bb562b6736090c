package io.jenkins.plugins.kamal.engine.shell.ssh.connect;

import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.host.InvalidHostException;
import io.jenkins.plugins.kamal.engine.shell.ssh.hostkey.KnownHostLine;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.SshSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What OpenSSH configuration files say about a host: {@code Host} and {@code Include}, the first value of a keyword
 * counts
 * (ssh_config(5)). A {@code Match} section other than {@code Match all} is passed over, as Net::SSH does with what it
 * does not know.
 */
final class SshConfigFiles {

    private static final Pattern LINE = Pattern.compile("\\s*([A-Za-z0-9]+)(?:\\s*=\\s*|\\s+)(.*?)\\s*");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final int DEEPEST_INCLUDE = 8;
    private static final int GREATEST_PORT = 65535;

    private final List<Path> files;
    private final Path home;

    SshConfigFiles(List<Path> files, Path home) {
        this.files = files;
        this.home = home;
    }

    /** The keywords (in lower case) that apply to a host, each with its values. */
    Map<String, List<String>> about(String host) {
        Map<String, List<String>> found = new TreeMap<>();
        for (Path file : files) {
            read(file, host, found, 0);
        }
        return found;
    }

    private void read(Path file, String host, Map<String, List<String>> found, int depth) {
        boolean applying = true;
        int number = 0;
        for (String line : lines(file)) {
            number++;
            Matcher matcher = LINE.matcher(line);
            if (line.strip().startsWith("#") || !matcher.matches()) {
                continue;
            }
            String keyword = matcher.group(1).toLowerCase(Locale.ROOT);
            List<String> words = words(matcher.group(2));
            if (keyword.equals("host")) {
                applying = matches(words, host);
            } else if (keyword.equals("match")) {
                applying = words.equals(List.of("all"));
            } else if (applying && keyword.equals("include") && depth < DEEPEST_INCLUDE) {
                words.forEach(word -> included(word, file).forEach(more -> read(more, host, found, depth + 1)));
            } else if (applying) {
                check(keyword, words, file, number);
                add(found, keyword, words);
            }
        }
    }

    /** Refuses a port or jump host that cannot be used, before a server is touched. */
    private static void check(String keyword, List<String> words, Path file, int line) {
        String place = file + ":" + line + ": ";
        String value = String.join(" ", words);
        if (keyword.equals("port") && !isPort(value)) {
            throw new EngineException(place + "Port: `" + value + "` is not a port; write a number from 1 to 65535");
        }
        if (keyword.equals("proxyjump") && !value.equalsIgnoreCase("none")) {
            try {
                Stream.of(value.split(",")).map(String::strip).forEach(Host::parse);
            } catch (InvalidHostException e) {
                throw new EngineException(place + "ProxyJump: " + e.getMessage(), e);
            }
        }
    }

    private static boolean isPort(String text) {
        return text.matches("[0-9]{1,5}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= GREATEST_PORT;
    }

    /** Every {@code IdentityFile} counts, of the rest the first. */
    private static void add(Map<String, List<String>> found, String keyword, List<String> words) {
        if (keyword.equals("identityfile")) {
            found.computeIfAbsent(keyword, none -> new ArrayList<>()).addAll(words);
        } else {
            found.putIfAbsent(keyword, words);
        }
    }

    private static boolean matches(List<String> patterns, String host) {
        String name = host.toLowerCase(Locale.ROOT);
        boolean matched = false;
        for (String pattern : patterns) {
            boolean negated = pattern.startsWith("!");
            if (KnownHostLine.Glob.matches(pattern.substring(negated ? 1 : 0).toLowerCase(Locale.ROOT), name)) {
                if (negated) {
                    return false;
                }
                matched = true;
            }
        }
        return matched;
    }

    private List<Path> included(String word, Path from) {
        Path path = SshSettings.path(word, home);
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

    private static List<String> words(String text) {
        return WORD.matcher(text)
                .results()
                .map(word -> word.group(1) != null ? word.group(1) : word.group(2))
                .toList();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static UncheckedIOException unreadable(Path path, IOException e) {
        return new UncheckedIOException("cannot read the SSH configuration " + path + " (ssh/config): " + e, e);
    }
}
