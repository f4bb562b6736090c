package io.jenkins.plugins.kamal.engine.secrets.dotenv;

import io.jenkins.plugins.kamal.engine.process.LocalProgram;
import io.jenkins.plugins.kamal.engine.process.OutputBound;
import io.jenkins.plugins.kamal.engine.process.OutputTooLargeException;
import io.jenkins.plugins.kamal.engine.process.ProgramResult;
import io.jenkins.plugins.kamal.engine.process.TimeLimitException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs substitutions with {@code /bin/sh -c} in the project directory, as Ruby's backticks do, with a time limit. */
public final class ShellSubstitution implements CommandSubstitution {

    /** Long enough for a vault that waits for a confirmation on a phone. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private static final OutputBound BOUND = OutputBound.atMost(8 << 20);

    private final Path directory;
    private final Duration limit;
    private final Consumer<String> complaints;

    /** Creates a substitution that runs commands in this directory. */
    public ShellSubstitution(Path directory) {
        this(directory, LIMIT, complaint -> {});
    }

    /**
     * Creates a substitution that runs commands in this directory, each no longer than the limit.
     *
     * @param complaints receives each line that a command printed on standard error, after the command has ended
     */
    public ShellSubstitution(Path directory, Duration limit, Consumer<String> complaints) {
        this.directory = directory;
        this.limit = limit;
        this.complaints = complaints;
    }

    @Override
    public Result run(String commandLine, Map<String, String> environment) throws InterruptedException {
        if (commandLine.indexOf('\0') >= 0) {
            throw new SecretsException("a command contains a NUL character, which no shell accepts: remove it");
        }
        try {
            ProgramResult ended = new LocalProgram(List.of("/bin/sh", "-c", commandLine), directory, environment)
                    .within(limit)
                    .boundedBy(BOUND)
                    .run();
            ended.stderr().lines().forEach(complaints);
            return new Result(ended.stdout(), ended.exitStatus(), ended.stderr());
        } catch (TimeLimitException e) {
            throw new SecretsException("a command did not end within " + limit.toSeconds()
                    + " seconds and was stopped: does it ask a question? Nobody is there to answer it");
        } catch (OutputTooLargeException e) {
            throw new SecretsException("a command printed more than " + (BOUND.characters() >> 20)
                    + " MiB and was stopped: let it print the value alone");
        } catch (IOException e) {
            throw new SecretsException("a command could not be run with /bin/sh in " + directory
                    + ": does the directory exist? (" + e.getMessage() + ")");
        }
    }
}
