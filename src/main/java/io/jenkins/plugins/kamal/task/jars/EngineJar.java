package io.jenkins.plugins.kamal.task.jars;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.packaging.MergedJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Logger;

/**
 * The engine as one jar on the controller: one file to send, and one digest to verify before each start.
 *
 * @param file the jar
 * @param digest its SHA-256
 */
public record EngineJar(Path file, String digest) {

    private static final Logger LOGGER = Logger.getLogger(EngineJar.class.getName());

    @CheckForNull
    private static EngineJar ofThisJenkins;

    /** The engine of this Jenkins, which is merged and digested once. */
    public static synchronized EngineJar ofThisJenkins() throws IOException {
        EngineJar known = ofThisJenkins;
        if (known == null) {
            Path file = Files.createTempFile("kamal-engine-", ".jar");
            file.toFile().deleteOnExit();
            MergedJar.write(EngineClassPath.parts(), file).ifPresent(LOGGER::warning);
            known = new EngineJar(file, FileDigest.sha256(file));
            ofThisJenkins = known;
        }
        return known;
    }
}
