package io.jenkins.plugins.kamal.engine.shell;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** Runs commands on this machine (the agent), without a shell. */
public interface LocalShell {

    /**
     * Runs a command and waits for it.
     *
     * @param command a command of words only; its input goes to the process's standard input
     * @param environment variables that are added to those of this process, and override them
     * @param directory the directory in which it runs
     * @param lines takes each line of both outputs, redacted, while the command runs
     * @return the exit status and both outputs; 127 and a message in {@code stderr} if there is no such program
     * @throws InterruptedException if the calling thread is interrupted; the process is ended first
     */
    Output run(Command command, Map<String, String> environment, Path directory, Consumer<String> lines)
            throws InterruptedException;
}
