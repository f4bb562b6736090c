package io.jenkins.plugins.kamal.engine.cli.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.cli.parent.ParentCommand;
import io.jenkins.plugins.kamal.engine.command.server.LockCommands;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.deploy.option.BuildChoices;
import io.jenkins.plugins.kamal.engine.deploy.option.ParentState;
import io.jenkins.plugins.kamal.engine.deploy.option.RolloutChoices;
import io.jenkins.plugins.kamal.engine.deploy.run.Request;
import io.jenkins.plugins.kamal.engine.deploy.run.RequestedVersion;
import io.jenkins.plugins.kamal.engine.host.selection.Targets;
import io.jenkins.plugins.kamal.engine.protocol.RunVersionRule;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.util.Map;

/**
 * The request of one command of the command line, apart from the options that all commands have.
 *
 * @param command the command, such as {@code app}
 * @param subcommand the subcommand, such as {@code boot}; null if there is none
 * @param needsVersion whether it needs a version: {@code --version}, VERSION or HEAD
 * @param version the version that is its argument; null if there is none
 * @param raw whether it prints its result and nothing else
 * @param build what is built and pushed
 * @param rollout how the version is brought onto the servers
 */
public record CommandTask(
        String command,
        @CheckForNull String subcommand,
        boolean needsVersion,
        @CheckForNull Version version,
        boolean raw,
        BuildChoices build,
        RolloutChoices rollout) {

    /** A command without a subcommand. */
    public static CommandTask of(String command) {
        return new CommandTask(command, null, false, null, false, BuildChoices.WHOLE, RolloutChoices.PLAIN);
    }

    /** A command of a group. */
    public static CommandTask of(String command, String subcommand) {
        return new CommandTask(command, subcommand, false, null, false, BuildChoices.WHOLE, RolloutChoices.PLAIN);
    }

    /** This task for the checked-out commit, if no version is named. */
    public CommandTask ofCheckout() {
        return new CommandTask(command, subcommand, true, version, raw, build, rollout);
    }

    /** This task for the version that is its argument. */
    public CommandTask about(Version argument) {
        return new CommandTask(command, subcommand, true, argument, raw, build, rollout);
    }

    /** This task, which prints nothing but the result. */
    public CommandTask raw(boolean wanted) {
        return new CommandTask(command, subcommand, needsVersion, version, wanted, build, rollout);
    }

    /** This task, with other choices about the build. */
    public CommandTask building(BuildChoices chosen) {
        return new CommandTask(command, subcommand, needsVersion, version, raw, chosen, rollout);
    }

    /** This task, with other choices about the rollout. */
    public CommandTask rollingOut(RolloutChoices chosen) {
        return new CommandTask(command, subcommand, needsVersion, version, raw, build, chosen);
    }

    /** This task as a request to the engine. */
    Request request(
            GlobalOptions options,
            LoadedProject loaded,
            Map<String, String> environment,
            @CheckForNull Request.LockOwners lockOwners) {
        ParentCommand parent = options.process().parent();
        RequestedVersion wanted = version == null ? loaded.version() : RequestedVersion.of(version);
        if (rollout.environmentOnly()) {
            wanted = wanted.withoutCheckout();
        }
        if (needsVersion && RunVersionRule.appliesTo(command)) {
            parent.requireSameVersion(loaded.configuration(), command, wanted.require());
        }
        Request.Options chosen = new Request.Options(
                options.skipHooks(),
                build.alsoKnowing(parent.pushed()),
                rollout,
                new ParentState(
                        holdsLock(parent, loaded.configuration(), environment),
                        parent.isConnected(
                                options.configFile(),
                                loaded.configuration().destination().orElse(null))),
                options.lockWait().orElse(null));
        return new Request(
                command,
                subcommand,
                wanted,
                options.commit().orElse(null),
                Targets.of(loaded.configuration(), options.filters()),
                options.roles(),
                chosen,
                lockOwners,
                null);
    }

    /** The parent command knows which lock it holds. Without a parent command, Kamal's own variable counts. */
    private static boolean holdsLock(
            ParentCommand parent, Configuration configuration, Map<String, String> environment) {
        return parent == ParentCommand.NONE
                ? "true".equals(environment.get("KAMAL_LOCK"))
                : parent.holds(new LockCommands(configuration).directory());
    }
}
