package io.jenkins.plugins.kamal.engine.deploy.boot;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.EnvFile;
import io.jenkins.plugins.kamal.engine.command.LogOptions;
import io.jenkins.plugins.kamal.engine.command.ServerPaths;
import io.jenkins.plugins.kamal.engine.command.app.AppCommands;
import io.jenkins.plugins.kamal.engine.command.app.AppProxyCommands;
import io.jenkins.plugins.kamal.engine.command.app.ContainerList;
import io.jenkins.plugins.kamal.engine.command.app.ContainerName;
import io.jenkins.plugins.kamal.engine.command.app.RunningImage;
import io.jenkins.plugins.kamal.engine.command.proxy.ProxyCommands;
import io.jenkins.plugins.kamal.engine.command.server.AuditCommands;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.deploy.run.StoppedException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.image.Digest;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Output;
import io.jenkins.plugins.kamal.engine.shell.Script;
import io.jenkins.plugins.kamal.engine.shell.ScriptResult;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Starts the new container of one role on one host beside the old one, and waits until the new one is healthy ({@code
 * lib/kamal/cli/app/boot.rb}). Until then, the old one keeps serving, whatever goes wrong.
 */
final class BootContainer {

    private static final int SHORT_ID = 12;
    private static final int FAILURE_LOG_LINES = 50;

    private final Session session;
    private final Host host;
    private final Role role;

    @CheckForNull
    private final Digest pushed;

    private final BootReport report;
    private final Configuration configuration;
    private final AppCommands app;
    private final AuditCommands audit;
    private final ContainerName container;

    BootContainer(Session session, Host host, Role role, @CheckForNull Digest pushed, ServedVersions served) {
        this.session = session;
        this.host = host;
        this.role = role;
        this.pushed = pushed;
        this.configuration = session.configuration();
        this.app = new AppCommands(configuration, role, host);
        this.audit = new AuditCommands(configuration);
        this.container = app.container(session.version());
        this.report = new BootReport(session, host, role, container, served);
    }

    /**
     * Renames an existing container of the same version, and returns the container that has served until now, if there
     * is one.
     */
    CompletableFuture<Optional<ContainerName>> makeRoom(@CheckForNull ContainerList list) {
        ContainerRoom room = new ContainerRoom(session, host, role, report);
        return list == null ? room.make() : room.make(list);
    }

    /**
     * Starts the new container beside the old one, compares its image, and waits until it is healthy and serves.
     *
     * @param pulled the image that the host has pulled under the version's tag; null if the host has to be asked for it
     */
    CompletableFuture<StartedContainer> startNew(@CheckForNull ContainerName old, @CheckForNull RunningImage pulled) {
        session.stop().check("before role " + role.name() + " was booted on " + host);
        String envFile = new ServerPaths(configuration).envFile(role);
        Script script = Script.of(
                audit.record(session.tags(), role.name(), "Booted app version " + session.version()),
                app.ensureEnvDirectory());
        boolean kept = session.request().options().rollout().keepsSecrets()
                && !app.env().secret().isEmpty();
        if (!kept) {
            script = script.run(
                    EnvFile.write(envFile, app.env(), session.project().secrets()::require));
        }
        script = script.run(app.run(session.version(), Session.randomHex(6)))
                .saying("Role " + role.name() + ": started the new container");
        int runStep = script.steps().size() - 1;
        report.advanced(DeployEvent.Step.BOOTING);
        Command digests =
                pulled == null ? app.runningImageDigests(container) : app.runningImageDigests(container, pulled);
        return run(script.attempt(digests)).thenCompose(started -> {
            Output printed = started.output(runStep + 1);
            StartedContainer begun = new StartedContainer(
                    started.output(runStep).stdout().strip(),
                    RunningImage.parse(printed.stdout()).map(RunningImage::id).orElse(null),
                    requireSameDigest(printed));
            report.advanced(DeployEvent.Step.CHECKING);
            return orStopped(serve(begun.id()), old).thenApply(healthy -> begun);
        });
    }

