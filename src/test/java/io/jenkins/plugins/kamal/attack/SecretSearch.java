package io.jenkins.plugins.kamal.attack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Looks for secrets in every encoding in the files that changed since it was made, and in the arguments and the
 * environment of every process that this user may read.
 */
final class SecretSearch {

    private static final long LARGEST_FILE = 20 << 20;
    private static final Path SHARED = Path.of("/tmp");

    private final Map<String, String> encodings = new LinkedHashMap<>();
    private final List<Path> roots;
    private final Path envFiles;
    private final Instant since = Instant.now();
    private final List<String> found = new ArrayList<>();
    private int places;

    /**
     * @param secrets the secrets by name
     * @param roots where files are looked for
     * @param envFiles the directory in which containers get their secrets
     */
    SecretSearch(Map<String, String> secrets, List<Path> roots, Path envFiles) {
        this.roots = roots;
        this.envFiles = envFiles;
        secrets.forEach(this::encode);
    }

    /** What was found, which should be nothing. */
    List<String> found() {
        return found;
    }

    /** How many files and processes were searched. */
    int places() {
        return places;
    }

    String report() {
        return places + " places x " + encodings.size() + " encodings searched, " + found.size() + " found";
    }

    /** Searches files and processes. */
    void everywhere(String when) throws IOException {
        Set<Path> searched = new HashSet<>();
        for (Path root : roots) {
            files(when, root, searched);
        }
        processes(when);
    }

    /** Searches a text. */
    void text(String where, String text) {
        bytes(where, text.getBytes(UTF_8));
    }

    private void bytes(String where, byte[] content) {
        places++;
        String text = new String(content, ISO_8859_1);
        encodings.forEach((name, encoded) -> {
            if (text.contains(encoded)) {
                found.add(name + " in " + where);
            }
        });
    }

    private void files(String when, Path root, Set<Path> searched) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                boolean known = directory.equals(envFiles) || !searched.add(directory);
                boolean foreign = root.equals(SHARED) && !directory.equals(SHARED) && !isOurs(directory);
                return known || foreign ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                boolean recent = !attributes.lastModifiedTime().toInstant().isBefore(since);
                if (attributes.isRegularFile() && recent && attributes.size() < LARGEST_FILE) {
                    read(when, file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Other people's tests write into the same directory, and have other secrets. */
    private static boolean isOurs(Path directory) {
        return directory.toString().startsWith("/tmp/kamal");
    }

    private void read(String when, Path file) {
        try {
            bytes(file + " " + when, Files.readAllBytes(file));
        } catch (IOException e) {
            // It has vanished.
        }
    }

    private void processes(String when) throws IOException {
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                read(when, process.resolve("cmdline"));
                read(when, process.resolve("environ"));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void encode(String name, String secret) {
        texts(name, secret);
        List<String> lines =
                secret.lines().filter(line -> !line.startsWith("-----")).toList();
        for (int i = 0; lines.size() > 1 && i < lines.size(); i++) {
            texts(name + ", line " + (i + 1), lines.get(i));
        }
        binary(name, secret.getBytes(UTF_8));
        binary(name + " with a line end", (secret + "\n").getBytes(UTF_8));
    }

    private void texts(String name, String secret) {
        String json = new String(JsonStringEncoder.getInstance().quoteAsString(secret));
        String form = URLEncoder.encode(secret, UTF_8);
        add(name, "plain", secret);
        add(name, "quoted for a shell", secret.replace("'", "'\\''"));
        add(name, "JSON", json);
        add(
                name,
                "JSON of Go",
                json.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"));
        add(name, "XML", secret.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
        add(name, "env file", secret.replace("\n", "\\n"));
        add(name, "form", form);
        add(name, "address", form.replace("+", "%20"));
        add(name, "address in lower case", Pattern.compile("%..").matcher(form).replaceAll(code -> code.group()
                .toLowerCase(Locale.ROOT)));
    }

    private void binary(String name, byte[] bytes) {
        String hex = HexFormat.of().formatHex(bytes);
        add(name, "hex", hex);
        add(name, "hex in upper case", hex.toUpperCase(Locale.ROOT));
        for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
            add(name, "Base64", encoder.encodeToString(bytes));
            add(name, "unpadded Base64", encoder.withoutPadding().encodeToString(bytes));
            for (int offset = 1; offset < 3; offset++) {
                byte[] behind = new byte[offset + bytes.length];
                System.arraycopy(bytes, 0, behind, offset, bytes.length);
                String whole = encoder.withoutPadding().encodeToString(behind);
                add(name, "Base64 of user:password", whole.substring(offset + 1, whole.length() - 1));
            }
        }
    }

    private void add(String name, String encoding, String text) {
        String bytes = new String(text.getBytes(UTF_8), ISO_8859_1);
        if (!encodings.containsValue(bytes)) {
            encodings.put(name + " (" + encoding + ", " + encodings.size() + ")", bytes);
        }
    }
}
