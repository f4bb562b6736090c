package io.jenkins.plugins.kamal.engine.shell.ssh.hostkey;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.SmallMemory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("fuzz")
class KnownHostsFuzzTest {

    private static final int ROUNDS = 3000;
    private static final String REAL = """
            # two servers
            web1.example,10.0.0.1 KEY someone@somewhere
            [web1.example]:2222 KEY
            |1|F1E1KeoE/eEWhi10WpGv4OdiO6Y=|3988QV0VE8wmZL7suNrYQLITLCg= KEY
            @revoked *.old.example KEY
            @cert-authority *.example,!bad.example KEY
            """.replace("KEY", HostileKnownHosts.KEY);
    private static final List<String> PIECES =
            List.of("|1|", "|", "=", ",", "!", "*", "?", "[", "]:", "@", " ", "\t", "\n", "\r", "#", "\0", "ssh-", "A");

    @TempDir
    private Path directory;

    @Test
    void mutatedFilesAreReadLineByLine() throws IOException {
        Random random = new Random(20261123);
        HostKey key = HostKey.decode(HostileKnownHosts.KEY.split(" ")[1]).orElseThrow();
        int trusted = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] text = mutate(random).getBytes(StandardCharsets.UTF_8);
            Optional<Refusal> refusal = read(text).check("web1.example", 22, key);
            trusted += refusal.isEmpty() ? 1 : 0;
        }
        assertThat(trusted).as("files that still hold the key").isBetween(1, ROUNDS - 1);
    }

    @Test
    void anyBytesAreRead() throws IOException {
        Random random = new Random(20261124);
        HostKey key = HostKey.decode(HostileKnownHosts.KEY.split(" ")[1]).orElseThrow();
        for (int round = 0; round < 300; round++) {
            byte[] bytes = new byte[random.nextInt(3000)];
            random.nextBytes(bytes);
            assertThat(read(bytes).check("web1.example", 22, key)).isPresent();
        }
    }

    /** A file that needed more memory or did not end would end that program. */
    @Test
    void hostileFilesAreReadOrRefusedWithin64Megabytes() {
        assertThat(SmallMemory.run(HostileKnownHosts.class, directory).lines())
                .hasSizeGreaterThan(10)
                .allMatch(line -> line.contains(": read") || line.contains(": refused"));
    }

    private KnownHosts read(byte[] text) throws IOException {
        Path file = Files.write(directory.resolve("known_hosts"), text);
        KnownHosts known = new KnownHosts();
        known.read(file);
        return known;
    }

    private static String mutate(Random random) {
        StringBuilder text = new StringBuilder(REAL);
        for (int change = random.nextInt(8) + 1; change > 0; change--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 1 -> text.delete(at, Math.min(text.length() - 1, at + random.nextInt(40)));
                default -> text.setCharAt(at, (char) random.nextInt(0x180));
            }
        }
        return text.toString();
    }
}
