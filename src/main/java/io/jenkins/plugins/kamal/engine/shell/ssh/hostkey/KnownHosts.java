package io.jenkins.plugins.kamal.engine.shell.ssh.hostkey;

import io.jenkins.plugins.kamal.engine.file.RegularFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The known host keys. They are read once, from files and text; new keys are added if the policy allows it.
 * Thread-safe.
 */
public final class KnownHosts {

    private static final int DEFAULT_PORT = 22;
    private static final int LARGEST = 4 << 20;

    private final List<KnownHostLine> lines = new CopyOnWriteArrayList<>();

    /** Reads the text of a known_hosts file. */
    public void read(String where, String text) {
        int number = 0;
        List<KnownHostLine> read = new ArrayList<>();
        for (Iterator<String> all = text.lines().iterator(); all.hasNext(); ) {
            number++;
            KnownHostLine.parse(where + ":" + number, all.next()).ifPresent(read::add);
        }
        lines.addAll(read);
    }

    /** Reads a file; a missing file counts as empty. */
    public void read(Path file) {
        if (!Files.isRegularFile(file)) {
            return;
        }
        try {
            read(file.toString(), new String(RegularFile.bytes(file, LARGEST), StandardCharsets.UTF_8));
        } catch (RegularFile.TooLargeException e) {
            throw new UncheckedIOException(
                    "cannot read the known host keys in " + file + ": it has more than " + LARGEST
                            + " bytes; remove the lines that are not needed",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the known host keys in " + file + ": " + e, e);
        }
    }

    /**
     * The reason why a key is not trusted; empty if it is trusted.
     *
     * <p>As in OpenSSH, an entry for {@code [host]:port} comes first, and an entry for the host alone counts for every
     * port.
     */
    public Optional<Refusal> check(String host, int port, HostKey key) {
        Optional<Refusal> here = checkExactly(host, port, key);
        boolean unknown =
                here.filter(refusal -> refusal.kind() == Refusal.Kind.UNKNOWN).isPresent();
        return unknown
                        && port != DEFAULT_PORT
                        && checkExactly(host, DEFAULT_PORT, key).isEmpty()
                ? Optional.empty()
                : here;
    }

    /** The types of the known keys of a host, so that the client can ask the server for one of them. */
    public List<String> typesFor(String host, int port) {
        List<String> exact = types(host, port);
        return exact.isEmpty() ? types(host, DEFAULT_PORT) : exact;
    }

    /** Adds a key for this run. */
    public synchronized void add(String host, int port, HostKey key) {
        read("accepted in this run", line(host, port, key));
    }

    /** Adds a key, and writes it to a file. */
    public synchronized void add(String host, int port, HostKey key, Path file) {
        add(host, port, key);
        append(file, line(host, port, key));
    }

    /** The line of known_hosts for a key. */
    public static String line(String host, int port, HostKey key) {
        return nameOf(host, port) + " " + key.type() + " " + key.base64();
    }

    /** The name that a known_hosts file uses for a host. */
    static String nameOf(String host, int port) {
        return port == DEFAULT_PORT ? host : "[" + host + "]:" + port;
    }

    private Optional<Refusal> checkExactly(String host, int port, HostKey key) {
        List<KnownHostLine> about = about(host, port);
        Optional<KnownHostLine> revoked = about.stream()
                .filter(line -> KnownHostLine.REVOKED.equals(line.marker())
                        && line.key().equals(key))
                .findFirst();
        if (revoked.isPresent()) {
            return Optional.of(new Refusal(
                    Refusal.Kind.REVOKED, host, port, key, revoked.stream().toList()));
        }
        List<KnownHostLine> plain =
                about.stream().filter(KnownHostLine::isPlain).toList();
        if (plain.stream().anyMatch(line -> line.key().equals(key))) {
            return Optional.empty();
        }
        return plain.isEmpty()
                ? Optional.of(new Refusal(Refusal.Kind.UNKNOWN, host, port, key, about))
                : Optional.of(new Refusal(Refusal.Kind.CHANGED, host, port, key, plain));
    }

    private List<String> types(String host, int port) {
        return about(host, port).stream()
                .filter(KnownHostLine::isPlain)
                .map(line -> line.key().type())
                .distinct()
                .toList();
    }

    private List<KnownHostLine> about(String host, int port) {
        return lines.stream().filter(line -> line.matches(host, port)).toList();
    }

    private static void append(Path file, String line) {
        try {
            boolean fresh = !Files.exists(file) || Files.size(file) == 0;
            String before =
                    fresh || Files.readString(file, StandardCharsets.UTF_8).endsWith("\n") ? "" : "\n";
            Path directory = file.toAbsolutePath().getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            Files.writeString(file, before + line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the accepted host key to " + file + ": " + e, e);
        }
    }
}
