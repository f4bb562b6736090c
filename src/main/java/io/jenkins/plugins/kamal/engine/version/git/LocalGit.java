package io.jenkins.plugins.kamal.engine.version.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.kamal.engine.version.VersionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** {@code git} from the PATH, without its environment, locks, prompts, hooks and file system monitor. */
public final class LocalGit implements GitProgram {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

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
        ProcessBuilder builder = new ProcessBuilder(argv).directory(directory.toFile());
        clean(builder.environment());
        Process process;
        try {
            process = builder.start();
        } catch (IOException notThere) {
            return Optional.empty();
        }
        return Optional.of(finish(process, String.join(" ", arguments)));
    }

    private static void clean(Map<String, String> environment) {
        environment.keySet().removeIf(name -> name.startsWith("GIT_") && !KEPT.contains(name));
        environment.put("GIT_OPTIONAL_LOCKS", "0");
        environment.put("GIT_TERMINAL_PROMPT", "0");
        environment.put("LC_ALL", "C");
    }

    private static Result finish(Process process, String command) {
        try {
            process.getOutputStream().close();
            CompletableFuture<String> output =
                    CompletableFuture.supplyAsync(() -> text(process.getInputStream()), LocalGit::inItsOwnThread);
            CompletableFuture<String> errors =
                    CompletableFuture.supplyAsync(() -> text(process.getErrorStream()), LocalGit::inItsOwnThread);
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new VersionException(
                        "`git %s` did not end within %d s. Run it on the agent to see what it waits for"
                                .formatted(command, PATIENCE.toSeconds()));
            }
            return new Result(process.exitValue(), output.join(), errors.join());
        } catch (IOException e) {
            throw new VersionException("`git " + command + "` could not be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VersionException("Interrupted while `git " + command + "` ran", e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** A shared pool could be full of threads that wait for this very output. */
    private static void inItsOwnThread(Runnable reading) {
        Thread thread = new Thread(reading, "output of git");
        thread.setDaemon(true);
        thread.start();
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
