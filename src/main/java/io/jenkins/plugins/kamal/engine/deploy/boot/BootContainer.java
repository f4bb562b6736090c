package io.jenkins.plugins.kamal.engine.deploy.boot;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.app.AppCommands;
import io.jenkins.plugins.kamal.engine.command.app.AppProxyCommands;
import io.jenkins.plugins.kamal.engine.command.app.ContainerList;
import io.jenkins.plugins.kamal.engine.command.app.ContainerName;
import io.jenkins.plugins.kamal.engine.command.app.Instances;
import io.jenkins.plugins.kamal.engine.command.app.RunningImage;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.deploy.run.ServerCommandRunner;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.deploy.run.StoppedException;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.image.Digest;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.shell.NoAnswerException;
import io.jenkins.plugins.kamal.engine.shell.Output;
import io.jenkins.plugins.kamal.engine.shell.Script;
import io.jenkins.plugins.kamal.engine.shell.ScriptResult;
import io.jenkins.plugins.kamal.engine.shell.ServerUnreachableException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * Starts the new containers of one role on one host beside the old ones, and waits until all new ones are healthy ({@code
 * lib/kamal/cli/app/boot.rb}). Until then, the old ones keep serving, whatever goes wrong. There is one of each unless the
 * configuration asks for several.
 */
final class BootContainer {

    private final Session session;
    private final Host host;
    private final Role role;

    @CheckForNull
    private final Digest pushed;

    private final BootReport report;
    private final Configuration configuration;
    private final AppCommands app;
    private final Instances containers;
    private volatile boolean answered;
    private volatile boolean switching;

    BootContainer(Session session, Host host, Role role, @CheckForNull Digest pushed, ServedVersions served) {
        this.session = session;
        this.host = host;
        this.role = role;
        this.pushed = pushed;
        this.configuration = session.configuration();
        this.app = new AppCommands(configuration, role, host);
        this.containers = app.instances(session.version());
        this.report = new BootReport(session, host, role, containers, served);
    }

    /** Finds out which containers have served until now, and makes room for the new ones. */
    CompletableFuture<Room> makeRoom(@CheckForNull ContainerList list) {
        ContainerRoom room = new ContainerRoom(session, host, role, report);
        return list == null ? room.make() : room.make(list);
    }

    /**
     * Starts the new containers beside the old ones, compares their image, and waits until they are healthy and serve.
     *
     * @param pulled the image that the host has pulled under the version's tag; null if the host has to be asked for it
     */
    CompletableFuture<StartedInstances> startNew(Room room, @CheckForNull RunningImage pulled) {
        ContainerStart start = new ContainerStart(session, host, role);
        Script script = room.renaming().then(start.preparation("Booted app version " + session.version()));
        int before = script.steps().size();
        for (ContainerName container : containers.inOrderOfStart()) {
            script = script.run(app.run(container, session.version(), Session.randomHex(6)));
        }
        script = script.saying("Role " + role.name() + ": started " + containers.counted("new"));
        room.announce(session.log(), host);
        report.advanced(DeployEvent.Step.BOOTING);
        for (ContainerName container : containers.inOrderOfStart()) {
            script = script.attempt(start.digests(container, pulled));
        }
        return run(script).thenCompose(answers -> {
            answered = true;
            List<Output> ofRun = firstToLast(answers, before);
            List<Output> ofImages =
                    firstToLast(answers, before + containers.names().size());
            StartedInstances begun = started(ofRun, ofImages);
            report.advanced(DeployEvent.Step.CHECKING);
            return orStopped(serve(begun.ids(), ofImages), room.old()).thenApply(healthy -> begun);
        });
    }

    /** The answers for each new container, from this step on; the containers are started from the last to the first. */
    private List<Output> firstToLast(ScriptResult answers, int from) {
        List<Output> all = new ArrayList<>(
                answers.outputs().subList(from, from + containers.names().size()));
        Collections.reverse(all);
        return all;
    }

    private StartedInstances started(List<Output> ofRun, List<Output> ofImages) {
        DigestProof proof = ofImages.stream()
                .map(printed -> DigestProof.require(printed, pushed, host, session.version()))
                .reduce((first, other) -> first)
                .orElseThrow();
        return new StartedInstances(
                ofRun.stream().map(id -> id.stdout().strip()).toList(),
                RunningImage.parse(ofImages.get(0).stdout())
                        .map(RunningImage::id)
                        .orElse(null),
                proof);
    }

    private CompletableFuture<Void> serve(List<String> ids, List<Output> ofImages) {
        if (!role.behindProxy()) {
            return CompletableFuture.allOf(IntStream.range(0, ids.size())
                    .mapToObj(i -> poll(containers.names().get(i), ids.get(i), ofImages.get(i)))
                    .toArray(CompletableFuture[]::new));
        }
        List<String> targets = new ContainerStart(session, host, role).shortIds(ids);
        switching = true;
        return run(Script.of(new AppProxyCommands(configuration, role).deploy(targets, session.version())))
                .thenApply(deployed -> null);
    }

    /** Waits until a container is healthy, whose status may be known from the script that has started it. */
    private CompletableFuture<Void> poll(ContainerName name, String id, Output ofImage) {
        HealthPoll poll = new HealthPoll(session, host, app.status(name, id.isEmpty() ? name.toString() : id));
        return AppCommands.statusOf(ofImage.stdout()).map(poll::untilHealthy).orElseGet(poll::untilHealthy);
    }

