package io.jenkins.plugins.kamal.engine.deploy.registry;

import io.jenkins.plugins.kamal.engine.command.build.RegistryCommands;
import io.jenkins.plugins.kamal.engine.config.model.Registry;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.LocalCommands;
import io.jenkins.plugins.kamal.engine.deploy.run.LocalDocker;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Script;
import java.util.function.Consumer;

/** Logs this machine and the servers in to the registry, and out of it ({@code lib/kamal/cli/registry.rb}). */
public final class RegistryAccess {

    private final Session session;
    private final Registry registry;
    private final RegistryCommands commands;
    private final boolean here;
    private final boolean onServers;

    /**
     * Uses the registry of the configuration.
     *
     * @param here whether this machine logs in
     * @param onServers whether the servers log in
     */
    public RegistryAccess(Session session, boolean here, boolean onServers) {
        this.session = session;
        this.registry = session.configuration().registry();
        this.commands = new RegistryCommands(registry);
        this.here = here;
        this.onServers = onServers;
    }

    /** Logs in, or starts the local registry. */
    public void setUp() {
        if (here) {
            new LocalDocker(session).require();
        }
        if (registry.isLocal()) {
            local(LocalRegistry::start);
            return;
        }
        RegistryLogin.of(session).ifPresent(command -> everywhere(command, DockerLogin.LOGGED_IN));
    }

    /** Logs out, or removes the local registry. */
    public void remove() {
        if (registry.isLocal()) {
            local(LocalRegistry::remove);
        } else {
            everywhere(commands.logout(), "Logged out of the registry");
        }
    }

    /** Logs in to a registry; fails for a local registry, which needs no login. */
    public void logIn() {
        refuseLocal("login", "setup");
        setUp();
    }

    /** Logs out of a registry; fails for a local registry, which needs no login. */
    public void logOut() {
        refuseLocal("logout", "remove");
        remove();
    }

    private void refuseLocal(String verb, String instead) {
        if (registry.isLocal()) {
            throw new DeployException(
                    Topic.REGISTRY,
                    "A local registry needs no login, so `kamal registry " + verb
                            + "` has nothing to do; run `kamal registry " + instead + "` instead");
        }
    }

    private void everywhere(Command command, String words) {
        if (here) {
            new LocalCommands(session).run(command, session.project().directory());
            session.log().info(LocalCommands.HERE, words);
        }
        if (onServers) {
            session.servers()
                    .run(session.targets().hosts(), host -> Script.of(command).saying(words));
        }
    }

    private void local(Consumer<LocalRegistry> work) {
        if (here) {
            work.accept(new LocalRegistry(session));
        }
    }
}
