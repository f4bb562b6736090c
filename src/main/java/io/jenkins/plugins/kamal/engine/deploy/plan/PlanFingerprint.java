package io.jenkins.plugins.kamal.engine.deploy.plan;

import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.protocol.ChangeKind;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.ChangePlanned;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Identifies a plan: one part for the version, and one for each server. Two fingerprints differ if the version, the
 * servers, what they run, what would change there, or the settings that a deploy would send differ.
 *
 * <p>It does not depend on the values of secrets: somebody who sees a fingerprint could try values until one fits. It
 * only depends on which secrets differ from those of a running container.
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
    public static boolean isFingerprint(String text) {
        return FORM.matcher(text).matches();
    }

    /** Reads a text for which {@link #isFingerprint} is true. */
    static PlanFingerprint parse(String text) {
        return new PlanFingerprint(List.of(text.split("\\.")));
    }

    /** The fingerprint with these parts of the servers. */
    static PlanFingerprint of(Version version, List<String> servers) {
        List<String> parts = new ArrayList<>();
        parts.add(part(version.value()));
        parts.addAll(servers);
        return new PlanFingerprint(parts);
    }

    /**
     * The part of a server.
     *
     * @param changes the changes with their whole texts
     * @param sent what {@link SentSettings} says
     */
    static String part(Host host, HostState state, List<ChangePlanned> changes, String sent) {
        return part(host.toString(), text(state), text(changes), sent);
    }

    /**
     * Computes a part. Each text has its own digest, so that its end cannot be mistaken for the beginning of the next.
     */
    private static String part(String... texts) {
        String digests = Stream.of(texts).map(VariableDigest::sha256).collect(Collectors.joining("\n"));
        return VariableDigest.sha256(digests).substring(0, PART_LENGTH);
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
     * Describes the changes. Only changes and the notes {@code UNKNOWN} count: what pruning removes also depends on the
     * images that this run builds.
     */
    private static String text(List<ChangePlanned> changes) {
        return changes.stream()
                .filter(change -> change.kind().isChange() || change.kind() == ChangeKind.UNKNOWN)
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
