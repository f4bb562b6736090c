package io.jenkins.plugins.kamal.global;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.destination.Destination;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The settings for destinations as a form or a file has them. */
final class DestinationList {

    private DestinationList() {}

    /** A copy; a form without any settings, and a file that lacks them, has none. */
    static List<Destination> copy(@CheckForNull List<Destination> destinations) {
        List<Destination> copy = new ArrayList<>();
        if (destinations != null) {
            destinations.stream().filter(Objects::nonNull).forEach(copy::add);
        }
        return copy;
    }

    /** What is wrong with the first settings that are wrong, or null. */
    @CheckForNull
    static String problem(List<Destination> destinations) {
        return destinations.stream()
                .filter(settings -> settings.problem() != null)
                .findFirst()
                .map(settings -> Messages.DestinationList_problem(
                        settings.getDestination() == null ? "" : settings.getDestination(), settings.problem()))
                .orElse(null);
    }
}
