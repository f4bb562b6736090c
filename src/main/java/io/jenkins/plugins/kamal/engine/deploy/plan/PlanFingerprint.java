package io.jenkins.plugins.kamal.engine.deploy.plan;

import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.ChangePlanned;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Stands for a plan: one part for the version, and one for each server. Two fingerprints differ where the version, the
 * servers, what they run, or what would change there differs.
 *
 * @param parts hexadecimal digits: the version, then the servers in their order
 */
public record PlanFingerprint(List<String> parts) {

    private static final int PART_LENGTH = 12;
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{12}(\\.[0-9a-f]{12}){0,9999}");

    public PlanFingerprint {
        parts = List.copyOf(parts);
    }

    /** Whether a text has the form of a fingerprint. */
    public static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    /** Reads a fingerprint of which {@link #isOne} holds. */
    static PlanFingerprint parse(String text) {
        return new PlanFingerprint(List.of(text.split("\\.")));
    }

    static PlanFingerprint of(Version version, Map<Host, HostState> states, Map<Host, List<ChangePlanned>> changes) {
        List<String> parts = new ArrayList<>();
        parts.add(part(version.value()));
        states.forEach((host, state) -> parts.add(part(host + "\n" + text(state) + "\n" + text(changes.get(host)))));
        return new PlanFingerprint(parts);
    }

    private static String part(String text) {
        return VariableDigest.sha256(text).substring(0, PART_LENGTH);
    }

    /** A restart of a container is no change, and neither is the order of the proxy's table. */
    private static String text(HostState state) {
        String containers = state.containers().stream()
                .map(container -> container.id() + " " + container.name() + " " + container.isStopped())
                .collect(Collectors.joining("\n"));
        String described =
                state.described().stream().map(DescribedContainer::id).sorted().collect(Collectors.joining("\n"));
        Map<String, ProxiedService> services = state.servicesOrNull();
        return containers + "\n" + described + "\n" + (services == null ? "no proxy" : "proxy") + "\n"
                + state.versionByRole();
    }

    /** What the prune removes depends on images, which the build of the same run adds. */
    private static String text(List<ChangePlanned> changes) {
        return changes.stream()
                .filter(change -> change.kind().isChange())
                .map(ChangePlanned::toString)
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    /** The servers that differ from those of an earlier fingerprint; null-free, empty if none do or if their number does. */
    List<Integer> differingServers(PlanFingerprint other) {
        List<Integer> differing = new ArrayList<>();
        for (int i = 1; i < parts.size() && parts.size() == other.parts.size(); i++) {
            if (!parts.get(i).equals(other.parts.get(i))) {
                differing.add(i - 1);
            }
        }
        return differing;
    }

    boolean hasVersionOf(PlanFingerprint other) {
        return parts.get(0).equals(other.parts.get(0));
    }

    boolean hasServersOf(PlanFingerprint other) {
        return parts.size() == other.parts.size();
    }

    @Override
    public String toString() {
        return String.join(".", parts);
    }
}
