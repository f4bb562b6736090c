package io.jenkins.plugins.kamal.task.jars;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.googlecode.javaewah.EWAHCompressedBitmap;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.remoting.Which;
import io.jenkins.plugins.kamal.engine.protocol.EngineProgram;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.i2p.crypto.eddsa.EdDSAPrivateKey;
import org.apache.commons.codec.binary.Hex;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.common.SshConstants;
import org.eclipse.jgit.lib.Repository;
import org.slf4j.LoggerFactory;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine;

/**
 * The jars that the engine consists of, as they are on the controller. The closure is written down, one class for each
 * jar, because the jars come from different plugins and from Jenkins itself.
 */
public final class EngineClassPath {

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
            // The binding is whatever this Jenkins logs with; without one slf4j complains on standard error.
            LoggerFactory.getILoggerFactory().getClass());

    @CheckForNull
    private static Map<String, Path> jarsByDigest;

    private EngineClassPath() {}

    /** The jars by their SHA-256, in the order of the class path. Computed once for this Jenkins. */
    public static synchronized Map<String, Path> jarsByDigest() throws IOException {
        Map<String, Path> known = jarsByDigest;
        if (known == null) {
            known = digested(jars());
            jarsByDigest = known;
        }
        return known;
    }

    private static Map<String, Path> digested(List<Path> jars) throws IOException {
        Map<String, Path> digested = new LinkedHashMap<>();
        for (Path jar : jars) {
            digested.put(FileDigest.sha256(jar), jar);
        }
        return Collections.unmodifiableMap(digested);
    }

    private static List<Path> jars() throws IOException {
        List<Path> jars = new ArrayList<>();
        for (Class<?> type : ONE_CLASS_OF_EACH_JAR) {
            File file = Which.jarFile(type);
            Path jar = file.isDirectory() ? jarOfFolder(file.toPath()) : file.toPath();
            if (!jars.contains(jar)) {
                jars.add(jar);
            }
        }
        return jars;
    }

    /** When the plugin is run from its build (hpi:run, tests), its classes are a folder. */
    private static Path jarOfFolder(Path folder) throws IOException {
        Path jar = Files.createTempFile("kamal-engine-", ".jar");
        jar.toFile().deleteOnExit();
        FolderJar.write(folder, jar);
        return jar;
    }
}
