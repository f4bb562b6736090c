package io.jenkins.plugins.kamal.engine.deploy.status;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.deploy.option.KnownCanary;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.image.Digest;
import io.jenkins.plugins.kamal.engine.image.ImageReference;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.DriftFound;
import io.jenkins.plugins.kamal.engine.protocol.DriftKind;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares versions and images over all hosts. What is expected is the version that the command names; without one, all
 * hosts are expected to run what most of them run. The hosts of a canary that is known to be open are expected to run its
 * version.
 */
final class VersionComparison {

    private final List<RoleStatus> roles;
    private final Session session;

    @CheckForNull
    private final KnownCanary canary;

    VersionComparison(Session session, List<RoleStatus> roles) {
        this.session = session;
        this.canary = session.request().options().rollout().knownCanary();
        this.roles = List.copyOf(roles);
    }

    /** The version that is expected to run; empty if none is named and none runs. */
    Optional<String> expectedVersion() {
        return session.request().wanted().named().map(Version::value).or(this::mostFrequentVersion);
    }

    private Optional<String> mostFrequentVersion() {
        List<RoleStatus> others =
                roles.stream().filter(role -> !isOnCanary(role)).toList();
        return mostFrequentVersion(others).or(() -> mostFrequentVersion(roles));
    }

    private static Optional<String> mostFrequentVersion(List<RoleStatus> among) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        among.forEach(role -> role.runningVersion().ifPresent(version -> counts.merge(version, 1, Integer::sum)));
        return counts.entrySet().stream()
                .reduce((first, next) -> next.getValue() > first.getValue() ? next : first)
                .map(Map.Entry::getKey);
    }

    List<DriftFound> findings() {
        List<DriftFound> findings = new ArrayList<>();
        expectedVersion().ifPresent(expected -> {
            Set<String> digests = expectedDigests(expected);
            Set<String> digestsOfCanary = canary == null ? Set.of() : expectedDigests(canaryVersion());
            for (RoleStatus role : roles) {
                role.runningVersion().ifPresent(actual -> {
                    if (isCanary(role, actual)) {
                        findings.add(found(role, DriftKind.CANARY, expected, canaryText()));
                        digest(role, digestsOfCanary).ifPresent(findings::add);
                    } else if (isWithoutCanary(role)) {
                        findings.add(found(role, DriftKind.VERSION, canaryVersion(), actual));
                    } else if (!actual.equals(expected)) {
                        findings.add(found(role, DriftKind.VERSION, expected, actual));
                    } else {
                        digest(role, digests).ifPresent(findings::add);
                    }
                });
            }
        });
        return findings;
    }

    /** The finding that the image of the role is none of these, if its digests and the expected ones are known. */
    private static Optional<DriftFound> digest(RoleStatus role, Set<String> expected) {
        return expected.isEmpty() || role.digests().isEmpty() || !Collections.disjoint(expected, role.digests())
                ? Optional.empty()
                : Optional.of(found(role, DriftKind.DIGEST, first(expected), first(role.digests())));
    }

    /** Whether the role is on a host that the known canary serves to all visitors. */
    private boolean isOnCanary(RoleStatus role) {
        return canary != null && canary.isOn(role.host());
    }

    private boolean isCanary(RoleStatus role, String version) {
        return isOnCanary(role) && canaryVersion().equals(version);
    }

    /**
     * Whether the role is on a host of the known canary where no role runs its version. A canary may be limited to some of
     * the roles, so that the others run what is expected everywhere else.
     */
    private boolean isWithoutCanary(RoleStatus role) {
        return isOnCanary(role)
                && roles.stream()
                        .filter(other -> other.host().equals(role.host()))
                        .flatMap(other -> other.runningVersion().stream())
                        .noneMatch(canaryVersion()::equals);
    }

    private String canaryVersion() {
        return canary == null ? "" : canary.version().value();
    }

    private String canaryText() {
        return canary == null ? "" : "canary of version " + canary.version() + " " + canary.where();
    }

    /** The digest that was recorded for the version, or else those of the first host that knows any. */
    private Set<String> expectedDigests(String version) {
        String repository = ImageReference.latest(session.configuration()).repository();
        Digest recorded =
                session.request().options().build().pushed().get(new ImageReference(repository, version).toString());
        return recorded != null
                ? Set.of(recorded.value())
                : roles.stream()
                        .filter(role ->
                                role.runningVersion().filter(version::equals).isPresent())
                        .map(RoleStatus::digests)
                        .filter(digests -> !digests.isEmpty())
                        .findFirst()
                        .orElse(Set.of());
    }

    private static String first(Set<String> digests) {
        return digests.iterator().next();
    }

    private static DriftFound found(RoleStatus role, DriftKind kind, String expected, String actual) {
        return new DriftFound(role.host().toString(), role.role(), kind, expected, actual);
    }
}
