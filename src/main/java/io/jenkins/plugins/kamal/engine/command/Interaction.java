package io.jenkins.plugins.kamal.engine.command;

import io.jenkins.plugins.kamal.engine.shell.Command;

/**
 * Whether a command in a container reads what the caller types ({@code docker_interactive_args} of
 * {@code commands/base.rb}).
 */
public enum Interaction {
    /** The command reads nothing. */
    NONE,
    /** The command reads standard input. */
    INPUT,
    /** The command has a terminal. */
    TERMINAL;

    public Command addTo(Command docker) {
        return switch (this) {
            case NONE -> docker;
            case INPUT -> docker.with("-i");
            case TERMINAL -> docker.with("-it");
        };
    }
}
