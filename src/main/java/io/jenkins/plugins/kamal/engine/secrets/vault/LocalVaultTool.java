package io.jenkins.plugins.kamal.engine.secrets.vault;

import io.jenkins.plugins.kamal.engine.process.BoundedProcess;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.CommandSubstitution;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.SecretsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The tools on the PATH of the agent. */
public final class LocalVaultTool implements VaultTool {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final BoundedProcess processes;
    private final Map<String, String> environment;
    private final Consumer<String> complaints;

    /**
     * Tools run in this directory with this environment.
     *
     * @param complaints takes each line that a tool prints on standard error, after its end
     */
    public LocalVaultTool(Path directory, Map<String, String> environment, Consumer<String> complaints) {
        this.processes = new BoundedProcess(directory, LIMIT);
        this.environment = Map.copyOf(environment);
        this.complaints = complaints;
    }

    @Override
    public CommandSubstitution.Result run(List<String> argv, Map<String, String> over) throws InterruptedException {
        Optional<Path> program = onPath(argv.get(0));
        if (program.isEmpty()) {
            return new CommandSubstitution.Result("", 127);
        }
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.putAll(over);
        List<String> command = new ArrayList<>(argv);
        command.set(0, program.get().toString());
        try {
            BoundedProcess.Ended ended = processes.run(command, all, "");
            ended.stderr().lines().forEach(complaints);
            return new CommandSubstitution.Result(ended.stdout(), ended.exitStatus());
        } catch (TimeoutException e) {
            throw new SecretsException("`" + argv.get(0) + "` did not end within " + LIMIT.toSeconds()
                    + " seconds and was stopped: does it ask a question? Nobody is there to answer it");
        } catch (IOException e) {
            throw new SecretsException("`" + argv.get(0) + "` could not be run ("
                    + e.getClass().getSimpleName() + "): check " + program.get() + " on the agent");
        }
    }

    private Optional<Path> onPath(String name) {
        return Stream.of(environment.getOrDefault("PATH", "").split(":"))
                .filter(directory -> directory.startsWith("/"))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
