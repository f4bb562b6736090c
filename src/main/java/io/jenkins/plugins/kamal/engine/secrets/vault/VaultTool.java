package io.jenkins.plugins.kamal.engine.secrets.vault;

import io.jenkins.plugins.kamal.engine.secrets.dotenv.CommandSubstitution;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.SecretsException;
import java.util.List;
import java.util.Map;

/** Runs the command-line tool of a vault. */
@FunctionalInterface
interface VaultTool {

    /**
     * Runs a tool to its end, with empty standard input.
     *
     * @param argv the tool and its arguments; none of them is a secret
     * @param over variables that override those of the environment
     * @return its output; exit status 127 if there is no such tool
     * @throws SecretsException if it did not end in time
     * @throws InterruptedException if the waiting thread was interrupted; the tool has been stopped
     */
    CommandSubstitution.Result run(List<String> argv, Map<String, String> over) throws InterruptedException;
}
