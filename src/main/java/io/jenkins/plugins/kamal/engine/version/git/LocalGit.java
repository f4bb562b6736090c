package io.jenkins.plugins.kamal.engine.version.git;

import io.jenkins.plugins.kamal.engine.process.LocalProgram;
import io.jenkins.plugins.kamal.engine.process.OutputBound;
import io.jenkins.plugins.kamal.engine.process.OutputTooLargeException;
import io.jenkins.plugins.kamal.engine.process.ProgramResult;
import io.jenkins.plugins.kamal.engine.process.TimeLimitException;
import io.jenkins.plugins.kamal.engine.version.VersionException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code git} from the PATH, without its environment, locks, prompts, hooks and file system monitor. */
public final class LocalGit implements GitProgram {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** The index of a repository with a million files takes 100 MiB. */
    private static final OutputBound BOUND = OutputBound.atMost(256 << 20);

    /**
     * Said before every command: a repository's configuration names programs that git would start, and a workspace may
     * belong to another user than the agent's (containers), which git else refuses as of dubious ownership.
     */
    private static final List<String> HARMLESS = List.of(
            "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "safe.directory=*", "--no-pager");

    /**
     * What of git's environment says how this machine is set up; the rest (GIT_DIR, GIT_INDEX_FILE) points elsewhere.
     */
    private static final Set<String> KEPT = Set.of(
            "GIT_CONFIG_GLOBAL",
            "GIT_CONFIG_SYSTEM",
            "GIT_CONFIG_NOSYSTEM",
            "GIT_EXEC_PATH",
            "GIT_SSH",
            "GIT_SSH_COMMAND");

    private final String executable;

    /** The {@code git} that is on the PATH. */
    public LocalGit() {
        this("git");
    }

    /** Another executable than the PATH's. */
    public LocalGit(String executable) {
        this.executable = executable;
    }

    @Override
    public Optional<Result> run(Path directory, List<String> arguments) {
        List<String> argv = new ArrayList<>();
        argv.add(executable);
        argv.addAll(HARMLESS);
        argv.addAll(arguments);
        String command = "git " + String.join(" ", arguments);
        try {
            ProgramResult result = new LocalProgram(argv, directory, environment())
                    .within(LIMIT)
                    .boundedBy(BOUND)
                    .run();
            return Optional.of(new Result(result.exitStatus(), result.stdout(), result.stderr()));
        } catch (TimeLimitException e) {
            throw new VersionException(
                    "`%s` did not end within %d s. Run it on the agent to see what it waits for"
                            .formatted(command, LIMIT.toSeconds()),
                    e);
        } catch (OutputTooLargeException e) {
            throw new VersionException(
                    "`%s` printed more than %d MiB. Run it on the agent to see why"
                            .formatted(command, BOUND.characters() >> 20),
                    e);
        } catch (IOException notThere) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VersionException("Interrupted while `" + command + "` ran", e);
        }
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.keySet().removeIf(name -> name.startsWith("GIT_") && !KEPT.contains(name));
        environment.put("GIT_OPTIONAL_LOCKS", "0");
        environment.put("GIT_TERMINAL_PROMPT", "0");
        environment.put("LC_ALL", "C");
        return environment;
    }
}
