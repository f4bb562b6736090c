package io.jenkins.plugins.kamal.engine.deploy.boot;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.app.AppCommands;
import io.jenkins.plugins.kamal.engine.command.app.AppProxyCommands;
import io.jenkins.plugins.kamal.engine.command.app.AssetCommands;
import io.jenkins.plugins.kamal.engine.command.app.ContainerName;
import io.jenkins.plugins.kamal.engine.command.app.ErrorPageCommands;
import io.jenkins.plugins.kamal.engine.command.server.AuditCommands;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.deploy.run.CleanUp;
import io.jenkins.plugins.kamal.engine.deploy.run.ServerCommandRunner;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Output;
import io.jenkins.plugins.kamal.engine.shell.Script;
import io.jenkins.plugins.kamal.engine.shell.ScriptResult;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The container that served one role on one host before this deploy. It is stopped after the switch, as in
 * {@code lib/kamal/cli/app/boot.rb}. A failure after the switch is only a warning, because the new version already
 * serves.
 */
final class OldContainer {

    private static final int CONTAINER_ID_STEP = 2;
    private static final String STOP_STALE =
            "`kamal app stale_containers --stop` stops it, and so does the next deploy";

    private final Session session;
    private final Host host;
    private final Role role;
    private final ContainerName container;
    private final Configuration configuration;
    private final AppCommands app;
    private final CleanUp cleanUp;

    OldContainer(Session session, Host host, Role role, ContainerName container) {
        this.session = session;
        this.host = host;
        this.role = role;
        this.container = container;
        this.configuration = session.configuration();
        this.app = new AppCommands(configuration, role, host);
        this.cleanUp = new CleanUp(session);
    }

    /**
     * Stops the container. Also removes the files of versions that no longer run, unless the deploy may need them to go
     * back.
     *
     * @param id the container's short id; null if it is unknown
     */
    CompletableFuture<Void> stop(@CheckForNull String id) {
        Script stop = Script.of()
                .attempt(id == null ? app.stop(container) : app.stop(container, id))
                .saying("Role " + role.name() + ": stopped the old container, version " + container.version());
        boolean mayGoBack = session.request().options().rollout().rollsBack();
        return session.servers()
                .run(host, mayGoBack ? stop : stop.then(removal()))
                .handle((answers, unreachable) -> {
                    warnAfterStop(answers, unreachable);
                    return null;
                });
    }

    /** Removes the files of versions that no longer run. */
    CompletableFuture<Void> removeFiles() {
        return session.servers().run(host, removal()).handle((answers, unreachable) -> {
            warnAfterRemoval(
                    answers == null ? List.of() : answers.outputs(), unreachable == null ? null : cause(unreachable));
            return null;
        });
    }

    private Script removal() {
        Script script = Script.of();
        if (AssetCommands.hasAssets(role)) {
            script = script.attempt(new AssetCommands(configuration, role, session.version()).cleanUp());
        }
        if (configuration.paths().errorPages().isPresent()) {
            script = script.attempt(new ErrorPageCommands(configuration, session.version()).cleanUp());
        }
        return script;
    }

    /** Starts the container again and waits until it is healthy and serves; the future fails if it does not. */
    CompletableFuture<Void> serveAgain() {
        String line = "Going back to app version " + container.version() + ", because the deploy of "
                + session.version() + " failed";
        session.log().info(host, line);
        Script start = Script.of(
                new AuditCommands(configuration).record(session.tags(), role.name(), line),
                app.start(container),
                app.containerId(container));
        return session.servers().run(host, start).thenCompose(started -> {
            if (!role.behindProxy()) {
                return new HealthPoll(session, host, app.status(container)).untilHealthy();
            }
            String id = started.output(CONTAINER_ID_STEP).stdout().strip();
            return session.servers()
                    .run(host, Script.of(new AppProxyCommands(configuration, role).deploy(id, session.version())))
                    .thenApply(serves -> null);
        });
    }

    private void warnAfterStop(@CheckForNull ScriptResult answers, @CheckForNull Throwable unreachable) {
        if (unreachable != null) {
            cleanUp.warn(served() + "the old container " + container + " may still run: " + cause(unreachable) + "\n"
                    + STOP_STALE);
        }
        if (answers != null) {
            Output stop = answers.output(0);
            if (!stop.succeeded()) {
                cleanUp.warn(served() + "the old container " + container + " was not stopped: "
                        + stop.stderr().strip() + "\n" + STOP_STALE);
            }
            warnAfterRemoval(answers.outputs().subList(1, answers.outputs().size()), null);
        }
    }

    private void warnAfterRemoval(List<Output> outputs, @CheckForNull String unreachable) {
        String advice = "\nThe next deploy removes the old files";
        if (unreachable != null) {
            cleanUp.warn(served() + "files of old versions are left: " + unreachable + advice);
        }
        outputs.stream()
                .filter(output -> !output.succeeded())
                .forEach(output -> cleanUp.warn(served() + "`" + output.command() + "` failed: "
                        + output.stderr().strip() + advice));
    }

    private String served() {
        return host + ": role " + role.name() + " serves " + session.version() + ", but ";
    }

    private static String cause(Throwable failure) {
        return String.valueOf(ServerCommandRunner.cause(failure).getMessage());
    }
}
