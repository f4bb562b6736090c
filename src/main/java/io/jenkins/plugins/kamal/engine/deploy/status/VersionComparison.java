package io.jenkins.plugins.kamal.engine.deploy.status;

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
 * hosts are expected to run what most of them run.
 */
final class VersionComparison {

    private final List<RoleStatus> roles;
    private final Session session;

    VersionComparison(Session session, List<RoleStatus> roles) {
        this.session = session;
        this.roles = List.copyOf(roles);
    }

    /** The version that is expected to run; empty if none is named and none runs. */
    Optional<String> expectedVersion() {
        return session.request().wanted().named().map(Version::value).or(this::mostFrequentVersion);
    }

    private Optional<String> mostFrequentVersion() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        roles.forEach(role -> role.runningVersion().ifPresent(version -> counts.merge(version, 1, Integer::sum)));
        return counts.entrySet().stream()
                .reduce((first, next) -> next.getValue() > first.getValue() ? next : first)
                .map(Map.Entry::getKey);
    }

    List<DriftFound> findings() {
        List<DriftFound> findings = new ArrayList<>();
        expectedVersion().ifPresent(expected -> {
            Set<String> digests = expectedDigests(expected);
            for (RoleStatus role : roles) {
                role.runningVersion().ifPresent(actual -> {
                    if (!actual.equals(expected)) {
                        findings.add(found(role, DriftKind.VERSION, expected, actual));
                    } else if (!digests.isEmpty()
                            && !role.digests().isEmpty()
                            && Collections.disjoint(digests, role.digests())) {
                        findings.add(found(role, DriftKind.DIGEST, first(digests), first(role.digests())));
                    }
                });
            }
        });
        return findings;
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
