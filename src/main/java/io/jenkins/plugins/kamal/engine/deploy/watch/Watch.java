package io.jenkins.plugins.kamal.engine.deploy.watch;

import static java.util.Comparator.comparing;

import io.jenkins.plugins.kamal.engine.deploy.option.WatchChoices;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.host.Host;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Watches new containers after the switch, and fails if they answer too many requests with errors, restart, or run out
 * of memory. Each host's kamal-proxy reports the requests in its log. The watch ends early as soon as it has failed.
 */
public final class Watch {

    private static final Duration JUDGE_EVERY = Duration.ofSeconds(1);
    private static final Duration INSPECT_EVERY = Duration.ofSeconds(5);

    private final Session session;
    private final WatchChoices limits;

    public Watch(Session session, WatchChoices limits) {
        this.session = session;
        this.limits = limits;
    }

    /**
     * Watches these containers on their hosts, all at the same time.
     *
     * @param beforeVerdict runs when the time is up; if it throws, nothing is said about the version
     * @throws io.jenkins.plugins.kamal.engine.deploy.run.DeployException if they do not keep to the limits
     * @throws io.jenkins.plugins.kamal.engine.deploy.run.StoppedException if a stop is requested during the watch
     */
    public void of(Collection<WatchedContainer> containers, Runnable beforeVerdict) {
        if (!containers.isEmpty()) {
            session.log().phase("Watch the new version", () -> watch(containers, beforeVerdict));
        }
    }

    private void watch(Collection<WatchedContainer> containers, Runnable beforeVerdict) {
        Map<Host, HostWatch> hosts = new LinkedHashMap<>();
        List<Host> order = List.copyOf(session.targets().hosts());
        containers.stream()
                .sorted(comparing(container -> order.indexOf(container.host())))
                .collect(Collectors.groupingBy(WatchedContainer::host, LinkedHashMap::new, Collectors.toList()))
                .forEach((host, ofHost) -> hosts.put(host, new HostWatch(session, host, ofHost)));
        long begin = System.nanoTime();
        CompletableFuture<Void> end = new CompletableFuture<>();
        try {
            hosts.values().forEach(host -> host.followUntil(end));
            session.stop().interruptibly("the watch of the new version", () -> {
                waitFor(hosts.values(), begin);
                return null;
            });
        } finally {
            end.complete(null);
        }
        Duration watched = Duration.ofNanos(System.nanoTime() - begin);
        beforeVerdict.run();
        Map<Host, HostFigures> figures =
                session.servers().all(hosts.keySet(), host -> hosts.get(host).figures());
        new WatchReport(limits, watched, List.copyOf(figures.values())).tellAndJudge(session);
    }

    /** Returns when the time is up, or earlier if too many requests have failed or a container does not run as it did. */
    private void waitFor(Collection<HostWatch> hosts, long begin) throws InterruptedException {
        long left = limits.time().toNanos();
        long inspected = begin;
        List<CompletableFuture<Boolean>> inspections = List.of();
        while (left > 0 && !failsAlready(hosts) && !isAnyInTrouble(inspections)) {
            TimeUnit.NANOSECONDS.sleep(Math.min(left, JUDGE_EVERY.toNanos()));
            long now = System.nanoTime();
            left = limits.time().toNanos() - (now - begin);
            if (now - inspected >= INSPECT_EVERY.toNanos()
                    && inspections.stream().allMatch(CompletableFuture::isDone)) {
                inspected = now;
                inspections = hosts.stream().map(HostWatch::isInTrouble).toList();
            }
        }
    }

    /** Whether an inspection that has ended found a trouble; nothing waits for a host that does not answer. */
    private static boolean isAnyInTrouble(List<CompletableFuture<Boolean>> inspections) {
        return inspections.stream().anyMatch(inspection -> inspection.getNow(false));
    }

    private boolean failsAlready(Collection<HostWatch> hosts) {
        List<RequestFigures> now = hosts.stream().map(HostWatch::now).toList();
        return now.stream().anyMatch(figures -> figures.exceeds(limits))
                || RequestFigures.sum(now).exceeds(limits);
    }
}
