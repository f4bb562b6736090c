package io.jenkins.plugins.kamal.global;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ExtensionList;
import hudson.model.ItemGroup;
import hudson.model.Job;
import io.jenkins.plugins.kamal.credentials.DestinationAccess;
import io.jenkins.plugins.kamal.destination.Destination;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/** The administrators' settings for the destination of a step, in the folders of its job and in Jenkins itself. */
public final class DestinationRules {

    private final List<DestinationLevel> levels;

    @CheckForNull
    private final String destination;

    private DestinationRules(List<DestinationLevel> levels, @CheckForNull String destination) {
        this.levels = levels;
        this.destination = destination;
    }

    /** The rules for a job and the destination that its step names; null for none. */
    public static DestinationRules of(Job<?, ?> job, @CheckForNull String destination) {
        return within(job.getParent(), destination);
    }

    /** The rules for the jobs directly in a folder, or in Jenkins itself, and a destination; null for none. */
    static DestinationRules within(ItemGroup<?> folder, @CheckForNull String destination) {
        List<DestinationLevel> levels = new ArrayList<>();
        ExtensionList.lookup(DestinationSource.class).forEach(source -> levels.addAll(source.levels(folder)));
        levels.add(new DestinationLevel(
                Jenkins.get(), KamalGlobalConfiguration.get().getDestinations()));
        return new DestinationRules(
                levels.stream().filter(level -> !level.destinations().isEmpty()).toList(), destination);
    }

    /** The names of destinations, without patterns, in the settings that hold for a job. */
    public static Set<String> namesFor(Job<?, ?> job) {
        return of(job, null).levels.stream()
                .flatMap(level -> level.destinations().stream())
                .map(Destination::getDestination)
                .filter(name -> name != null && !name.contains("*") && !name.contains("?"))
                .collect(Collectors.toSet());
    }

    /** Whether the service has to be known before anything can be decided. */
    public boolean dependOnService() {
        return levels.stream().anyMatch(level -> level.dependsOnService(destination));
    }

    /**
     * The settings that apply to a service.
     *
     * @param service the service; may be null if {@link #dependOnService} returns false
     */
    public DestinationDecision decide(@CheckForNull String service) {
        List<DestinationDecision.Applicable> applicable = levels.stream()
                .flatMap(level -> level.find(destination, service).stream())
                .toList();
        return new DestinationDecision(destination, service, !levels.isEmpty(), applicable);
    }

    /** Every access that the step may have been given, whatever its service is. Its log must not show their secrets. */
    public Stream<DestinationAccess> possibleAccess() {
        return Stream.concat(
                Stream.of(decide(null).access()), levels.stream().flatMap(level -> level.destinations().stream()
                        .filter(settings -> settings.isFor(destination))
                        .map(settings -> accessOf(level, settings))));
    }

    private DestinationAccess accessOf(DestinationLevel level, Destination settings) {
        return new DestinationDecision(
                        destination, null, true, List.of(new DestinationDecision.Applicable(level, settings)))
                .access();
    }
}
