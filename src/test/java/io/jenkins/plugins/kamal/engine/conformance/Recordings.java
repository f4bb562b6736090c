package io.jenkins.plugins.kamal.engine.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The recordings beside this class, see their README.md. What was HEAD when a run was recorded becomes the HEAD of the
 * project that stands for it.
 */
final class Recordings {

    private static final String SUFFIX = ".txt";
    private static final String HEAD = "head\t";
    private static final String BEFORE = "before\t";

    private static final Pattern LOCK_DETAILS =
            Pattern.compile("(?<=mkdir \\.kamal/lock-\\S{1,40} && )echo \"([^\\\\\"]+)(\\\\)");

    private final Path directory;

    Recordings() {
        try {
            directory = Path.of(Recordings.class.getResource("recordings").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    List<String> names() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A recording as if HEAD had been this commit. */
    Recording read(String name, String head) {
        return Recording.parse(name, withHead(name, lines(name), head));
    }

    /** What the servers looked like after a recording; what HEAD was in another recording becomes this commit. */
    FleetState after(String name, String of, String head) {
        List<String> text = lines(name);
        List<String> rows = section("after", text);
        return rows.isEmpty() ? before(name, of, head) : FleetState.parse(withHead(of, rows, head));
    }

    /** What the servers looked like before a recording: as after another one, or as is written down. */
    FleetState before(String name, String of, String head) {
        List<String> text = lines(name);
        List<String> rows = section("before", text);
        if (!rows.isEmpty()) {
            return FleetState.parse(withHead(of, rows, head));
        }
        return text.stream()
                .filter(line -> line.startsWith(BEFORE))
                .findFirst()
                .map(line -> after(line.substring(BEFORE.length()), of, head))
                .orElse(FleetState.EMPTY);
    }

    private List<String> withHead(String name, List<String> text, String head) {
        String recorded = lines(name).stream()
                .filter(line -> line.startsWith(HEAD))
                .map(line -> line.substring(HEAD.length()))
                .findFirst()
                .orElse("");
        if (recorded.isEmpty()) {
            return text;
        }
        String abbreviated = "@" + recorded.substring(0, 7) + "(?![0-9a-f])";
        return text.stream()
                .map(line -> line.startsWith(HEAD)
                        ? line
                        : withLockOf(recorded, line, head)
                                .replaceAll("(?<![0-9a-f])" + recorded + "(?![0-9a-f])", head)
                                .replaceAll(abbreviated, "@" + head.substring(0, 7)))
                .toList();
    }

    /** The details of a lock name the version, too, in base64. */
    private static String withLockOf(String recorded, String line, String head) {
        return LOCK_DETAILS.matcher(line).replaceFirst(match -> {
            String details = new String(Base64.getDecoder().decode(match.group(1)), StandardCharsets.UTF_8);
            byte[] ofHead = details.replace(recorded, head).getBytes(StandardCharsets.UTF_8);
            return Matcher.quoteReplacement("echo \"" + Base64.getEncoder().encodeToString(ofHead) + match.group(2));
        });
    }

    private List<String> lines(String name) {
        try {
            return LocalRegistryPort.in(Files.readString(directory.resolve(name + SUFFIX)))
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("there is no recording " + name, e);
        }
    }

    /** The rows after {@code # title} until the next title. */
    static List<String> section(String title, List<String> text) {
        int start = title.isEmpty() ? 0 : text.indexOf("# " + title) + 1;
        if (start == 0 && !title.isEmpty()) {
            return List.of();
        }
        return text.subList(start, text.size()).stream()
                .takeWhile(line -> !line.startsWith("# "))
                .toList();
    }

    /** {@code NAME=value} rows as a map. */
    static Map<String, String> variables(List<String> rows) {
        Map<String, String> variables = new TreeMap<>();
        for (String row : rows) {
            int equals = row.indexOf('=');
            variables.put(row.substring(0, equals), row.substring(equals + 1));
        }
        return variables;
    }
}
