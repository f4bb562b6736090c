package io.jenkins.plugins.kamal.run.version;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.VersionResolved;
import java.io.IOException;
import java.util.List;

/**
 * Asks the engine about the workspace of a step. The engine runs in a process of its own, started through the step's
 * launcher, because configuration and repository may name programs. Its answers are unchecked.
 */
public interface VersionFinder {

    /** Identifies the source in the workspace. */
    Answer identify(SourceSettings settings) throws IOException, InterruptedException;

    /**
     * Compares the workspace with the known version of its source, or computes a version if none is known.
     *
     * @throws hudson.AbortException if the workspace does not match the known version, or has no version
     */
    Answer find(SourceSettings settings, List<RecordedVersion> known) throws IOException, InterruptedException;

    /**
     * The answer of the engine.
     *
     * @param source the source in the workspace
     * @param resolved the computed version; null if only the source was asked for, or if a known version matches
     */
    record Answer(String source, @CheckForNull VersionResolved resolved) {}
}
