package io.jenkins.plugins.kamal.engine.cli.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.cli.parent.ParentCommand;
import io.jenkins.plugins.kamal.engine.command.server.LockCommands;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.deploy.run.Request;
import io.jenkins.plugins.kamal.engine.deploy.run.RequestedVersion;
import io.jenkins.plugins.kamal.engine.host.selection.Targets;
import io.jenkins.plugins.kamal.engine.image.Digest;
import io.jenkins.plugins.kamal.engine.protocol.RunVersionRule;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.util.HashMap;
import java.util.Map;

/**
 * The request of one command of the command line, apart from the options that all commands have.
 *
 * @param command the command, such as {@code app}
 * @param subcommand the subcommand, such as {@code boot}; null if there is none
 * @param needsVersion whether it needs a version: {@code --version}, VERSION or HEAD
 * @param version the version that is its argument; null if there is none
 * @param raw whether it prints its result and nothing else
 * @param build the parts of a build that are left out
 * @param rollsBack whether hosts that switched go back if the deploy fails on another one
 * @param expectedPlan the fingerprint of the plan that the servers must still match; null for none
 */
public record CommandTask(
        String command,
        @CheckForNull String subcommand,
        boolean needsVersion,
        @CheckForNull Version version,
        boolean raw,
        Build build,
        boolean rollsBack,
        @CheckForNull String expectedPlan) {

    /**
     * The parts of a build that are left out.
     *
     * @param skipPush whether the image is neither built nor pushed
     * @param noCache whether the build ignores the cache
     * @param takesExisting whether an image of the version that is in the registry already is used
     * @param pushed the digests that were recorded as pushed, by image with tag
     */
    public record Build(boolean skipPush, boolean noCache, boolean takesExisting, Map<String, Digest> pushed) {
        public static final Build WHOLE = new Build(false, false, false, Map.of());

        /** The digests that the step of this command, or its parent command, knows to be in the registry. */
        Map<String, Digest> pushedBefore(Map<String, Digest> knownToParent) {
            Map<String, Digest> all = new HashMap<>(knownToParent);
            all.putAll(pushed);
            return all;
        }

        /** This build, with the digests that are known to be in the registry. */
        public Build knowing(Map<String, Digest> images) {
            return new Build(skipPush, noCache, takesExisting, images);
        }
    }

    /** A command without a subcommand. */
    public static CommandTask of(String command) {
        return new CommandTask(command, null, false, null, false, Build.WHOLE, false, null);
    }

    /** A command of a group. */
    public static CommandTask of(String command, String subcommand) {
        return new CommandTask(command, subcommand, false, null, false, Build.WHOLE, false, null);
    }

    /** This task for the checked-out commit, if no version is named. */
    public CommandTask ofCheckout() {
        return new CommandTask(command, subcommand, true, version, raw, build, rollsBack, expectedPlan);
    }

    /** This task for the version that is its argument. */
    public CommandTask about(Version argument) {
        return new CommandTask(command, subcommand, true, argument, raw, build, rollsBack, expectedPlan);
    }

    /** This task, which prints nothing but the result. */
    public CommandTask raw(boolean wanted) {
        return new CommandTask(command, subcommand, needsVersion, version, wanted, build, rollsBack, expectedPlan);
    }

    /** This task, with parts of the build left out. */
    public CommandTask building(Build chosen) {
        return new CommandTask(command, subcommand, needsVersion, version, raw, chosen, rollsBack, expectedPlan);
    }

    /** This task, with or without going back if the deploy fails on another host. */
    public CommandTask rollingBack(boolean wanted) {
        return new CommandTask(command, subcommand, needsVersion, version, raw, build, wanted, expectedPlan);
    }

    /** This task, which is refused if the servers no longer match this plan; null for no plan. */
    public CommandTask expecting(@CheckForNull String plan) {
        return new CommandTask(command, subcommand, needsVersion, version, raw, build, rollsBack, plan);
    }

    /** This task as a request to the engine. */
    Request request(
            GlobalOptions options,
            LoadedProject loaded,
            Map<String, String> environment,
            @CheckForNull Request.LockOwners lockOwners) {
        ParentCommand parent = options.process().parent();
        RequestedVersion wanted = version == null ? loaded.version() : RequestedVersion.of(version);
        if (needsVersion && RunVersionRule.appliesTo(command)) {
            parent.requireSameVersion(loaded.configuration(), command, wanted.require());
        }
        Request.Options chosen = new Request.Options(
                options.skipHooks(),
                build.skipPush(),
                build.noCache(),
                holdsLock(parent, loaded.configuration(), environment),
                parent.isConnected(
                        options.configFile(),
                        loaded.configuration().destination().orElse(null)),
                options.lockWait().orElse(null),
                rollsBack,
                build.takesExisting(),
                expectedPlan,
                build.pushedBefore(parent.pushed()));
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
