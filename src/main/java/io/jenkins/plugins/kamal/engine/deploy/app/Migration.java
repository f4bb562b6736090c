package io.jenkins.plugins.kamal.engine.deploy.app;

import io.jenkins.plugins.kamal.engine.command.EnvFile;
import io.jenkins.plugins.kamal.engine.command.Interaction;
import io.jenkins.plugins.kamal.engine.command.ServerPaths;
import io.jenkins.plugins.kamal.engine.command.app.AppCommands;
import io.jenkins.plugins.kamal.engine.command.app.AppExecCommands;
import io.jenkins.plugins.kamal.engine.command.server.AuditCommands;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.deploy.lock.DeployLock;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.ServerCommandRunner;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.deploy.run.StoppedException;
import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.PlainText;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Output;
import io.jenkins.plugins.kamal.engine.shell.Script;
import io.jenkins.plugins.kamal.engine.shell.ScriptResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The migration of a deploy: a command that runs once, before the first boot, on the primary host, in a container of the
 * new image with the environment of the primary role. Kamal leaves this to hooks.
 */
public final class Migration {

    private static final int NAME_SUFFIX_BYTES = 3;
    private static final int REPORTED_LINES = 100;
    private static final int LONGEST_REPORTED_LINE = 300;
    private static final String UNCLEAR =
            "Nothing was booted. Whether the migration runs or has run on %s is not known;"
                    + " `docker ps --all` on the server shows its container";

    private final Session session;

    public Migration(Session session) {
        this.session = session;
    }

    /** Throws a {@link DeployException} if there is a migration, but no role in whose environment it could run. */
    public void check() {
        if (session.request().options().rollout().migration() != null) {
            role();
        }
    }

    /**
     * Runs the migration, if the request has one.
     *
     * @throws DeployException if it fails; nothing must be booted then
     */
    public void run() {
        String command = session.request().options().rollout().migration();
        if (command != null) {
            session.stop().check("before the migration");
            session.log().phase("Run the migration", () -> run(command));
            // A migration may take long enough for somebody to have taken the lock away.
            new DeployLock(session).requireOurs(session.targets().appHosts());
        }
    }

    private void run(String command) {
        Host host = session.targets().primaryHost();
        Role role = role();
        String shown = shown(command);
        session.log().info(host, "Running `" + shown + "` with version " + session.version());
        Output output = ran(host, role, command).last();
        String printed = printed(output);
        printed.lines().forEach(line -> session.log().important("    [" + host + "]   " + line));
        List<String> lines = printed.lines()
                .map(line -> line.substring(0, Math.min(line.length(), LONGEST_REPORTED_LINE)))
                .toList();
        String last = String.join("\n", lines.subList(Math.max(0, lines.size() - REPORTED_LINES), lines.size()));
        session.log()
                .tell(new DeployEvent.MigrationFinished(
                        host.toString(),
                        role.name(),
                        shown,
                        output.exitStatus(),
                        output.duration().toMillis(),
                        last));
        if (!output.succeeded()) {
            throw new DeployException(
                    Topic.MIGRATION,
                    "The migration failed on " + host + " with exit status " + output.exitStatus()
                            + ", so nothing was booted, and the version that served before still serves\nThe command: "
                            + shown + (last.isEmpty() ? "" : "\nWhat it printed:\n  " + last.replace("\n", "\n  ")));
        }
    }

    private ScriptResult ran(Host host, Role role, String command) {
        AppExecCommands exec = new AppExecCommands(session.configuration(), role, host);
        String suffix = Session.randomHex(NAME_SUFFIX_BYTES);
        Script script = Script.of(new AuditCommands(session.configuration())
                        .record(
                                session.tags(),
                                role.name(),
                                "Executed migration '" + shown(command) + "' on app version " + session.version()))
                .then(environment(host, role))
                .attempt(migrate(exec.inNew(session.version(), command, Map.of(), Interaction.NONE, false, suffix)));
        CompletableFuture<ScriptResult> result = session.servers().run(host, script);
        CompletableFuture.anyOf(
                        result.handle((done, failed) -> done), session.stop().asked())
                .join();
        if (!result.isDone()) {
            Duration drain = session.configuration().timeouts().drain();
            throw stopped(host, exec.stopNew(session.version(), suffix, drain), result);
        }
        try {
            return result.join();
        } catch (CompletionException e) {
            throw ServerCommandRunner.cause(e) instanceof EngineException failure
                    ? unclear(host, failure, failure.exitStatus())
                    : e;
        }
    }

