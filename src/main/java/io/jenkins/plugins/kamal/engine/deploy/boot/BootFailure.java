package io.jenkins.plugins.kamal.engine.deploy.boot;

import io.jenkins.plugins.kamal.engine.command.LogOptions;
import io.jenkins.plugins.kamal.engine.command.Seconds;
import io.jenkins.plugins.kamal.engine.command.app.AppCommands;
import io.jenkins.plugins.kamal.engine.command.app.ContainerName;
import io.jenkins.plugins.kamal.engine.command.proxy.ProxyCommands;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.deploy.run.StoppedException;
import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.CommandFailedException;
import io.jenkins.plugins.kamal.engine.shell.Output;
import io.jenkins.plugins.kamal.engine.shell.Script;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shows why a container did not boot: logs the container's own log and its health before it is stopped. */
final class BootFailure {

    /** The headings of the answers in the report for the build's page, in the order of the questions. */
    private static final List<String> HEADINGS =
            List.of("The last lines of the container:", "Docker's health check:", "The last lines of kamal-proxy:");

    private static final int ASKED_LINES = 50;
    private static final int REPORTED_LINES = 20;
    private static final int LONGEST_REPORTED_LINE = 300;

    /** Matches a line of kamal-proxy's log about a failed health check, and captures its path and its error. */
    private static final Pattern HEALTH_CHECK = Pattern.compile(
            "\"Healthcheck failed\",\"url\":\"https?://[^/\"]*(?<path>/[^\"\\\\]{0,200})?\",\"error\":\"(?<error>[^\"\\\\]{1,200})");

    private final Session session;
    private final Host host;
    private final Role role;
    private final Supplier<CompletableFuture<ContainerName>> failed;

    /**
     * The failure of the containers of a role.
     *
     * @param failed finds out which of them has failed
     */
    BootFailure(Session session, Host host, Role role, Supplier<CompletableFuture<ContainerName>> failed) {
        this.session = session;
        this.host = host;
        this.role = role;
        this.failed = failed;
    }

    /**
     * Logs the failure with the container's log and health, and completes with the failure to report. The future never
     * fails.
     */
    CompletableFuture<Throwable> tell(Throwable failure) {
        if (failure instanceof StoppedException) {
            return CompletableFuture.completedFuture(failure);
        }
        return failed.get().thenCompose(name -> tell(failure, name));
    }

    private CompletableFuture<Throwable> tell(Throwable failure, ContainerName name) {
        Script script = Script.of();
        if (session.request().options().rollout().keepsSecrets()) {
            session.log()
                    .important("    [" + host + "] The container's log and the proxy's are not shown, because they may"
                            + " contain secrets that are not known here. Run `docker logs " + name
                            + "` on the server");
        } else {
            for (Command question : questions(name)) {
                script = script.attempt(question);
            }
        }
        return session.servers().run(host, script).handle((answers, unreachable) -> {
            List<Output> outputs = answers == null ? List.of() : answers.outputs();
            Throwable explained = explained(failure, outputs);
            session.log().important("    [" + host + "] " + reason(explained));
            outputs.forEach(this::show);
            return explained instanceof EngineException expected
                    ? new Explained(expected, details(outputs))
                    : explained;
        });
    }

    /** The commands that show why a container did not boot. */
    private List<Command> questions(ContainerName container) {
        Configuration configuration = session.configuration();
        AppCommands app = new AppCommands(configuration, role, host);
        LogOptions lastLines = LogOptions.lastLines(ASKED_LINES);
        Command ofContainer = app.logs(container, lastLines);
        return role.behindProxy()
                ? List.of(ofContainer, app.healthLog(container), new ProxyCommands(configuration, host).logs(lastLines))
                : List.of(ofContainer, app.healthLog(container));
    }

    /** What the build's page folds below the reason; the log has everything. */
    private String details(List<Output> outputs) {
        StringBuilder details = new StringBuilder();
        for (int i = 0; i < Math.min(outputs.size(), HEADINGS.size()); i++) {
            if (hasAnswer(outputs.get(i))) {
                List<String> lines = session.log()
                        .redactor()
                        .redact(outputs.get(i).stdout())
                        .strip()
                        .lines()
                        .toList();
                details.append('\n').append(HEADINGS.get(i));
                lines.subList(Math.max(0, lines.size() - REPORTED_LINES), lines.size())
                        .forEach(line ->
                                details.append("\n  ").append(line, 0, Math.min(line.length(), LONGEST_REPORTED_LINE)));
            }
        }
        return details.toString();
    }

    /**
     * What the build's page shows about the failure of a role on a host: the reason, what the container, its health check
     * and kamal-proxy said, and last the command that failed.
     */
    static String report(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return failure instanceof Explained explained
                ? message + explained.details + failedCommand(explained)
                : message;
    }

    /** The command that failed, to append to a message that does not quote it; empty if there is none. */
    static String failedCommand(EngineException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof CommandFailedException command
                    && !failure.getMessage().contains(command.getMessage())) {
                return "\nThe command that failed:\n  " + command.getMessage();
            }
        }
        return "";
    }

    /** Returns the reason in one sentence, with the failed command as its cause; other failures are returned unchanged. */
    private Throwable explained(Throwable failure, List<Output> outputs) {
        return failure instanceof CommandFailedException command
                ? new DeployException(
                        isUnhealthy(command) ? Topic.BOOT : command.topic(),
                        host + ": role " + role.name()
                                + (isUnhealthy(command) ? unhealthy(outputs) : " did not boot: " + lastError(command)),
                        1,
                        command)
                : failure;
    }

    private static boolean isUnhealthy(CommandFailedException command) {
        return command.getMessage().contains("failed to become healthy");
    }

    private String unhealthy(List<Output> outputs) {
        String check = outputs.stream()
                .flatMap(output -> output.stdout().lines())
                .map(HEALTH_CHECK::matcher)
                .filter(Matcher::find)
                .reduce((earlier, later) -> later)
                .map(last -> ": GET " + last.group("path") + " failed: " + last.group("error"))
                .orElse("");
        return " did not become healthy within "
                + Seconds.of(session.configuration().timeouts().deploy()) + " s" + check;
    }

    private static String lastError(CommandFailedException command) {
        return command.output()
                .stderr()
                .lines()
                .filter(line -> !line.isBlank())
                .reduce((earlier, later) -> later)
                .map(String::strip)
                .orElse("a command failed with exit status " + command.output().exitStatus());
    }

    /** Returns the message without the host before it, which the line of the log has already. */
    private String reason(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return message.startsWith(host + ": ") ? message.substring((host + ": ").length()) : message;
    }

    private static boolean hasAnswer(Output output) {
        return !output.stdout().isBlank() && !output.stdout().strip().equals("null");
    }

    private void show(Output output) {
        if (hasAnswer(output)) {
            session.log().important("    [" + host + "] " + output.command() + ":");
            output.stdout().lines().forEach(line -> session.log().important("    [" + host + "]   " + line));
        }
    }

    /** A failed boot with what the container, its health check and kamal-proxy said about it. */
    private static final class Explained extends DeployException {

        private static final long serialVersionUID = 1;

        private final String details;

        Explained(EngineException failure, String details) {
            super(failure.topic(), failure.getMessage(), failure.exitStatus(), failure);
            this.details = details;
        }
    }
}
