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
 * Identifies a plan, with one part for the version and one part for each server. Two fingerprints differ if the
 * version, the servers, the state of a server, or the changes there differ.
 *
 * @param parts hexadecimal digits: the part of the version, then the parts of the servers in order
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

    /** Reads a text for which {@link #isOne} is true. */
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

    /**
     * Describes the state of a server. A restart of a container does not change the text, and neither does the order of
     * the proxy's table.
     */
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

    /**
     * Describes the changes of a server. What pruning removes is left out, because it depends on images that the build
     * of the same run adds.
     */
    private static String text(List<ChangePlanned> changes) {
        return changes.stream()
                .filter(change -> change.kind().isChange())
                .map(ChangePlanned::toString)
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    /**
     * Returns the indexes of the servers that differ from those of an earlier fingerprint; empty if none differ or if
     * the number of servers differs.
     */
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
