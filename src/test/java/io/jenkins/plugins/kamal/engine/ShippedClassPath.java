package io.jenkins.plugins.kamal.engine;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.googlecode.javaewah.EWAHCompressedBitmap;
import io.jenkins.plugins.kamal.engine.protocol.EngineProgram;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.i2p.crypto.eddsa.EdDSAPrivateKey;
import org.apache.commons.codec.binary.Hex;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.common.SshConstants;
import org.bouncycastle.pqc.crypto.mlkem.MLKEMParameters;
import org.eclipse.jgit.lib.Repository;
import org.slf4j.LoggerFactory;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine;

/**
 * The class path that an agent starts the engine with, from the jars of this test run. The class path of the tests
 * themselves is longer: with the plugin's libraries on it picocli looks for Groovy, for example, and loads 290 classes
 * that no agent has.
 */
public final class ShippedClassPath {

    private static final List<Class<?>> ONE_CLASS_OF_EACH_JAR = List.of(
            EngineProgram.class,
            CommandLine.class,
            ObjectMapper.class,
            JsonFactory.class,
            JsonProperty.class,
            Repository.class,
            EWAHCompressedBitmap.class,
            Hex.class,
            SshClient.class,
            SshConstants.class,
            EdDSAPrivateKey.class,
            Yaml.class,
            LoggerFactory.class,
            LoggerFactory.getILoggerFactory().getClass(),
            MLKEMParameters.class);

    private ShippedClassPath() {}

    /** The engine's jars, and its classes as a jar or folder. */
    public static List<Path> parts() {
        return ONE_CLASS_OF_EACH_JAR.stream()
                .map(ShippedClassPath::of)
                .distinct()
                .toList();
    }

    /** The engine's jars and the folder or jar of each of the test's own classes, for {@code java -cp}. */
    public static String with(Class<?>... own) {
        return Stream.concat(ONE_CLASS_OF_EACH_JAR.stream(), Stream.of(own))
                .map(ShippedClassPath::of)
                .distinct()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The folder or jar of a class. */
    public static Path of(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
