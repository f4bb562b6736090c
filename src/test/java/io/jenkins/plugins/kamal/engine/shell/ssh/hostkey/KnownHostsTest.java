package io.jenkins.plugins.kamal.engine.shell.ssh.hostkey;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.shell.ssh.EmbeddedServer;
import io.jenkins.plugins.kamal.engine.shell.ssh.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownHostsTest {

    private static final HostKey KEY = HostKey.of(EmbeddedServer.ed25519().getPublic());
    private static final HostKey OTHER = HostKey.of(EmbeddedServer.ed25519().getPublic());
    private static final HostKey RSA =
            HostKey.of(EmbeddedServer.key("ssh-rsa", 2048).getPublic());

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        web1                 ; web1 ; 22   ; true
        WEB1                 ; web1 ; 22   ; true
        web1,10.0.0.1        ; 10.0.0.1 ; 22 ; true
        [web1]:2222          ; web1 ; 2222 ; true
        [web1]:2222          ; web1 ; 22   ; false
        web1                 ; web1 ; 2222 ; true
        *.example.com        ; a.example.com ; 22 ; true
        *.example.com        ; example.com   ; 22 ; false
        web?                 ; web1 ; 22   ; true
        web?                 ; web10 ; 22  ; false
        !web1,web*           ; web1 ; 22   ; false
        web*,!web1           ; web2 ; 22   ; true
        [*.example.com]:2222 ; a.example.com ; 2222 ; true
        web.1                ; webx1 ; 22  ; false
        """)
    void matchesNamesAsOpenSshDoes(String hosts, String host, int port, boolean known) {
        assertThat(reading(hosts + " " + KEY.type() + " " + KEY.base64())
                        .check(host, port, KEY)
                        .isEmpty())
                .isEqualTo(known);
    }

    @Test
    void matchesHashedNamesThatSshKeygenWrites() throws Exception {
        Path file = Files.writeString(
                directory.resolve("known_hosts"),
                KnownHosts.line("web1", 22, KEY) + "\n" + KnownHosts.line("web2", 2222, KEY) + "\n");
        Programs.run(Map.of(), Programs.need("ssh-keygen"), "-H", "-f", file.toString());
        KnownHosts known = new KnownHosts();
        known.read(file);

        assertThat(Files.readString(file)).startsWith("|1|").doesNotContain("web1");
        assertThat(known.check("web1", 22, KEY)).isEmpty();
        assertThat(known.check("web2", 2222, KEY)).isEmpty();
        assertThat(known.check("web2", 22, KEY)).isPresent();
        assertThat(known.check("web1", 22, OTHER)).map(Refusal::kind).contains(Refusal.Kind.CHANGED);
    }

    @Test
    void fingerprintsAsSshKeygenDoes() throws Exception {
        Path file = Programs.keygen(directory.resolve("key"), "-t", "ecdsa", "-N", "");
        String printed = Programs.run(Map.of(), Programs.need("ssh-keygen"), "-lf", file + ".pub");

        HostKey key = HostKey.decode(Files.readString(Path.of(file + ".pub")).split(" ")[1])
                .orElseThrow();

        assertThat(printed).contains(key.fingerprint());
    }

    @Test
    void takesAnyOfSeveralKeysAndNamesTheirTypes() {
        KnownHosts known = reading(KnownHosts.line("web1", 22, RSA) + "\n" + KnownHosts.line("web1", 22, KEY));

        assertThat(known.check("web1", 22, KEY)).isEmpty();
        assertThat(known.check("web1", 22, RSA)).isEmpty();
        assertThat(known.check("web1", 22, OTHER)).map(Refusal::kind).contains(Refusal.Kind.CHANGED);
        assertThat(known.typesFor("web1", 22)).containsExactly("ssh-rsa", "ssh-ed25519");
    }

    @Test
    void refusesAKeyOfAnotherTypeThanTheKnownOne() {
        assertThat(reading(KnownHosts.line("web1", 22, RSA)).check("web1", 22, KEY))
                .map(Refusal::message)
                .get()
                .asString()
                .contains("its host key has changed", RSA.described(), KEY.described(), "test:1");
    }

    @Test
    void refusesARevokedKeyEvenIfItIsAlsoKnown() {
        KnownHosts known =
                reading(KnownHosts.line("web1", 22, KEY) + "\n@revoked * " + KEY.type() + " " + KEY.base64());

        assertThat(known.check("web1", 22, KEY))
                .map(Refusal::message)
                .get()
                .asString()
                .contains("marked as revoked (test:2)");
    }

    @Test
    void saysThatItDoesNotTakeCertificates() {
        KnownHosts known = reading("@cert-authority *.example.com " + OTHER.type() + " " + OTHER.base64());

        Optional<Refusal> refusal = known.check("a.example.com", 22, KEY);

        assertThat(refusal).map(Refusal::kind).contains(Refusal.Kind.UNKNOWN);
        assertThat(refusal.orElseThrow().message())
                .contains("not supported", "test:1", "a.example.com ssh-ed25519 " + KEY.base64());
    }

    @Test
    void passesOverWhatItCannotRead() {
        KnownHosts known = reading("# comment\n\nweb1\nweb1 ssh-ed25519\nweb1 ssh-ed25519 ???\n|1|x|y " + KEY.type()
                + " " + KEY.base64() + "\n" + KnownHosts.line("web1", 22, KEY) + " a comment");

        assertThat(known.check("web1", 22, KEY)).isEmpty();
    }

    private static KnownHosts reading(String text) {
        KnownHosts known = new KnownHosts();
        known.read("test", text);
        return known;
    }
}
