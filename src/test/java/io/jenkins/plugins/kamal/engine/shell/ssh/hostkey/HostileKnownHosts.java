package io.jenkins.plugins.kamal.engine.shell.ssh.hostkey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** known_hosts files made to fill the memory or to take for ever. Run by {@link KnownHostsFuzzTest}. */
final class HostileKnownHosts {

    static final String KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0cZVvRTyAsPz2NbGcuLuuBsjrZm8U6ghtQe5JJu7Zc";
    private static final int SIZE = (4 << 20) - 1000;

    /** Held here, because java.util.logging forgets the level of a logger that nobody holds. */
    private static final Logger MINA = Logger.getLogger("org.apache.sshd");

    private HostileKnownHosts() {}

    public static void main(String[] arguments) {
        MINA.setLevel(Level.OFF);
        Path file = Path.of(arguments[0], "known_hosts");
        files().forEach((name, text) -> {
            try {
                Files.writeString(file, text.get());
                System.out.println(name + ": " + look(file));
            } catch (IOException | RuntimeException | Error e) {
                throw new AssertionError(name, e);
            }
        });
    }

    private static String look(Path file) {
        try {
            KnownHosts known = new KnownHosts();
            known.read(file);
            HostKey key = HostKey.decode(KEY.split(" ")[1]).orElseThrow();
            known.check("a".repeat(200), 22, key);
            return "read, " + known.typesFor("host.example", 22).size();
        } catch (UncheckedIOException e) {
            return "refused: " + e.getMessage();
        }
    }

    private static Map<String, Supplier<String>> files() {
        Map<String, Supplier<String>> files = new LinkedHashMap<>();
        files.put("known hosts", () -> until("h " + KEY + "\n"));
        files.put(
                "hashed hosts",
                () -> until("|1|F1E1KeoE/eEWhi10WpGv4OdiO6Y=|3988QV0VE8wmZL7suNrYQLITLCg= " + KEY + "\n"));
        files.put("words", () -> until("a "));
        files.put("words and lines", () -> until("a b c\n"));
        files.put("blank lines", () -> until("\n"));
        files.put("stars", () -> until("*a").substring(0, 1_000_000) + " " + KEY);
        files.put("many stars, much to match", () -> "*a".repeat(90) + "b " + KEY);
        files.put("commas", () -> until(",") + " " + KEY);
        files.put("names", () -> until("n,") + " " + KEY);
        files.put("bars", () -> "|1" + until("|") + " " + KEY);
        files.put("a long key", () -> "h ssh-ed25519 " + until("AAAA"));
        files.put("a key with a negative length", () -> "h ssh-ed25519 /////w==\n");
        files.put("zeros", () -> until("\0"));
        files.put("too much", () -> until("h " + KEY + "\n").repeat(2));
        return files;
    }

    private static String until(String piece) {
        return piece.repeat(SIZE / piece.length());
    }
}
