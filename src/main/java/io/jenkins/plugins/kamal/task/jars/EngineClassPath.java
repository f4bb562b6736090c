package io.jenkins.plugins.kamal.task.jars;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.googlecode.javaewah.EWAHCompressedBitmap;
import hudson.remoting.Which;
import io.jenkins.plugins.kamal.engine.protocol.EngineProgram;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.i2p.crypto.eddsa.EdDSAPrivateKey;
import org.apache.commons.codec.binary.Hex;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.common.SshConstants;
import org.eclipse.jgit.lib.Repository;
import org.slf4j.LoggerFactory;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine;

/**
 * The jars of the engine on the controller. The list names one class of each jar, because the jars come from different
 * plugins and from Jenkins itself.
 */
final class EngineClassPath {

    private static final Logger LOGGER = Logger.getLogger(EngineClassPath.class.getName());

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
            // The binding that this Jenkins logs with. Without a binding, slf4j complains on standard error.
            LoggerFactory.getILoggerFactory().getClass());

    private EngineClassPath() {}

    /** Its key exchanges need Bouncy Castle, which a Jenkins in FIPS mode does not have. */
    private static final String CLASS_OF_BOUNCY_CASTLE = "org.bouncycastle.pqc.crypto.mlkem.MLKEMParameters";

    /** The jars in the order of the class path. A part that runs from its build is a directory. */
    static List<Path> parts() throws IOException {
        List<Path> jars = new ArrayList<>();
        for (Class<?> type : ONE_CLASS_OF_EACH_JAR) {
            add(type, jars);
        }
        try {
            add(Class.forName(CLASS_OF_BOUNCY_CASTLE, false, EngineClassPath.class.getClassLoader()), jars);
        } catch (ClassNotFoundException e) {
            LOGGER.log(Level.FINE, "without Bouncy Castle the engine offers no hybrid key exchange", e);
        }
        return jars;
    }

    private static void add(Class<?> type, List<Path> jars) throws IOException {
        File file = Which.jarFile(type);
        Path jar = file.toPath();
        if (!jars.contains(jar)) {
            jars.add(jar);
        }
    }
}
