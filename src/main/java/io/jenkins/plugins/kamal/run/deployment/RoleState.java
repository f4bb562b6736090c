package io.jenkins.plugins.kamal.run.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.text.Abbreviation;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What runs as one role on one host after a command, as far as the command knows. */
@ExportedBean
public final class RoleState {

    /** By host, then by role. */
    private static final Comparator<RoleState> ORDER =
            Comparator.comparing(RoleState::getHost).thenComparing(RoleState::getRole);

    /** Which version serves. */
    public enum Serves {
        /** The command booted the version. */
        NEW,
        /** The version that served before. */
        OLD,
        /** The command did not check, or nobody knows after its failure. */
        UNKNOWN
    }

    private final String host;
    private final String role;
    private final String version;

    @CheckForNull
    private final BootedContainer container;

    @CheckForNull
    private final HostProgress progress;

    private RoleState(
            String host,
            String role,
            String version,
            @CheckForNull BootedContainer container,
            @CheckForNull HostProgress progress) {
        this.host = host;
        this.role = role;
        this.version = version;
        this.container = container;
        this.progress = progress;
    }

    private static RoleState booted(BootedContainer container, @CheckForNull HostProgress progress) {
        return new RoleState(container.getHost(), container.getRole(), container.getVersion(), container, progress);
    }

    private static RoleState old(RoleBefore before, @CheckForNull HostSteps steps) {
        HostProgress progress = steps == null ? null : steps.of(before.host(), before.role());
        return new RoleState(before.host(), before.role(), before.serving(), null, progress);
    }

    /**
     * What runs on the hosts of a command, sorted by host and role. A boot overrides what ran before.
     *
     * @param steps the steps of a command that still runs, or null after its end
     */
    static List<RoleState> of(
            List<RoleBefore> before,
            List<BootedContainer> containers,
            List<FailedBoot> failures,
            @CheckForNull HostSteps steps) {
        Map<List<String>, RoleState> states = new HashMap<>();
        failures.forEach(failed -> states.put(
                List.of(failed.getHost(), failed.getRole()),
                old(new RoleBefore(failed.getHost(), failed.getRole(), null), steps)));
        before.forEach(served -> states.put(List.of(served.host(), served.role()), old(served, steps)));
        containers.forEach(booted -> states.put(
                List.of(booted.getHost(), booted.getRole()),
                booted(booted, steps == null ? null : HostProgress.SERVING)));
        if (states.isEmpty() && steps != null) {
            // The roles of a host are not known before the rollout begins.
            steps.hosts().forEach(host -> states.put(List.of(host), old(new RoleBefore(host, null, null), steps)));
        }
        return states.values().stream().sorted(ORDER).toList();
    }

    /** The number of hosts on which every role runs the new version. */
    static int doneHosts(List<RoleState> states) {
        Set<String> done = states.stream().map(RoleState::getHost).collect(Collectors.toCollection(HashSet::new));
        states.stream()
                .filter(state -> state.getServes() != Serves.NEW)
                .map(RoleState::getHost)
                .forEach(done::remove);
        return done.size();
    }

    /** The host. */
    @Exported
    public String getHost() {
        return host;
    }

    /** The role. */
    @Exported
    public String getRole() {
        return role;
    }

    /** Which version serves: the new one, the old one, or an unknown one. */
    @Exported
    public Serves getServes() {
        if (container != null) {
            return Serves.NEW;
        }
        return version.isEmpty() ? Serves.UNKNOWN : Serves.OLD;
    }

    /** The version that serves, or empty if it is not known. */
    @Exported
    public String getVersion() {
        return version;
    }

    /** The version, short enough for a page. */
    public String getShortVersion() {
        return Abbreviation.version(version);
    }

    /** The container that the command booted, or null if it booted none here. */
    @CheckForNull
    public BootedContainer getContainer() {
        return container;
    }

    /** How many containers of the role the command booted here; 0 if it booted none. */
    @Exported
    public int getInstances() {
        return container == null ? 0 : container.getInstances();
    }

    /** The progress of the role, or null if the command has ended. */
    @CheckForNull
    @Exported
    public HostProgress getProgress() {
        return progress;
    }

    /** The text of the row without the host. Roles with the same text are shown as one row. */
    String group() {
        BootedContainer booted = container;
        return String.join(
                "\n",
                role,
                version,
                getServes().name(),
                String.valueOf(progress),
                booted == null ? "" : booted.getProof(),
                booted == null ? "" : booted.getDigest(),
                String.valueOf(getInstances()));
    }
}
