package io.jenkins.plugins.kamal.task.invocation;

import io.jenkins.plugins.kamal.engine.protocol.InvocationDirectory;
import io.jenkins.plugins.kamal.task.agent.AgentFileWork;
import java.io.File;
import java.io.IOException;
import java.io.Serial;
import java.nio.charset.StandardCharsets;

/** Writes the secrets on the agent, into a file that only its user can read and that is complete when it appears. */
final class WriteSecrets extends AgentFileWork<Void> {

    @Serial
    private static final long serialVersionUID = 1;

    private final String json;

    WriteSecrets(String json) {
        this.json = json;
    }

    @Override
    protected Void work(File directory) throws IOException {
        try (OpenDirectory files = OpenDirectory.of(directory.toPath())) {
            files.put(InvocationDirectory.SECRETS, json.getBytes(StandardCharsets.UTF_8), "rw-------");
        }
        return null;
    }
}