    private DigestProof requireSameDigest(Output printed) {
        DigestProof proof = DigestProof.of(printed, pushed);
        if (proof.proof() == DeployEvent.Proof.DIFFERENT) {
            throw new DeployException(
                    Topic.BOOT,
                    "On " + host + ", the tag " + session.version()
                            + " points to another image than the one that was pushed: "
                            + proof.digest() + " instead of " + (pushed == null ? "" : pushed.value())
                            + ". Somebody moved the tag in the registry; build and deploy again");
        }
        return proof;
    }

    private CompletableFuture<Void> serve(String id) {
        if (!role.behindProxy()) {
            return new HealthPoll(session, host, app.status(container)).untilHealthy();
        }
        if (id.length() < SHORT_ID) {
            throw new DeployException(
                    Topic.BOOT,
                    "Docker on " + host + " printed no id for the container of role " + role.name()
                            + ". `kamal app containers` shows whether the container was created");
        }
        return run(Script.of(
                        new AppProxyCommands(configuration, role).deploy(id.substring(0, SHORT_ID), session.version())))
                .thenApply(deployed -> null);
    }

    /**
     * Ends the wait at once if a stop is requested before the new container is healthy. The proxy may have switched at
     * that moment, so it is told to serve the old container again.
     */
    private CompletableFuture<Void> orStopped(CompletableFuture<Void> healthy, @CheckForNull ContainerName old) {
        return CompletableFuture.anyOf(healthy, session.stop().asked()).thenCompose(first -> {
            if (healthy.isDone()) {
                return healthy;
            }
            session.log()
                    .info(
                            host,
                            "Stopping: the new container of role " + role.name() + " is stopped"
                                    + (old == null ? "" : ", and the old one keeps serving"));
            return stopNew()
                    .thenCompose(gone ->
                            role.behindProxy() && old != null ? serveOld(old) : CompletableFuture.completedFuture(null))
                    .thenApply(served -> {
                        throw new StoppedException("while role " + role.name() + " was booting on " + host);
                    });
        });
    }

    private CompletableFuture<Void> serveOld(ContainerName old) {
        return run(Script.of().attempt(app.containerId(old))).thenCompose(found -> {
            String id = found.output(0).stdout().strip();
            if (id.isEmpty()) {
                return CompletableFuture.completedFuture(null);
            }
            return run(Script.of().attempt(new AppProxyCommands(configuration, role).deploy(id, session.version())))
                    .thenApply(x -> null);
        });
    }

    /** The commands that show why the new container did not boot. */
    List<Command> questionsAfterFailure() {
        LogOptions lastLines = LogOptions.lastLines(FAILURE_LOG_LINES);
        Command ofContainer = app.logs(container, lastLines);
        return role.behindProxy()
                ? List.of(ofContainer, app.healthLog(container), new ProxyCommands(configuration, host).logs(lastLines))
                : List.of(ofContainer, app.healthLog(container));
    }

    /** The name of the new container. */
    ContainerName name() {
        return container;
    }

    /** The name of the role. */
    String role() {
        return role.name();
    }

    /** Returns the container that served before. */
    OldContainer old(ContainerName old) {
        return new OldContainer(session, host, role, old);
    }

    /** Stops the new container. */
    CompletableFuture<Void> stopNew() {
        return run(Script.of()
                        .attempt(app.stop(container))
                        .saying("Role " + role.name() + ": stopped the new container"))
                .thenApply(stopped -> null);
    }

    /**
     * Makes the old container serve again and stops the new one; the future fails if the old container does not serve.
     */
    CompletableFuture<Void> giveWayTo(ContainerName old) {
        return old(old).serveAgain().thenCompose(serves -> {
            report.wentBack(old);
            return stopNew();
        });
    }

    /** Returns the report on this container. */
    BootReport report() {
        return report;
    }

    private CompletableFuture<ScriptResult> run(Script script) {
        return session.servers().run(host, script);
    }
}