    /**
     * Ends the wait at once if a stop is requested before the new container is healthy. The proxy may have switched at
     * that moment, so it is told to serve the old container again.
     */
    private CompletableFuture<Void> orStopped(CompletableFuture<Void> healthy, @CheckForNull Instances old) {
        return CompletableFuture.anyOf(healthy, session.stop().asked()).thenCompose(first -> {
            if (healthy.isDone()) {
                return healthy;
            }
            session.log()
                    .info(
                            host,
                            "Stopping: " + containers.counted("new") + " of role " + role.name() + " will be stopped"
                                    + (old == null ? "" : ", and the old version keeps serving"));
            return stopNew()
                    .thenCompose(gone ->
                            role.behindProxy() && old != null ? serveOld(old) : CompletableFuture.completedFuture(null))
                    .thenApply(served -> {
                        throw new StoppedException("while role " + role.name() + " was booting on " + host);
                    });
        });
    }

    /** Lets kamal-proxy serve the old containers, and reports if it may not do so. */
    private CompletableFuture<Void> serveOld(Instances old) {
        Script question = Script.of();
        for (ContainerName name : old.names()) {
            question = question.attempt(app.containerId(name));
        }
        return run(question).thenCompose(found -> {
            List<String> ids = found.outputs().stream()
                    .map(id -> id.stdout().strip())
                    .filter(id -> !id.isEmpty())
                    .toList();
            if (ids.isEmpty()) {
                report.unknown(found.outputs().stream()
                        .map(id -> id.stderr().strip())
                        .filter(error -> !error.isEmpty())
                        .findFirst()
                        .orElse("the server has none of the old containers any more"));
                return CompletableFuture.completedFuture(null);
            }
            return run(Script.of().attempt(new AppProxyCommands(configuration, role).deploy(ids, session.version())))
                    .thenAccept(told -> {
                        if (!told.output(0).succeeded()) {
                            report.unknown(told.output(0).stderr().strip());
                        }
                    });
        });
    }

    /** Whether a failure has kept any new container from being started. */
    boolean hasStartedNone(Throwable failure, Room room) {
        return !answered && room.isFailedBy(failure);
    }

    /**
     * Stops the new containers after a failure. If kamal-proxy may have switched to them although its answer was lost, it
     * is told to serve the old ones again. The future never fails: what cannot be done is reported.
     */
    CompletableFuture<Void> giveUp(Throwable failure, Room room) {
        Instances old = room.old();
        boolean answerLost = failure instanceof ServerUnreachableException || failure instanceof NoAnswerException;
        boolean mayHaveSwitched = switching && answerLost && old != null;
        return stopUnless(room.inTheWay())
                .thenCompose(stopped -> mayHaveSwitched ? serveOld(old) : CompletableFuture.completedFuture(null))
                .exceptionally(unreachable -> {
                    String why = String.valueOf(
                            ServerCommandRunner.cause(unreachable).getMessage());
                    if (mayHaveSwitched) {
                        report.unknown(why);
                    } else {
                        report.mayRunOn(why);
                    }
                    return null;
                });
    }

    /** The new container that failed: the first that does not run or is not healthy, or else the one with Kamal's name. */
    CompletableFuture<ContainerName> failed() {
        if (containers.names().size() == 1) {
            return CompletableFuture.completedFuture(containers.first());
        }
        Script question = Script.of();
        for (ContainerName name : containers.names()) {
            question = question.attempt(app.status(name));
        }
        return run(question)
                .thenApply(answers -> IntStream.range(0, containers.names().size())
                        .filter(i -> !HealthPoll.isHealthy(answers.output(i).stdout()))
                        .mapToObj(containers.names()::get)
                        .findFirst()
                        .orElse(containers.first()))
                .exceptionally(unreachable -> containers.first());
    }

    /** Logs why the new containers did not boot, and completes with the failure to report. */
    CompletableFuture<Throwable> explained(Throwable failure, Room room) {
        if (!answered && room.isUnknownAfter(failure)) {
            // The names may still be those of the old containers, which would be shown in place of the new ones.
            return CompletableFuture.completedFuture(failure);
        }
        return new BootFailure(session, host, role, this::failed).tell(failure);
    }

    /** Returns the containers that served before. */
    OldContainer old(Instances old) {
        return new OldContainer(session, host, role, old);
    }

    /** Stops the new containers. */
    CompletableFuture<Void> stopNew() {
        return stopUnless(List.of());
    }

    /** Stops the containers with the names of the new ones, unless an old one still has such a name. */
    private CompletableFuture<Void> stopUnless(List<String> oldIds) {
        Script script = Script.of();
        for (ContainerName container : containers.names()) {
            script = script.attempt(app.stopUnless(container, oldIds));
        }
        return run(script.saying("Role " + role.name() + ": stopped " + containers.counted("new")))
                .thenApply(stopped -> null);
    }

    /**
     * Makes the old containers serve again and stops the new ones; the future fails if the old containers do not serve.
     */
    CompletableFuture<Void> giveWayTo(Instances old) {
        return old(old).serveAgain().thenCompose(serves -> {
            report.wentBack(old);
            return stopNew();
        });
    }

    /** Returns the report on these containers. */
    BootReport report() {
        return report;
    }

    private CompletableFuture<ScriptResult> run(Script script) {
        return session.servers().run(host, script);
    }
}
