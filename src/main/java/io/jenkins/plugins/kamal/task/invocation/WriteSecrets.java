package io.jenkins.plugins.kamal.task.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.protocol.InvocationDirectory;
import io.jenkins.plugins.kamal.task.agent.AgentFileWork;
import java.io.File;
import java.io.IOException;
import java.io.Serial;
import java.util.Arrays;

/**
 * Writes the secrets on the agent, into a file that only its user can read and that is complete when it appears. Then the
 * bytes are overwritten, because the agent's process works for other jobs, too.
 */
final class WriteSecrets extends AgentFileWork<Void> {

    @Serial
    private static final long serialVersionUID = 1;

    private final byte[] json;

    WriteSecrets(byte[] json) {
        this.json = json;
    }

    @Override
    @CheckForNull
    protected Void work(File directory) throws IOException {
        try (OpenDirectory files = OpenDirectory.of(directory.toPath())) {
            files.put(InvocationDirectory.SECRETS, json, "rw-------");
        } finally {
            Arrays.fill(json, (byte) 0);
        }
        return null;
    }
}
