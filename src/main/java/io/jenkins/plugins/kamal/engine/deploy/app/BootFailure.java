package io.jenkins.plugins.kamal.engine.deploy.app;

import io.jenkins.plugins.kamal.engine.command.Seconds;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.deploy.run.StoppedException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.CommandFailedException;
import io.jenkins.plugins.kamal.engine.shell.Output;
import io.jenkins.plugins.kamal.engine.shell.Script;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shows why a container did not boot: logs the container's own log and its health before it is stopped. */
final class BootFailure {

    /** Matches a line of kamal-proxy's log about a failed health check, and captures its path and its error. */
    private static final Pattern HEALTH_CHECK = Pattern.compile(
            "\"Healthcheck failed\",\"url\":\"https?://[^/\"]*(?<path>/[^\"\\\\]{0,200})?\",\"error\":\"(?<error>[^\"\\\\]{1,200})");

    private final Session session;
    private final Host host;
    private final BootContainer container;

    BootFailure(Session session, Host host, BootContainer container) {
        this.session = session;
        this.host = host;
        this.container = container;
    }

    /**
     * Logs the failure with the container's log and health, and completes with the failure to report. The future never
     * fails.
     */
    CompletableFuture<Throwable> tell(Throwable failure) {
        if (failure instanceof StoppedException) {
            return CompletableFuture.completedFuture(failure);
        }
        Script script = Script.of();
        for (Command question : container.questionsAfterFailure()) {
            script = script.attempt(question);
        }
        return session.servers().run(host, script).handle((answers, unreachable) -> {
            List<Output> outputs = answers == null ? List.of() : answers.outputs();
            Throwable explained = explained(failure, outputs);
            session.log().important("    [" + host + "] " + reason(explained));
            outputs.forEach(this::show);
            return explained;
        });
    }

    /**
     * If kamal-proxy gave up on the container, returns a message with the failed health check first and the failed
     * command last; otherwise returns the failure unchanged.
     */
    private Throwable explained(Throwable failure, List<Output> outputs) {
        if (!(failure instanceof CommandFailedException command)
                || !command.getMessage().contains("failed to become healthy")) {
            return failure;
        }
        String check = outputs.stream()
                .flatMap(output -> output.stdout().lines())
                .map(HEALTH_CHECK::matcher)
                .filter(Matcher::find)
                .reduce((earlier, later) -> later)
                .map(last -> ": GET " + last.group("path") + " says " + last.group("error"))
                .orElse("");
        return new DeployException(
                Topic.BOOT,
                host + ": role " + container.role() + " did not become healthy within "
                        + Seconds.of(session.configuration().timeouts().deploy()) + " s" + check + "\n"
                        + command.getMessage(),
                1,
                command);
    }

    /** Returns the message in one line if the log has shown the command that failed, without the host before it. */
    private String reason(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        String shown = failure.getCause() instanceof CommandFailedException
                ? message.lines().findFirst().orElse(message)
                : message;
        return shown.startsWith(host + ": ") ? shown.substring((host + ": ").length()) : shown;
    }

    private void show(Output output) {
        if (!output.stdout().isBlank() && !output.stdout().strip().equals("null")) {
            session.log().important("    [" + host + "] " + output.command() + ":");
            output.stdout().lines().forEach(line -> session.log().important("    [" + host + "]   " + line));
        }
    }
}
