package io.jenkins.plugins.kamal.engine.cli.terminal;

import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The progress of a command, learned from its events: the phase, its hosts, and how many of the hosts are done. */
final class HostProgress {

    private static final int FEW = 3;

    private record Phase(String name, long start) {}

    private final Deque<Phase> phases = new ArrayDeque<>();

    /** The parts of each host that the phase still has to finish. */
    private final Map<String, Set<String>> unfinished = new LinkedHashMap<>();

    private final Map<String, Set<String>> finished = new LinkedHashMap<>();

    /** Takes an event into account that was told at a time in milliseconds. */
    synchronized void add(DeployEvent event, long now) {
        if (event instanceof DeployEvent.PhaseStarted started) {
            phases.push(new Phase(started.phase(), now));
            forgetHosts();
        } else if (event instanceof DeployEvent.PhaseFinished) {
            phases.poll();
            forgetHosts();
        } else if (event instanceof DeployEvent.RoleServed served) {
            begin(served.host(), served.role());
        } else if (event instanceof DeployEvent.ContainerBooted booted) {
            end(booted.host(), booted.role());
        } else if (event instanceof DeployEvent.BootFailed failed) {
            end(failed.host(), failed.role());
        } else if (event instanceof DeployEvent.HostAdvanced advanced) {
            advance(advanced);
        }
    }

    /** Pulling concerns a host as a whole; the steps of its roles end with other events. */
    private void advance(DeployEvent.HostAdvanced advanced) {
        if (advanced.step() == DeployEvent.Step.PULLING) {
            begin(advanced.host(), advanced.role());
        } else if (advanced.step() == DeployEvent.Step.PULLED) {
            end(advanced.host(), advanced.role());
        }
    }

    private void begin(String host, String part) {
        if (!finished.getOrDefault(host, Set.of()).contains(part)) {
            unfinished.computeIfAbsent(host, any -> new HashSet<>()).add(part);
        }
    }

    private void end(String host, String part) {
        unfinished.computeIfAbsent(host, any -> new HashSet<>()).remove(part);
        finished.computeIfAbsent(host, any -> new HashSet<>()).add(part);
    }

    private void forgetHosts() {
        unfinished.clear();
        finished.clear();
    }

    /** Returns the progress in one line at a time in milliseconds; empty between two phases. */
    synchronized Optional<String> text(long now) {
        Phase phase = phases.peek();
        return phase == null
                ? Optional.empty()
                : Optional.of(phase.name() + hosts() + ", "
                        + Duration.ofMillis(now - phase.start()).toSeconds() + " s");
    }

    private String hosts() {
        if (unfinished.isEmpty()) {
            return "";
        }
        List<String> waiting = unfinished.entrySet().stream()
                .filter(host -> !host.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        String done = ": " + (unfinished.size() - waiting.size()) + " of " + unfinished.size() + " hosts done";
        boolean isWorthNaming = !waiting.isEmpty() && waiting.size() <= FEW && waiting.size() < unfinished.size();
        return isWorthNaming ? done + waiting.stream().collect(Collectors.joining(", ", " (waiting for ", ")")) : done;
    }
}
