package io.jenkins.plugins.kamal.engine.secrets.dotenv;

import io.jenkins.plugins.kamal.engine.process.BoundedProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Runs substitutions with {@code sh -c} in the project directory, as Ruby's backticks do, but never for ever. */
public final class ShellSubstitution implements CommandSubstitution {

    /** Long enough for a vault that asks somebody's telephone for consent. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final BoundedProcess processes;
    private final Duration limit;
    private final Consumer<String> complaints;

    /** Commands run in this directory; what they print on standard error is dropped. */
    public ShellSubstitution(Path directory) {
        this(directory, LIMIT, complaint -> {});
    }

    /**
     * Commands run in this directory, for no longer than the limit.
     *
     * @param complaints takes each line that a command prints on standard error, after its end
     */
    public ShellSubstitution(Path directory, Duration limit, Consumer<String> complaints) {
        this.processes = new BoundedProcess(directory, limit);
        this.limit = limit;
        this.complaints = complaints;
    }

    @Override
    public Result run(String commandLine, Map<String, String> environment) throws InterruptedException {
        if (commandLine.indexOf('\0') >= 0) {
            throw new SecretsException("a command holds a NUL character, which no shell takes: remove it");
        }
        try {
            BoundedProcess.Ended ended = processes.run(List.of("sh", "-c", commandLine), environment, "");
            ended.stderr().lines().forEach(complaints);
            return new Result(ended.stdout(), ended.exitStatus());
        } catch (TimeoutException e) {
            throw new SecretsException("a command did not end within " + limit.toSeconds()
                    + " seconds and was stopped: does it ask a question? Nobody is there to answer it");
        } catch (IOException e) {
            throw new SecretsException("a command could not be run with `sh`: is `sh` on the PATH of the agent,"
                    + " and does the project directory exist? (" + e.getClass().getSimpleName() + ")");
        }
    }
}
