package io.jenkins.plugins.kamal.engine.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.ShippedClassPath;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What is no proper class, and comes from a jar of another plugin. */
class ClassUpgradeTest {

    private static final String NAME = "picocli/CommandLine$Help.class";

    @TempDir
    private Path temporary;

    @Test
    void anOldClassIsRewritten() throws Exception {
        try (ClassUpgrade upgrade = new ClassUpgrade(ShippedClassPath.of(CommandLine.class))) {
            assertThat(ByteBuffer.wrap(upgrade.upgrade(NAME, help())).getShort(6))
                    .isEqualTo((short) 50);
        }
    }

    @Test
    void aFileThatIsNoClassStaysAsItIs() throws Exception {
        try (ClassUpgrade upgrade = new ClassUpgrade(ShippedClassPath.of(CommandLine.class))) {
            for (byte[] content : new byte[][] {{}, {1}, new byte[7], new byte[8], new byte[1000]}) {
                assertThat(upgrade.upgrade(NAME, content)).isSameAs(content);
            }
        }
    }

    /** The class refers to others of its jar, which are not in this one. */
    @Test
    void aClassWhoseSuperclassesAreMissingStaysAsItIs() throws Exception {
        byte[] content = help();
        try (ClassUpgrade upgrade = new ClassUpgrade(temporary)) {
            assertThat(upgrade.upgrade(NAME, content)).isSameAs(content);
        }
    }

    /** Nothing is thrown, neither for a class that is cut off nor for one with wrong bytes. */
    @Test
    void aBrokenClassStopsNothing() throws Exception {
        byte[] content = help();
        Random random = new Random(1);
        try (ClassUpgrade upgrade = new ClassUpgrade(ShippedClassPath.of(CommandLine.class))) {
            for (int i = 0; i < 3000; i++) {
                byte[] broken = i % 4 == 0 ? Arrays.copyOf(content, random.nextInt(content.length)) : content.clone();
                for (int j = 0; i % 4 != 0 && j < 1 + i % 3; j++) {
                    broken[8 + random.nextInt(broken.length - 8)] = (byte) random.nextInt();
                }
                assertThat(upgrade.upgrade(NAME, broken)).isNotNull();
            }
        }
    }

    private static byte[] help() throws Exception {
        try (JarFile jar = new JarFile(ShippedClassPath.of(CommandLine.class).toFile())) {
            return jar.getInputStream(jar.getEntry(NAME)).readAllBytes();
        }
    }
}
