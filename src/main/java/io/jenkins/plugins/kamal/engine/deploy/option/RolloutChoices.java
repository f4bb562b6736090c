package io.jenkins.plugins.kamal.engine.deploy.option;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * How a version is brought onto the servers.
 *
 * @param rollsBack whether hosts that already serve the new version go back if the deploy fails on another host
 * @param expectedPlan the fingerprint of the plan that the servers must still match; null for none
 * @param watch how the new version is watched after the switch; null if it is not
 * @param canary which hosts get the version first; null for all at once or in the groups of {@code boot}
 * @param visitors which visitors get the version first; null for all of them
 * @param onlyWhereMissing whether hosts that already serve the version are left alone
 * @param keepsSecrets whether the secrets of the app that are on the servers are used, and none are uploaded
 * @param migration the command that runs once, as shell text, before the first boot; null for none
 * @param environmentOnly whether the command is refused if anything but the environment of the containers would change
 */
public record RolloutChoices(
        boolean rollsBack,
        @CheckForNull String expectedPlan,
        @CheckForNull WatchChoices watch,
        @CheckForNull CanaryChoices canary,
        @CheckForNull VisitorChoices visitors,
        boolean onlyWhereMissing,
        boolean keepsSecrets,
        @CheckForNull String migration,
        boolean environmentOnly) {

    /** As Kamal does it. */
    public static final RolloutChoices PLAIN =
            new RolloutChoices(false, null, null, null, null, false, false, null, false);

    /** These options, with or without going back if the deploy fails on another host. */
    public RolloutChoices rollingBack(boolean wanted) {
        return new RolloutChoices(
                wanted,
                expectedPlan,
                watch,
                canary,
                visitors,
                onlyWhereMissing,
                keepsSecrets,
                migration,
                environmentOnly);
    }

    /** These options, with which the command is refused if the servers no longer match this plan; null for no plan. */
    public RolloutChoices expecting(@CheckForNull String plan) {
        return new RolloutChoices(
                rollsBack, plan, watch, canary, visitors, onlyWhereMissing, keepsSecrets, migration, environmentOnly);
    }

    /** These options, with which the new version is watched after the switch; null for no watch. */
    public RolloutChoices watching(@CheckForNull WatchChoices chosen) {
        return new RolloutChoices(
                rollsBack,
                expectedPlan,
                chosen,
                canary,
                visitors,
                onlyWhereMissing,
                keepsSecrets,
                migration,
                environmentOnly);
    }

    /** These options with a canary; null for none. */
    public RolloutChoices withCanary(@CheckForNull CanaryChoices chosen) {
        return new RolloutChoices(
                rollsBack,
                expectedPlan,
                watch,
                chosen,
                visitors,
                onlyWhereMissing,
                keepsSecrets,
                migration,
                environmentOnly);
    }

    /** These options, with which only some of the visitors get the version; null for all of them. */
    public RolloutChoices forVisitors(@CheckForNull VisitorChoices chosen) {
        return new RolloutChoices(
                rollsBack,
                expectedPlan,
                watch,
                canary,
                chosen,
                onlyWhereMissing,
                keepsSecrets,
                migration,
                environmentOnly);
    }

    /** These options, with hosts left alone, or not, that already serve the version. */
    public RolloutChoices onlyWhereMissing(boolean wanted) {
        return new RolloutChoices(
                rollsBack, expectedPlan, watch, canary, visitors, wanted, keepsSecrets, migration, environmentOnly);
    }

    /** These options, with or without the secrets of the app that are on the servers. */
    public RolloutChoices keepingSecrets(boolean wanted) {
        return new RolloutChoices(
                rollsBack, expectedPlan, watch, canary, visitors, onlyWhereMissing, wanted, migration, environmentOnly);
    }

    /** These options, with a command that runs once before the first boot; null for none. */
    public RolloutChoices migratingWith(@CheckForNull String command) {
        return new RolloutChoices(
                rollsBack,
                expectedPlan,
                watch,
                canary,
                visitors,
                onlyWhereMissing,
                keepsSecrets,
                command,
                environmentOnly);
    }

    /** These options, with which the command is refused, or not, if more than the environment would change. */
    public RolloutChoices changingEnvironmentOnly(boolean wanted) {
        return new RolloutChoices(
                rollsBack, expectedPlan, watch, canary, visitors, onlyWhereMissing, keepsSecrets, migration, wanted);
    }

    /** Whether the deploy ends after its canary. */
    public boolean pauses() {
        return canary != null && canary.pauses();
    }

    /** How the canary is watched, with the limits of the watch over all hosts; null if it is not. */
    @CheckForNull
    public WatchChoices canaryWatch() {
        if (canary == null || canary.watch().isZero()) {
            return null;
        }
        return watch == null
                ? new WatchChoices(
                        canary.watch(), WatchChoices.DEFAULT_MAX_ERROR_RATE, WatchChoices.DEFAULT_MIN_REQUESTS)
                : new WatchChoices(canary.watch(), watch.maxErrorRate(), watch.minRequests());
    }
}
