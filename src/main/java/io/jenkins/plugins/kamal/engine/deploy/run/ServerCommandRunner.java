package io.jenkins.plugins.kamal.engine.deploy.run;

import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.LentLogin;
import io.jenkins.plugins.kamal.engine.shell.Output;
import io.jenkins.plugins.kamal.engine.shell.PortForwarding;
import io.jenkins.plugins.kamal.engine.shell.Screen;
import io.jenkins.plugins.kamal.engine.shell.Script;
import io.jenkins.plugins.kamal.engine.shell.ScriptResult;
import io.jenkins.plugins.kamal.engine.shell.ServerShell;
import io.jenkins.plugins.kamal.engine.shell.Servers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Runs commands on many servers at the same time, and reports every failure, not only the first.
 */
public final class ServerCommandRunner {

    private final Servers servers;
    private final RunLog log;
    private final Runnable beforeConnecting;

    ServerCommandRunner(Servers servers, RunLog log, Runnable beforeConnecting) {
        this.servers = servers;
        this.log = log;
        this.beforeConnecting = beforeConnecting;
    }

    /** Connects to all hosts at the same time, unless they are connected. */
    public void connect(Collection<Host> hosts) {
        beforeConnecting.run();
        all(hosts, host -> servers.connect(host).thenApply(shell -> null));
    }

    /** Ends the connections to these hosts, so that the next command logs in again. */
    public void reconnect(Collection<Host> hosts) {
        all(hosts, host -> servers.connect(host).thenAccept(ServerShell::close));
    }

    /**
     * Runs each host's script at the same time and waits for all of them.
     *
     * @return the results in the order of the hosts
     * @throws DeployException if a command that must succeed failed; the message names every such host
     */
    public Map<Host, ScriptResult> run(Collection<Host> hosts, Function<Host, Script> scripts) {
        return all(hosts, host -> run(host, scripts.apply(host)));
    }

    /** Runs a script on one host and waits for it. */
    public ScriptResult runAndWait(Host host, Script script) {
        return run(List.of(host), ignored -> script).get(host);
    }

    /** Runs a script on a host. The future fails if a command that must succeed fails. */
    public CompletableFuture<ScriptResult> run(Host host, Script script) {
        if (script.steps().isEmpty()) {
            return CompletableFuture.completedFuture(new ScriptResult(host, script, List.of()));
        }
        return unjudged(host, script).thenApply(ScriptResult::orThrow);
    }

    /** Does the same, and leaves it to the caller to judge the result. */
    public CompletableFuture<ScriptResult> unjudged(Host host, Script script) {
        beforeConnecting.run();
        return servers.connect(host).thenCompose(shell -> shell.run(script)).thenApply(result -> {
            log(result);
            return result;
        });
    }

    /** Logs the commands of a script, and in words what they did. */
    private void log(ScriptResult result) {
        Duration duration = Duration.ZERO;
        for (int i = 0; i < result.outputs().size(); i++) {
            Output output = result.output(i);
            Script.Step step = result.script().steps().get(i);
            log.ran(result.host(), output, step.mayFail());
            duration = duration.plus(output.duration());
            if (step.words().isPresent()) {
                if (output.succeeded()) {
                    log.info(result.host(), step.words().get() + " (" + RunLog.seconds(duration) + ")");
                }
                duration = Duration.ZERO;
            }
        }
    }

    /** Forwards a port of a host to the port of the same number on this machine. */
    public CompletableFuture<PortForwarding> forward(Host host, int port) {
        beforeConnecting.run();
        return servers.connect(host).thenCompose(shell -> shell.forward(port, port));
    }

    /** Lets programs on this machine log in to a host in the same way as this run. */
    public LentLogin lend(Host host) {
        return servers.lend(host);
    }

    /** Runs a command on a host with a terminal, and completes with its exit status. */
    CompletableFuture<Integer> attach(Host host, Command command, Screen screen, CompletableFuture<Void> gone) {
        beforeConnecting.run();
        return servers.connect(host).thenCompose(shell -> shell.attach(command, screen, gone));
    }

    /** Runs work on each host at the same time, and waits for all results. */
    public <T> Map<Host, T> all(Collection<Host> hosts, Function<Host, CompletableFuture<T>> work) {
        return join(begin(hosts, work));
    }

    /**
     * Runs work on each host at the same time, and waits for all of them. A failure on one host does not keep the work
     * from the others.
     *
     * @return the failures, for the hosts on which the work failed
     */
    public Map<Host, EngineException> attempt(Collection<Host> hosts, Function<Host, CompletableFuture<Void>> work) {
        Map<Host, EngineException> failures = new LinkedHashMap<>();
        begin(hosts, work).forEach((host, future) -> {
            try {
                future.join();
            } catch (CompletionException e) {
                failures.put(host, expected(cause(e)));
            }
        });
        return failures;
    }

    /** Begins work on each host; {@link #join} waits for its end. */
    public <T> Map<Host, CompletableFuture<T>> begin(
            Collection<Host> hosts, Function<Host, CompletableFuture<T>> work) {
        Map<Host, CompletableFuture<T>> futures = new LinkedHashMap<>();
        hosts.forEach(host -> futures.put(host, work.apply(host)));
        return futures;
    }

    /** Waits for all results. */
    public static <T> Map<Host, T> join(Map<Host, CompletableFuture<T>> futures) {
        Map<Host, T> results = new LinkedHashMap<>();
        List<Throwable> failures = new ArrayList<>();
        futures.forEach((host, future) -> {
            try {
                results.put(host, future.join());
            } catch (CompletionException e) {
                failures.add(cause(e));
            }
        });
        if (!failures.isEmpty()) {
            throw failure(failures);
        }
        return results;
    }

    /**
     * Combines failures into one with all messages. The combined failure is a stop if one of the failures is a stop.
     */
    static DeployException failure(List<Throwable> failures) {
        List<Throwable> distinct = failures.stream().distinct().toList();
        if (distinct.size() == 1 && distinct.get(0) instanceof DeployException single) {
            return single;
        }
        List<EngineException> expected =
                distinct.stream().map(ServerCommandRunner::expected).toList();
        String message = expected.stream().map(Throwable::getMessage).distinct().collect(Collectors.joining("\n"));
        boolean stopped = expected.stream().anyMatch(StoppedException.class::isInstance);
        EngineException first = expected.get(0);
        return new DeployException(first.topic(), message, stopped ? StoppedException.EXIT_STATUS : 1, first);
    }

    public static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? cause(failure.getCause())
                : failure;
    }

    private static EngineException expected(Throwable failure) {
        if (failure instanceof EngineException expected) {
            return expected;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException("a server's work failed", failure);
    }
}
