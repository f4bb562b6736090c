package io.jenkins.plugins.kamal.ledger;

import io.jenkins.plugins.kamal.run.Deployment;
import io.jenkins.plugins.kamal.run.RunningContainer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What runs where of one service and destination, and its history, newest first. Guarded by the {@link Ledger}. */
final class LedgerPage {

    /** So many deployments are kept; what runs now is kept beyond them. */
    static final int KEPT = 100;

    /** After these nothing of their roles runs on their hosts any more. */
    private static final Set<String> REMOVING = Set.of("remove", "app remove", "app stop");

    private static final Comparator<Place> ORDER = Comparator.comparing(
                    (Place place) -> place.getContainer().getHost())
            .thenComparing(place -> place.getContainer().getRole());

    private final String service;
    private final String destination;
    private List<Place> places = List.of();
    private List<PastDeployment> history = List.of();

    LedgerPage(LedgerKey key) {
        service = key.service();
        destination = key.destination();
    }

    LedgerKey key() {
        return new LedgerKey(service, destination);
    }

    List<Place> places() {
        return places;
    }

    List<PastDeployment> history() {
        return history;
    }

    /** Whether a command belongs into the history: one that changed, or tried to change, what runs. */
    static boolean concerns(Deployment deployment) {
        return !deployment.getService().isEmpty()
                && (!deployment.getContainers().isEmpty()
                        || !deployment.getFailures().isEmpty()
                        || REMOVING.contains(deployment.getCommand())
                        || Set.of("deploy", "redeploy", "setup", "rollback").contains(deployment.getCommand()));
    }

    /** Enters a command. One whose end is told again, because the controller was killed meanwhile, keeps its line. */
    void enter(String invocation, Origin origin, Deployment deployment) {
        PastDeployment line = new PastDeployment(invocation, origin, deployment);
        int known = history.stream().map(PastDeployment::invocation).toList().indexOf(invocation);
        history = known < 0 ? onTop(line) : replaced(known, line);
        if (known <= 0) {
            takeOver(origin, deployment);
        }
    }

    private List<PastDeployment> onTop(PastDeployment line) {
        return Stream.concat(Stream.of(line), history.stream())
                .limit(KEPT)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private List<PastDeployment> replaced(int index, PastDeployment line) {
        List<PastDeployment> changed = new ArrayList<>(history);
        changed.set(index, line);
        return changed;
    }

    private void takeOver(Origin origin, Deployment deployment) {
        if (REMOVING.contains(deployment.getCommand()) && deployment.getStatus() == Deployment.Status.SUCCEEDED) {
            places = kept(place -> !isAbout(deployment, place.getContainer()));
        }
        // Also what a failed deploy booted before it failed does run.
        deployment.getContainers().forEach(container -> put(container, origin));
    }

    private static boolean isAbout(Deployment deployment, RunningContainer container) {
        return deployment.getHosts().contains(container.getHost())
                && deployment.getRoles().contains(container.getRole());
    }

    private void put(RunningContainer container, Origin origin) {
        List<Place> changed = kept(place -> !place.isAt(container.getHost(), container.getRole()));
        changed.add(new Place(container, origin));
        changed.sort(ORDER);
        places = changed;
    }

    private List<Place> kept(Predicate<Place> which) {
        return places.stream().filter(which).collect(Collectors.toCollection(ArrayList::new));
    }

    boolean mentions(String job) {
        return history.stream().anyMatch(past -> past.getOrigin().isOf(job))
                || places.stream().anyMatch(place -> place.getOrigin().isOf(job));
    }

    /** Changes the builds that lines come from; returns whether any changed. */
    boolean changeOrigins(UnaryOperator<Origin> change) {
        List<Place> before = places;
        List<PastDeployment> past = history;
        places = new ArrayList<>(before);
        places.replaceAll(place -> place.withOrigin(change.apply(place.getOrigin())));
        history = new ArrayList<>(past);
        history.replaceAll(line -> line.withOrigin(change.apply(line.getOrigin())));
        return !places.equals(before) || !history.equals(past);
    }
}
