package io.jenkins.plugins.kamal.ledger;

import io.jenkins.plugins.kamal.run.deployment.BootedContainer;
import io.jenkins.plugins.kamal.run.deployment.Deployment;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Computes how a command changes the versions of roles on hosts. */
final class RoleChanges {

    /** The most roles on hosts that are kept: far more than any service has, and a limit for forged events. */
    static final int MOST_ROLES = 5_000;

    /** After these commands, nothing of their roles runs on their hosts. */
    private static final Set<String> REMOVING = Set.of("remove", "app remove", "app stop");

    private RoleChanges() {}

    static boolean removes(String command) {
        return REMOVING.contains(command);
    }

    /** The roles on the hosts after the removals and the boots of a command. */
    static List<RunningRole> after(List<RunningRole> roles, Deployment deployment, BuildReference build, Instant now) {
        Map<List<String>, RunningRole> after = new LinkedHashMap<>();
        Stream.of(roles.stream(), removals(deployment, build, now), boots(deployment, build, now))
                .flatMap(entries -> entries)
                .forEach(entry -> after.put(List.of(entry.getHost(), entry.getRole()), entry));
        return after.values().stream()
                .sorted(Comparator.comparingLong(RunningRole::enteredMillis).reversed())
                .limit(MOST_ROLES)
                .sorted(Comparator.comparing(RunningRole::getHost).thenComparing(RunningRole::getRole))
                .collect(Collectors.toList());
    }

    private static Stream<RunningRole> removals(Deployment deployment, BuildReference build, Instant now) {
        boolean removed = removes(deployment.getCommand()) && deployment.getStatus() == Deployment.Status.SUCCEEDED;
        return removed
                ? deployment.getHosts().stream()
                        .flatMap(host ->
                                deployment.getRoles().stream().map(role -> RunningRole.removed(host, role, build, now)))
                        .limit(MOST_ROLES)
                : Stream.empty();
    }

    /** A deploy that failed or was stopped leaves the containers running that it had already booted. */
    private static Stream<RunningRole> boots(Deployment deployment, BuildReference build, Instant now) {
        List<BootedContainer> containers = deployment.getContainers();
        return containers.stream().map(container -> RunningRole.booted(container, build, now));
    }
}
