package io.jenkins.plugins.kamal.engine.deploy.registry;

import io.jenkins.plugins.kamal.engine.command.build.RegistryCommands;
import io.jenkins.plugins.kamal.engine.config.model.Accessory;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Registry;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.deploy.secret.RequiredSecrets;
import io.jenkins.plugins.kamal.engine.shell.Command;
import java.util.Optional;

/** Creates the command that logs in to a registry, and names all secrets at once that this command lacks. */
public final class RegistryLogin {

    private RegistryLogin() {}

    /** Returns the login at the registry of the configuration; empty if that registry needs none. */
    public static Optional<Command> of(Session session) {
        Configuration configuration = session.configuration();
        return command(session, RequiredSecrets.ofRegistry(configuration), configuration.registry());
    }

    /** Throws an exception that names the secrets of the registry that are missing, if there are any. */
    public static void requireSecrets(Session session) {
        RequiredSecrets.ofRegistry(session.configuration())
                .check(session.project().secrets());
    }

    /** Returns the login at the registry of an accessory's image; empty if that registry needs none. */
    public static Optional<Command> of(Session session, Accessory accessory) {
        Configuration configuration = session.configuration();
        return command(
                session,
                RequiredSecrets.ofRegistry(configuration, accessory),
                accessory.registry().orElse(configuration.registry()));
    }

    private static Optional<Command> command(Session session, RequiredSecrets required, Registry registry) {
        required.check(session.project().secrets());
        return new RegistryCommands(registry).login(session.project().secrets()::require);
    }
}
