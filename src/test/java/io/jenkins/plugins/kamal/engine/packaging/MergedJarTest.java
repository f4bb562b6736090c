package io.jenkins.plugins.kamal.engine.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.ShippedClassPath;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.common.SshConstants;
import org.bouncycastle.pqc.crypto.mlkem.MLKEMParameters;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The jar that agents get. */
class MergedJarTest {

    private static final String BOUNCY_CASTLE = "org/bouncycastle/";

    @TempDir
    private static Path temporary;

    private static File jar;
    private static Optional<String> different;
    private static Provider[] providers;

    @BeforeAll
    static void write() throws Exception {
        jar = temporary.resolve("engine.jar").toFile();
        providers = Security.getProviders();
        different = MergedJar.write(ShippedClassPath.parts(), jar.toPath());
    }

    @Test
    void itsKeyExchangesWorkWithTheSmallPartOfBouncyCastleInIt() throws Exception {
        assertThat(different).isEmpty();
        assertThat(KeyExchangeTrial.fault(jar.toPath())).isEmpty();
        assertThat(Security.getProviders()).containsExactly(providers);
    }

    /** Java 6 has 50, the oldest that a class-data archive holds. */
    @Test
    void classesAreNotTooOldForAnArchive() throws Exception {
        try (JarFile merged = new JarFile(jar)) {
            for (JarEntry entry : (Iterable<JarEntry>) merged.stream()::iterator) {
                if (entry.getName().endsWith(".class")) {
                    byte[] content = merged.getInputStream(entry).readAllBytes();
                    assertThat(ByteBuffer.wrap(content).getShort(6))
                            .as(entry.getName())
                            .isGreaterThanOrEqualTo((short) 50);
                }
            }
        }
    }

    /** As if another version of Bouncy Castle needed one package more. */
    @Test
    void containsAllOfBouncyCastleIfTheSmallPartIsNotEnough() throws Exception {
        Path whole = temporary.resolve("whole.jar");

        Optional<String> warning =
                MergedJar.write(libraries(), whole, Pattern.compile(BOUNCY_CASTLE + "(pqc|crypto|math)/.*"));

        assertThat(warning.orElseThrow())
                .contains("contains all of Bouncy Castle", "mlkem768 fails: ", "NoClassDefFoundError");
        assertThat(KeyExchangeTrial.fault(whole)).isEmpty();
        try (JarFile merged = new JarFile(whole.toFile())) {
            assertThat(merged.getEntry(BOUNCY_CASTLE + "jce/provider/BouncyCastleProvider.class"))
                    .isNotNull();
        }
    }

    /** As if MINA and Bouncy Castle did not fit together. */
    @Test
    void containsNothingOfABouncyCastleThatDoesNotWork() throws Exception {
        Path none = temporary.resolve("none.jar");
        List<Path> parts = new ArrayList<>(libraries());
        Path bouncyCastle = ShippedClassPath.of(MLKEMParameters.class);
        parts.set(parts.indexOf(bouncyCastle), without(bouncyCastle, BOUNCY_CASTLE + "crypto/digests/"));

        Optional<String> warning = MergedJar.write(parts, none);

        assertThat(warning.orElseThrow())
                .contains("offers no hybrid post-quantum key exchange", "curve25519-sha256", "bouncycastle-api");
        assertThat(KeyExchangeTrial.fault(none)).contains("mlkem768 is not supported");
        try (JarFile merged = new JarFile(none.toFile())) {
            assertThat(merged.stream().map(JarEntry::getName)).noneMatch(name -> name.startsWith(BOUNCY_CASTLE));
        }
    }

    /** The libraries of a key exchange, which are packed faster than the whole engine. */
    private static List<Path> libraries() {
        return Stream.of(MLKEMParameters.class, SshClient.class, SshConstants.class, LoggerFactory.class)
                .map(ShippedClassPath::of)
                .toList();
    }

    private static Path without(Path original, String folder) throws IOException {
        Path copy = temporary.resolve("broken.jar");
        try (JarFile from = new JarFile(original.toFile(), false);
                JarOutputStream to = new JarOutputStream(new BufferedOutputStream(Files.newOutputStream(copy)))) {
            to.setLevel(Deflater.BEST_SPEED);
            for (JarEntry entry : (Iterable<JarEntry>) from.stream()::iterator) {
                if (!entry.getName().startsWith(folder)) {
                    to.putNextEntry(new JarEntry(entry.getName()));
                    from.getInputStream(entry).transferTo(to);
                    to.closeEntry();
                }
            }
        }
        return copy;
    }

    @Test
    void restOfBouncyCastleIsLeftOut() throws Exception {
        try (JarFile merged = new JarFile(jar)) {
            long bytes = merged.stream()
                    .filter(entry -> entry.getName().startsWith(BOUNCY_CASTLE))
                    .mapToLong(JarEntry::getCompressedSize)
                    .sum();
            assertThat(bytes).isPositive().isLessThan(2 << 20);
            assertThat(merged.getEntry(BOUNCY_CASTLE + "jce/provider/BouncyCastleProvider.class"))
                    .isNull();
        }
    }
}
