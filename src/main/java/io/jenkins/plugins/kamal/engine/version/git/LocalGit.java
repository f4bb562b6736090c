package io.jenkins.plugins.kamal.engine.version.git;

import io.jenkins.plugins.kamal.engine.process.LocalProgram;
import io.jenkins.plugins.kamal.engine.process.OutputBound;
import io.jenkins.plugins.kamal.engine.process.OutputTooLargeException;
import io.jenkins.plugins.kamal.engine.process.ProgramResult;
import io.jenkins.plugins.kamal.engine.process.TimeLimitException;
import io.jenkins.plugins.kamal.engine.process.UnencodableException;
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

/**
 * Runs {@code git} from the PATH without locks, prompts and network, and without the programs that the configuration of
 * the repository names. {@link GitProgramReader} turns filters off, because that needs their names.
 */
public final class LocalGit implements GitProgram {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** The index of a repository with a million files has 100 MiB. */
    private static final OutputBound BOUND = OutputBound.atMost(256 << 20);

    /**
     * Settings that override the configuration of the repository. A workspace may belong to another user than the
     * agent, for example in a container; git refuses that without {@code safe.directory}.
     */
    private static final List<String> OVERRIDES = List.of(
            "safe.directory=*",
            "core.fsmonitor=false",
            "core.hooksPath=/dev/null",
            "core.pager=cat",
            "core.editor=false",
            "core.sshCommand=false",
            "core.gitProxy=",
            "core.askPass=",
            "core.alternateRefsCommand=",
            "credential.helper=",
            "diff.external=",
            "gpg.program=false",
            "protocol.allow=never",
            "protocol.ext.allow=never",
            "uploadpack.packObjectsHook=");

    /**
     * The variables of git that describe this machine. Others, such as GIT_DIR, point to other repositories and are not
     * passed on.
     */
    private static final Set<String> KEPT =
            Set.of("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_EXEC_PATH");

    private final String executable;

    /** The {@code git} that is on the PATH. */
    public LocalGit() {
        this("git");
    }

    /** Uses another executable than the one on the PATH. */
    public LocalGit(String executable) {
        this.executable = executable;
    }

    @Override
    public Optional<Result> run(Path directory, List<String> arguments) {
        List<String> argv = new ArrayList<>();
        argv.add(executable);
        OVERRIDES.forEach(setting -> argv.addAll(List.of("-c", setting)));
        argv.add("--no-pager");
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
        } catch (UnencodableException e) {
            throw new VersionException("git cannot be asked: " + e.getMessage(), e);
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
        // A partial clone would fetch missing objects, from the place and in the way that its configuration names.
        environment.put("GIT_NO_LAZY_FETCH", "1");
        environment.put("GIT_ALLOW_PROTOCOL", "none");
        environment.put("LC_ALL", "C");
        return environment;
    }
}
