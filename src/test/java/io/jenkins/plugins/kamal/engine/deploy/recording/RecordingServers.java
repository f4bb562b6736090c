package io.jenkins.plugins.kamal.engine.deploy.recording;

import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.LentLogin;
import io.jenkins.plugins.kamal.engine.shell.PortForwarding;
import io.jenkins.plugins.kamal.engine.shell.Screen;
import io.jenkins.plugins.kamal.engine.shell.Script;
import io.jenkins.plugins.kamal.engine.shell.ScriptResult;
import io.jenkins.plugins.kamal.engine.shell.ServerShell;
import io.jenkins.plugins.kamal.engine.shell.ServerUnreachableException;
import io.jenkins.plugins.kamal.engine.shell.Servers;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** Servers that record their commands. They answer at once, on the caller's thread, unless told otherwise. */
public final class RecordingServers implements Servers {

    private final Recording recording;
    private final Set<String> unreachable = new HashSet<>();
    private final Map<String, CompletableFuture<Void>> held = new HashMap<>();
    private Executor late = Runnable::run;

    public RecordingServers(Recording recording) {
        this.recording = recording;
    }

    /** From now on this host cannot be reached. */
    public RecordingServers unreachable(String host) {
        unreachable.add(host);
        return this;
    }

    /**
     * From now on scripts run in the order in which they were sent, each only after the thread that calls this method
     * waits for an answer; so work that is not told to wait for other work overtakes it.
     */
    public RecordingServers answeringLate() {
        Thread caller = Thread.currentThread();
        Executor inOrder = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "late answers");
            thread.setDaemon(true);
            return thread;
        });
        late = work -> inOrder.execute(() -> {
            while (caller.getState() == Thread.State.RUNNABLE) {
                Thread.onSpinWait();
            }
            work.run();
        });
        return this;
    }

    /** From now on the answer to a script with this text in one of its commands comes only after the future. */
    public RecordingServers hold(String part, CompletableFuture<Void> until) {
        held.put(part, until);
        return this;
    }

    private CompletableFuture<Void> held(Script script) {
        return CompletableFuture.allOf(held.entrySet().stream()
                .filter(entry -> script.steps().stream()
                        .anyMatch(step -> step.command().shellText().contains(entry.getKey())))
                .map(Map.Entry::getValue)
                .toArray(CompletableFuture[]::new));
    }

    @Override
    public CompletableFuture<ServerShell> connect(Host host) {
        return unreachable.contains(host.toString())
                ? CompletableFuture.failedFuture(new ServerUnreachableException(host, host + " cannot be reached"))
                : CompletableFuture.completedFuture(new Shell(host));
    }

    @Override
    public LentLogin lend(Host host) {
        return new LentLogin() {
            @Override
            public Map<String, String> environment() {
                return Map.of();
            }

            @Override
            public void close() {
                // Nothing was lent.
            }
        };
    }

    @Override
    public void close() {
        // There is no connection.
    }

    private final class Shell implements ServerShell {

        private final Host host;

        Shell(Host host) {
            this.host = host;
        }

        @Override
        public Host host() {
            return host;
        }

        @Override
        public CompletableFuture<ScriptResult> run(Script script) {
            return CompletableFuture.supplyAsync(
                            () -> new ScriptResult(host, script, recording.run(host.toString(), script)), late)
                    .thenCombine(held(script), (result, ignored) -> result);
        }

        @Override
        public CompletableFuture<PortForwarding> forward(int there, int here) {
            recording.run(host.toString(), Command.of("forward", String.valueOf(there)));
            return CompletableFuture.completedFuture(
                    () -> recording.run(host.toString(), Command.of("end-forward", String.valueOf(there))));
        }

        @Override
        public CompletableFuture<Integer> attach(Command command, Screen screen, CompletableFuture<Void> gone) {
            return CompletableFuture.completedFuture(
                    recording.run(host.toString(), command).exitStatus());
        }

        @Override
        public void close() {
            // There is no connection.
        }
    }
}
