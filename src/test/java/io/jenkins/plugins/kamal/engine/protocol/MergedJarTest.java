package io.jenkins.plugins.kamal.engine.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.ShippedClassPath;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar that agents get. */
class MergedJarTest {

    private static final String METHOD = "kex.KeyEncapsulationMethod";
    private static final String BOUNCY_CASTLE = "org/bouncycastle/";

    @TempDir
    private static Path temporary;

    private static File jar;

    @BeforeAll
    static void write() throws Exception {
        jar = temporary.resolve("engine.jar").toFile();
        MergedJar.write(ShippedClassPath.parts(), jar.toPath());
    }

    @Test
    void itsKeyExchangesWorkWithTheSmallPartOfBouncyCastleInIt() throws Exception {
        try (URLClassLoader classes =
                new URLClassLoader(new URL[] {jar.toURI().toURL()}, ClassLoader.getPlatformClassLoader())) {
            Class<?> exchanges = classes.loadClass("org.apache.sshd.common.kex.BuiltinKEM");
            for (String name : List.of("mlkem768", "sntrup761")) {
                Object exchange = exchanges.getField(name).get(null);
                assertThat(call(classes, "OptionalFeature.isSupported", exchange))
                        .as(name)
                        .isEqualTo(true);
                Object client = call(classes, METHOD + ".getClient", exchange);
                Object server = call(classes, METHOD + ".getServer", exchange);
                call(classes, METHOD + "$Client.init", client);
                call(classes, METHOD + "$Server.init", server, call(classes, METHOD + "$Client.getPublicKey", client));
                Object encapsulation = call(classes, METHOD + "$Server.getEncapsulation", server);
                assertThat(call(classes, METHOD + "$Client.extractSecret", client, encapsulation))
                        .isEqualTo(call(classes, METHOD + "$Server.getSecret", server));
            }
        }
    }

    /** Calls a method of an interface of the jar. */
    private static Object call(ClassLoader classes, String method, Object target, Object... arguments)
            throws Exception {
        int point = method.lastIndexOf('.');
        Class<?> type = classes.loadClass("org.apache.sshd.common." + method.substring(0, point));
        return Stream.of(type.getMethods())
                .filter(found -> found.getName().equals(method.substring(point + 1)))
                .findFirst()
                .orElseThrow()
                .invoke(target, arguments);
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
