package io.jenkins.plugins.kamal.engine.deploy.option;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * How a version is brought onto the servers.
 *
 * @param rollsBack whether hosts that already serve the new version go back if the deploy fails on another host
 * @param expectedPlan the fingerprint of the plan that the servers must still match; null for none
 * @param watch how the new version is watched after the switch; null if it is not
 */
public record RolloutChoices(
        boolean rollsBack,
        @CheckForNull String expectedPlan,
        @CheckForNull WatchChoices watch) {

    /** As Kamal does it. */
    public static final RolloutChoices PLAIN = new RolloutChoices(false, null, null);

    /** These options, with or without going back if the deploy fails on another host. */
    public RolloutChoices rollingBack(boolean wanted) {
        return new RolloutChoices(wanted, expectedPlan, watch);
    }

    /** These options, with which the command is refused if the servers no longer match this plan; null for no plan. */
    public RolloutChoices expecting(@CheckForNull String plan) {
        return new RolloutChoices(rollsBack, plan, watch);
    }

    /** These options, with which the new version is watched after the switch; null for no watch. */
    public RolloutChoices watching(@CheckForNull WatchChoices chosen) {
        return new RolloutChoices(rollsBack, expectedPlan, chosen);
    }
}
