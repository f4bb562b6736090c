package io.jenkins.plugins.kamal.engine.ruby.erb.rendering;

import io.jenkins.plugins.kamal.engine.secrets.dotenv.CommandSubstitution;
import java.nio.file.Path;
import java.util.Map;

/**
 * The parts of the agent that a template can reach.
 *
 * @param projectDirectory the directory that relative paths start from and commands run in
 * @param environment the environment variables; a template may change them
 * @param commands runs the commands in backticks
 * @param yaml parses YAML
 */
public record AgentAccess(
        Path projectDirectory, Map<String, String> environment, CommandSubstitution commands, DataParser yaml) {

    @Override
    public String toString() {
        return projectDirectory.toString();
    }
}
