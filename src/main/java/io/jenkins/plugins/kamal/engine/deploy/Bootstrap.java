package io.jenkins.plugins.kamal.engine.deploy;

import io.jenkins.plugins.kamal.engine.command.server.DockerCommands;
import io.jenkins.plugins.kamal.engine.deploy.hook.Hooks;
import io.jenkins.plugins.kamal.engine.deploy.hook.Hooks.Sees;
import io.jenkins.plugins.kamal.engine.deploy.lock.DeployLock;
import io.jenkins.plugins.kamal.engine.deploy.preflight.DockerFault;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Output;
import io.jenkins.plugins.kamal.engine.shell.Script;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Installs Docker on the servers that lack it ({@code bootstrap} of {@code lib/kamal/cli/server.rb}). Unlike Kamal, also
 * starts Docker, and adds the SSH user to its group. Fails if the user may not do that, before any server is changed.
 */
public final class Bootstrap {

    /** A server that Docker was installed or started on may still have to admit the user. */
    private static final int MOST_ROUNDS = 2;

    private final Session session;

    public Bootstrap(Session session) {
        this.session = session;
    }

    /** Makes Docker usable on all servers while holding the deploy lock. */
    public void run() {
        new DeployLock(session).hold(() -> {
            session.log().phase("Ensure Docker is installed", this::makeUsable);
            new Hooks(session).run("docker-setup", Sees.NO_SECRETS);
        });
    }

    private void makeUsable() {
        Map<Host, DockerFault> faults = faults(session.targets().hosts());
        for (int round = 0; round < MOST_ROUNDS && !faults.isEmpty(); round++) {
            requireMendable(faults);
            mend(faults);
            faults = faults(faults.keySet());
        }
        if (!faults.isEmpty()) {
            throw byHand(faults, "Docker still does not answer on every server");
        }
    }

    /** What is wrong with Docker on these servers; servers on which it answers are missing. */
    private Map<Host, DockerFault> faults(Collection<Host> hosts) {
        Map<Host, Output> failures = new LinkedHashMap<>();
        session.servers()
                .run(
                        hosts,
                        host -> Script.of().attempt(DockerCommands.installed()).attempt(DockerCommands.serverVersion()))
                .forEach((host, answer) -> answer.outputs().stream()
                        .filter(output -> !output.succeeded())
                        .findFirst()
                        .ifPresent(failure -> failures.put(host, failure)));
        Map<Host, DockerFault> faults = new LinkedHashMap<>();
        session.servers()
                .run(failures.keySet(), host -> DockerFault.questions())
                .forEach((host, answers) -> faults.put(host, DockerFault.of(failures.get(host), answers)));
        return faults;
    }

    private static void requireMendable(Map<Host, DockerFault> faults) {
        Map<Host, DockerFault> unmendable = new LinkedHashMap<>(faults);
        unmendable.values().removeIf(DockerFault::isMendable);
        if (!unmendable.isEmpty()) {
            throw byHand(unmendable, "Docker has to be set up by hand");
        }
    }

    private static DeployException byHand(Map<Host, DockerFault> faults, String what) {
        return new DeployException(
                Topic.DOCKER,
                faults.entrySet().stream()
                        .map(fault -> fault.getKey() + ": " + fault.getValue().advice())
                        .collect(Collectors.joining("\n  ", what + ", or name root with ssh/user:\n  ", "")));
    }

    private void mend(Map<Host, DockerFault> faults) {
        session.servers().run(faults.keySet(), host -> mend(host, faults.get(host)));
        // A new group takes effect at the next login, so the connection is closed; the next command opens a new one.
        session.servers()
                .reconnect(faults.keySet().stream()
                        .filter(host -> joins(faults.get(host)))
                        .toList());
    }

    private Script mend(Host host, DockerFault fault) {
        Script script = Script.of();
        if (fault.problem() == DockerFault.Problem.MISSING) {
            session.log().info(host, "Docker is missing and is being installed");
            script = script.run(DockerCommands.install()).saying("Installed Docker");
        }
        if (fault.problem() == DockerFault.Problem.STOPPED) {
            script = script.run(DockerCommands.start(!fault.isRoot())).saying("Started Docker");
        }
        return joins(fault)
                ? script.run(DockerCommands.addToDockerGroup()).saying("Added the user to the group docker")
                : script;
    }

    private static boolean joins(DockerFault fault) {
        return fault.problem() != DockerFault.Problem.STOPPED && fault.isOutsider();
    }
}
