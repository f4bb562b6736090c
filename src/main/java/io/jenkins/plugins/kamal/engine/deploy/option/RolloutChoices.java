package io.jenkins.plugins.kamal.engine.deploy.option;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.function.Consumer;

/** How a version is brought onto the servers. Immutable: each method that sets something changes a copy. */
public final class RolloutChoices {

    /** As Kamal does it. */
    public static final RolloutChoices PLAIN = new RolloutChoices();

    private boolean rollsBack;

    @CheckForNull
    private String expectedPlan;

    @CheckForNull
    private WatchChoices watch;

    @CheckForNull
    private CanaryChoices canary;

    @CheckForNull
    private VisitorChoices visitors;

    @CheckForNull
    private KnownCanary knownCanary;

    private boolean onlyWhereMissing;

    private boolean keepsSecrets;

    @CheckForNull
    private String migration;

    private boolean environmentOnly;

    private RolloutChoices() {}

    private RolloutChoices(RolloutChoices other) {
        rollsBack = other.rollsBack;
        expectedPlan = other.expectedPlan;
        watch = other.watch;
        canary = other.canary;
        visitors = other.visitors;
        knownCanary = other.knownCanary;
        onlyWhereMissing = other.onlyWhereMissing;
        keepsSecrets = other.keepsSecrets;
        migration = other.migration;
        environmentOnly = other.environmentOnly;
    }

    private RolloutChoices with(Consumer<RolloutChoices> change) {
        RolloutChoices copy = new RolloutChoices(this);
        change.accept(copy);
        return copy;
    }

    /** These options, with or without going back if the deploy fails on another host. */
    public RolloutChoices rollingBack(boolean wanted) {
        return with(copy -> copy.rollsBack = wanted);
    }

    /** These options, with which the command is refused if the servers no longer match this plan; null for no plan. */
    public RolloutChoices expecting(@CheckForNull String plan) {
        return with(copy -> copy.expectedPlan = plan);
    }

    /** These options, with which the new version is watched after the switch; null for no watch. */
    public RolloutChoices watching(@CheckForNull WatchChoices chosen) {
        return with(copy -> copy.watch = chosen);
    }

    /** These options with a canary; null for none. */
    public RolloutChoices withCanary(@CheckForNull CanaryChoices chosen) {
        return with(copy -> copy.canary = chosen);
    }

    /** These options, with which only some of the visitors get the version; null for all of them. */
    public RolloutChoices forVisitors(@CheckForNull VisitorChoices chosen) {
        return with(copy -> copy.visitors = chosen);
    }

    /** These options, with a canary of an earlier deploy that somebody still has to decide about; null for none. */
    public RolloutChoices knowing(@CheckForNull KnownCanary open) {
        return with(copy -> copy.knownCanary = open);
    }

    /** These options, with hosts left alone, or not, that already serve the version. */
    public RolloutChoices onlyWhereMissing(boolean wanted) {
        return with(copy -> copy.onlyWhereMissing = wanted);
    }

    /** These options, with or without the secrets of the app that are on the servers. */
    public RolloutChoices keepingSecrets(boolean wanted) {
        return with(copy -> copy.keepsSecrets = wanted);
    }

    /** These options, with a command that runs once before the first boot; null for none. */
    public RolloutChoices migratingWith(@CheckForNull String command) {
        return with(copy -> copy.migration = command);
    }

    /** These options, with which the command is refused, or not, if more than the environment would change. */
    public RolloutChoices changingEnvironmentOnly(boolean wanted) {
        return with(copy -> copy.environmentOnly = wanted);
    }

    /** Whether hosts that already serve the new version go back if the deploy fails on another host. */
    public boolean rollsBack() {
        return rollsBack;
    }

    /** The fingerprint of the plan that the servers must still match; null for none. */
    @CheckForNull
    public String expectedPlan() {
        return expectedPlan;
    }

    /** How the new version is watched after the switch; null if it is not. */
    @CheckForNull
    public WatchChoices watch() {
        return watch;
    }

    /** Which hosts get the version first; null for all at once or in the groups of {@code boot}. */
    @CheckForNull
    public CanaryChoices canary() {
        return canary;
    }

    /** Which visitors get the version first; null for all of them. */
    @CheckForNull
    public VisitorChoices visitors() {
        return visitors;
    }

    /** The canary of an earlier deploy that somebody still has to decide about; null if none is known. */
    @CheckForNull
    public KnownCanary knownCanary() {
        return knownCanary;
    }

    /** Whether hosts that already serve the version are left alone. */
    public boolean onlyWhereMissing() {
        return onlyWhereMissing;
    }

    /** Whether the secrets of the app that are on the servers are used, and none are uploaded. */
    public boolean keepsSecrets() {
        return keepsSecrets;
    }

    /** The command that runs once, as shell text, before the first boot; null for none. */
    @CheckForNull
    public String migration() {
        return migration;
    }

    /** Whether the command is refused if anything but the environment of the containers would change. */
    public boolean environmentOnly() {
        return environmentOnly;
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
