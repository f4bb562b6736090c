package io.jenkins.plugins.kamal.engine.cli.command.server;

import io.jenkins.plugins.kamal.engine.cli.command.CommandGroup;
import io.jenkins.plugins.kamal.engine.deploy.registry.RegistryAccess;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code registry …}. */
@Command(name = "registry", description = "Logs in and out of the registry.")
public final class RegistryCommand extends CommandGroup {

    /** The machines that log in or out: this machine, the servers, or both. */
    static final class Where {

        @Option(
                names = {"-L", "--skip-local", "--skip_local"},
                negatable = true,
                description = "Skip this machine")
        private boolean skipLocal;

        @Option(
                names = {"-R", "--skip-remote", "--skip_remote"},
                negatable = true,
                description = "Skip the servers")
        private boolean skipRemote;
    }

    @Command(name = "setup", description = "Logs in, or starts the local registry.")
    int setup(@Mixin Where where) {
        return at("setup", where, RegistryAccess::setUp);
    }

    @Command(name = "remove", description = "Logs out, or removes the local registry.")
    int remove(@Mixin Where where) {
        return at("remove", where, RegistryAccess::remove);
    }

    @Command(name = "login", description = "Logs in.")
    int login(@Mixin Where where) {
        return at("login", where, RegistryAccess::logIn);
    }

    @Command(name = "logout", description = "Logs out.")
    int logout(@Mixin Where where) {
        return at("logout", where, RegistryAccess::logOut);
    }

    private int at(String subcommand, Where where, Consumer<RegistryAccess> work) {
        return run(
                subcommand, session -> work.accept(new RegistryAccess(session, !where.skipLocal, !where.skipRemote)));
    }
}
