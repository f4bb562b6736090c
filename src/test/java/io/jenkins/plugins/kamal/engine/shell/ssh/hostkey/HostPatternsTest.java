package io.jenkins.plugins.kamal.engine.shell.ssh.hostkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.sshd.client.config.hosts.HostPatternsHolder;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.junit.jupiter.api.Test;

/** Where Apache MINA's reading of known_hosts equals OpenSSH's, and where it does not. */
class HostPatternsTest {

    private static final String KEY = " " + HostileKnownHosts.KEY;
    private static final List<String> PIECES =
            List.of("web", "WEB", "db", ".", "-", "1", "2", "*", "?", "example.com", "10.0.0.", "fe80::1", "%eth0");
    private static final List<String> NAMES =
            List.of("web1", "web2.example.com", "db-1", "10.0.0.1", "fe80::1", "Web1");

    @Test
    void ordinaryPatternsFitTheSameNamesAsInMina() {
        Random random = new Random(20261128);
        int fits = 0;
        for (int round = 0; round < 20_000; round++) {
            List<String> patterns = new ArrayList<>();
            for (int i = random.nextInt(3); i >= 0; i--) {
                patterns.add((random.nextInt(4) == 0 ? "!" : "") + pattern(random));
            }
            String name = NAMES.get(random.nextInt(NAMES.size()));
            boolean ours = HostPatterns.match(patterns, name);
            fits += ours ? 1 : 0;

            assertThat(ours)
                    .as(patterns + " " + name)
                    .isEqualTo(HostPatternsHolder.isHostMatch(name, 22, HostPatternsHolder.parsePatterns(patterns)));
            assertThat(KnownHostLine.parse("test:1", String.join(",", patterns) + KEY)
                            .orElseThrow()
                            .matches(name, 22))
                    .as(patterns + " " + name)
                    .isEqualTo(KnownHostEntry.parseKnownHostEntry(String.join(",", patterns) + KEY)
                            .isHostMatch(name, 22));
        }
        assertThat(fits).isBetween(500, 19_500);
    }

    @Test
    void hashedNamesAreThoseThatOpenSshWrites() throws Exception {
        Random random = new Random(20261128);
        for (int round = 0; round < 500; round++) {
            byte[] salt = new byte[20];
            random.nextBytes(salt);
            int port = random.nextBoolean() ? 22 : 1 + random.nextInt(65535);
            String name = NAMES.get(random.nextInt(NAMES.size())).toLowerCase(java.util.Locale.ROOT);
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(salt, "HmacSHA1"));
            byte[] hash = mac.doFinal(KnownHosts.nameOf(name, port).getBytes(StandardCharsets.UTF_8));
            String hosts = "|1|" + Base64.getEncoder().encodeToString(salt) + "|"
                    + Base64.getEncoder().encodeToString(hash);
            KnownHostLine line = KnownHostLine.parse("test:1", hosts + KEY).orElseThrow();

            assertThat(line.matches(name, port)).as(name + " " + port).isTrue();
            assertThat(line.matches(name + "x", port)).isFalse();
            assertThat(line.matches(name, port == 22 ? 2222 : 22)).isFalse();
        }
    }

    @Test
    void minasPatternsDifferFromOpenSshsWhereAPortIsInPlay() {
        assertThat(HostPatterns.match(List.of("*"), "[web1]:2222")).isTrue();
        assertThat(HostPatternsHolder.isHostMatch("web1", 2222, HostPatternsHolder.parsePatterns("*")))
                .isFalse();
    }

    @Test
    void minaRefusesALineForOneStrayCharacter() {
        assertThat(KnownHostLine.parse("test:1", "a~b,web1" + KEY).orElseThrow().matches("web1", 22))
                .isTrue();
        assertThatThrownBy(() -> KnownHostEntry.parseKnownHostEntry("a~b,web1" + KEY))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String pattern(Random random) {
        StringBuilder pattern = new StringBuilder();
        for (int i = random.nextInt(3); i >= 0; i--) {
            pattern.append(
                    random.nextInt(3) == 0
                            ? NAMES.get(random.nextInt(NAMES.size()))
                            : PIECES.get(random.nextInt(PIECES.size())));
        }
        return pattern.toString();
    }
}
