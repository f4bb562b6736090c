package io.jenkins.plugins.kamal.engine.deploy.boot;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.app.AppCommands;
import io.jenkins.plugins.kamal.engine.command.app.AppProxyCommands;
import io.jenkins.plugins.kamal.engine.command.app.AssetCommands;
import io.jenkins.plugins.kamal.engine.command.app.ContainerName;
import io.jenkins.plugins.kamal.engine.command.app.ErrorPageCommands;
import io.jenkins.plugins.kamal.engine.command.app.Instances;
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
 * The containers that served one role on one host before this deploy. They are stopped after the switch, as in
 * {@code lib/kamal/cli/app/boot.rb}. A failure after the switch is only a warning, because the new version already
 * serves.
 */
final class OldContainer {

    private static final String STOP_STALE =
            "`kamal app stale_containers --stop` stops what is left, and so does the next deploy";

    private final Session session;
    private final Host host;
    private final Role role;
    private final Instances containers;
    private final Configuration configuration;
    private final AppCommands app;
    private final CleanUp cleanUp;

    OldContainer(Session session, Host host, Role role, Instances containers) {
        this.session = session;
        this.host = host;
        this.role = role;
        this.containers = containers;
        this.configuration = session.configuration();
        this.app = new AppCommands(configuration, role, host);
        this.cleanUp = new CleanUp(session);
    }

    /**
     * Stops the containers. Also removes the files of versions that no longer run, unless the deploy may need them to go
     * back.
     *
     * @param id the short id of the only container; null if it is unknown or if there are several
     */
    CompletableFuture<Void> stop(@CheckForNull String id) {
        Script stop = Script.of();
        for (ContainerName container : containers.names()) {
            stop = stop.attempt(id == null ? app.stop(container) : app.stop(container, id));
        }
        stop = stop.saying(
                "Role " + role.name() + ": stopped " + containers.counted("old") + ", version " + containers.version());
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

    /** Starts the containers again and waits until they are healthy and serve; the future fails if they do not. */
    CompletableFuture<Void> serveAgain() {
        String line = "Going back to app version " + containers.version() + ", because the deploy of "
                + session.version() + " failed";
        session.log().info(host, line);
        Script start = Script.of(new AuditCommands(configuration).record(session.tags(), role.name(), line));
        for (ContainerName container : containers.names()) {
            start = start.run(app.start(container));
        }
        if (!role.behindProxy()) {
            return session.servers()
                    .run(host, start)
                    .thenCompose(started -> HealthPoll.ofAll(session, host, app, containers));
        }
        int firstId = start.steps().size();
        for (ContainerName container : containers.names()) {
            start = start.run(app.containerId(container));
        }
        return session.servers().run(host, start).thenCompose(started -> {
            List<String> ids = started.outputs().stream()
                    .skip(firstId)
                    .map(id -> id.stdout().strip())
                    .toList();
            return session.servers()
                    .run(host, Script.of(new AppProxyCommands(configuration, role).deploy(ids, session.version())))
                    .thenApply(serves -> null);
        });
    }

    private void warnAfterStop(@CheckForNull ScriptResult answers, @CheckForNull Throwable unreachable) {
        if (unreachable != null) {
            cleanUp.warn(served() + "the old container " + listed() + " may still run: " + cause(unreachable) + "\n"
                    + STOP_STALE);
        }
        if (answers != null) {
            int count = containers.names().size();
            for (int i = 0; i < count; i++) {
                Output stop = answers.output(i);
                if (!stop.succeeded()) {
                    cleanUp.warn(
                            served() + "the old container " + containers.names().get(i) + " was not stopped: "
                                    + stop.stderr().strip() + "\n" + STOP_STALE);
                }
            }
            warnAfterRemoval(answers.outputs().subList(count, answers.outputs().size()), null);
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

    private String listed() {
        return String.join(
                ", ", containers.names().stream().map(ContainerName::toString).toList());
    }

    private String served() {
        return host + ": role " + role.name() + " serves " + session.version() + ", but ";
    }

    private static String cause(Throwable failure) {
        return String.valueOf(ServerCommandRunner.cause(failure).getMessage());
    }
}
