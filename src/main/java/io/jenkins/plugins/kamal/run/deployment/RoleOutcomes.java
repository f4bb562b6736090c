package io.jenkins.plugins.kamal.run.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.run.records.BoundedRecords;
import java.util.List;

/** What became of each role on each host of a command: what served before, what was booted, and what failed. */
final class RoleOutcomes {

    /** How many characters of details about failures are kept, so that the record of a build stays small. */
    static final int MOST_DETAILS = 30_000;

    private final List<RoleBefore> before;
    private final List<BootedContainer> containers;
    private final List<FailedBoot> failures;
    private final HostSteps steps = new HostSteps(BoundedRecords.MOST);

    /** The outcomes that were recorded so far; null for none. */
    RoleOutcomes(
            @CheckForNull List<RoleBefore> before,
            @CheckForNull List<BootedContainer> containers,
            @CheckForNull List<FailedBoot> failures) {
        this.before = BoundedRecords.copyOf(before);
        this.containers = BoundedRecords.copyOf(containers);
        this.failures = BoundedRecords.copyOf(failures);
    }

    void advance(DeployEvent.HostAdvanced advanced) {
        steps.advance(advanced);
    }

    /**
     * Records the version that serves before the boot, or serves again because the deploy failed on another host. Without
     * a version, it is not known what serves.
     */
    boolean add(RoleBefore served) {
        RoleBefore now = before.stream()
                .filter(known -> known.isAt(served.host(), served.role()))
                .findFirst()
                .map(served::after)
                .orElse(served);
        before.removeIf(known -> known.isAt(served.host(), served.role()));
        containers.removeIf(booted -> booted.isAt(served.host(), served.role()));
        return BoundedRecords.add(before, now);
    }

    boolean add(BootedContainer booted) {
        return BoundedRecords.add(containers, booted);
    }

    /** Records that several containers were booted, of which the first is known. */
    void add(DeployEvent.InstancesBooted booted) {
        containers.replaceAll(container ->
                container.isAt(booted.host(), booted.role()) ? container.withInstances(booted.instances()) : container);
    }

    boolean add(FailedBoot failed) {
        steps.fail(failed.getHost(), failed.getRole());
        int kept = failures.stream().mapToInt(one -> one.getDetails().length()).sum();
        return BoundedRecords.add(failures, kept < MOST_DETAILS ? failed : failed.withoutDetails());
    }

    List<RoleBefore> before() {
        return List.copyOf(before);
    }

    List<BootedContainer> containers() {
        return List.copyOf(containers);
    }

    List<FailedBoot> failures() {
        return List.copyOf(failures);
    }

    /** The version that served as most of the roles before the command, or empty if it is not known. */
    String previousVersion() {
        return RoleBefore.mostServed(before);
    }

    /** Whether the command changed what runs on a host, or tried to. */
    boolean isHostTouched() {
        return !containers.isEmpty() || !failures.isEmpty();
    }

    /** What runs now as each role on each host, sorted by host; with the last steps of a command that still runs. */
    List<RoleState> states(boolean running) {
        return RoleState.of(before, containers, failures, running ? steps : null);
    }
}
