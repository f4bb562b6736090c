package io.jenkins.plugins.kamal.engine.command.build;

import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.shell.Command;

/** Commands for buildx builders that several kinds of builder share ({@code lib/kamal/commands/builder/base.rb}). */
final class Buildx {

    private Buildx() {}

    static Command inspect(String builder) {
        return Command.of("docker", "buildx", "inspect", builder);
    }

    static Command remove(String builder) {
        return Command.of("docker", "buildx", "rm", builder);
    }

    /** Prints the contexts and the builders. */
    static Command info() {
        return LocalScript.of(Command.of("docker", "context", "ls").and(Command.of("docker", "buildx", "ls")));
    }

    /** Adds the driver options: a builder needs the network of this machine to reach a registry on it. */
    static Command driverOptions(Command create, Configuration configuration) {
        return configuration.registry().isLocal() ? create.with("--driver-opt", "network=host") : create;
    }
}
