package io.jenkins.plugins.kamal.engine.secrets.vault;

import io.jenkins.plugins.kamal.engine.process.LocalProgram;
import io.jenkins.plugins.kamal.engine.process.OutputBound;
import io.jenkins.plugins.kamal.engine.process.ProgramNotFoundException;
import io.jenkins.plugins.kamal.engine.process.ProgramResult;
import io.jenkins.plugins.kamal.engine.process.TimeLimitException;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.CommandSubstitution;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.SecretsException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs the vault tools that are on the PATH of the agent. */
public final class LocalVaultTool implements VaultTool {

    private static final int NOT_FOUND = 127;
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private static final OutputBound BOUND = OutputBound.atMost(8 << 20);

    private final Path directory;
    private final Map<String, String> environment;
    private final Consumer<String> complaints;

    /**
     * Runs tools in the given directory, with the given environment.
     *
     * @param complaints receives each line that a tool printed on standard error, after the tool has ended
     */
    public LocalVaultTool(Path directory, Map<String, String> environment, Consumer<String> complaints) {
        this.directory = directory;
        this.environment = Map.copyOf(environment);
        this.complaints = complaints;
    }

    @Override
    public CommandSubstitution.Result run(List<String> argv, Map<String, String> over) throws InterruptedException {
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.putAll(over);
        String tool = argv.get(0);
        try {
            ProgramResult ended = new LocalProgram(argv, directory, all)
                    .within(LIMIT)
                    .boundedBy(BOUND)
                    .run();
            ended.stderr().lines().forEach(complaints);
            return new CommandSubstitution.Result(ended.stdout(), ended.exitStatus(), ended.stderr());
        } catch (ProgramNotFoundException e) {
            return new CommandSubstitution.Result("", NOT_FOUND);
        } catch (TimeLimitException e) {
            throw new SecretsException("`" + tool + "` did not end within " + LIMIT.toSeconds()
                    + " seconds and was stopped: does it ask a question? Nobody is there to answer it");
        } catch (IOException e) {
            throw new SecretsException(
                    "`" + tool + "` could not be run on the agent (" + e.getMessage() + "): check its installation");
        }
    }
}