    private RuntimeException stopped(Host host, Command stop, CompletableFuture<ScriptResult> result) {
        try {
            if (!ends(host, stop, result)) {
                return new StoppedException("during the migration on " + host + ", but its container did not end. "
                        + UNCLEAR.formatted(host));
            }
            result.join();
            return new StoppedException("during the migration on " + host
                    + ". Its container was stopped, so the migration may be incomplete; nothing was booted");
        } catch (CompletionException e) {
            return ServerCommandRunner.cause(e) instanceof EngineException failure
                    ? unclear(host, failure, StoppedException.EXIT_STATUS)
                    : e;
        } catch (EngineException failure) {
            return unclear(host, failure, StoppedException.EXIT_STATUS);
        }
    }

    /**
     * Stops the container until the migration has ended, and returns whether it has. A stop fails while Docker has not
     * created the container yet. The time is bounded by the one that the engine announces when it starts.
     */
    private boolean ends(Host host, Command stop, CompletableFuture<ScriptResult> result) {
        long giveUp = session.log().clock().millis()
                + session.configuration().timeouts().deploy().toMillis();
        boolean ended;
        do {
            session.servers().runAndWait(host, Script.of().attempt(stop));
            ended = result.handle((done, failed) -> true)
                    .completeOnTimeout(false, 1, TimeUnit.SECONDS)
                    .join();
        } while (!ended && session.log().clock().millis() < giveUp);
        return ended;
    }

    private static DeployException unclear(Host host, EngineException failure, int exitStatus) {
        return new DeployException(
                failure.topic(), failure.getMessage() + "\n" + UNCLEAR.formatted(host), exitStatus, failure);
    }

    /** Writes the file with the secret variables, unless the one on the server is to be used. */
    private Script environment(Host host, Role role) {
        AppCommands app = new AppCommands(session.configuration(), role, host);
        Script directory = Script.of(app.ensureEnvDirectory());
        return keepsSecrets() && !app.env().secret().isEmpty()
                ? directory
                : directory.run(EnvFile.write(
                        new ServerPaths(session.configuration()).envFile(role),
                        app.env(),
                        session.project().secrets()::require));
    }

    /**
     * Discards the output on the server if it may contain secrets that nobody can redact here. The command is the user's
     * shell text, so it may end in a comment, or be several commands; the output of all of them is discarded.
     */
    private Command migrate(Command command) {
        return keepsSecrets() ? command.sentAs("{ " + command.wireText() + "\n} > /dev/null 2>&1") : command;
    }

    private boolean keepsSecrets() {
        return session.request().options().rollout().keepsSecrets();
    }

    private String printed(Output output) {
        if (keepsSecrets()) {
            return "The output is not shown, because it may contain secrets that are not known here";
        }
        String all = Stream.of(output.stdout(), output.stderr())
                .filter(text -> !text.isBlank())
                .collect(Collectors.joining("\n"));
        return PlainText.of(session.log().redactor().redact(all)).stripTrailing();
    }

    private String shown(String command) {
        String redacted =
                PlainText.of(session.log().redactor().redact(command)).strip().replace('\n', ' ');
        return redacted.substring(0, Math.min(redacted.length(), LONGEST_REPORTED_LINE));
    }

    private Role role() {
        return session.targets()
                .primaryRole()
                .orElseThrow(() -> new DeployException(
                        Topic.MIGRATION,
                        "The migration cannot run, because no role of the app is among the chosen hosts and roles. Leave"
                                + " out --migrate, or choose hosts of the app"));
    }
}
