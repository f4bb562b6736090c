package io.jenkins.plugins.kamal.global;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.kamal.destination.Destination;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The settings for destinations from a form or a file. */
final class DestinationList {

    private DestinationList() {}

    /** A copy of the settings; empty for a form or a file without any. */
    static List<Destination> copy(@CheckForNull List<Destination> destinations) {
        List<Destination> copy = new ArrayList<>();
        if (destinations != null) {
            destinations.stream().filter(Objects::nonNull).forEach(copy::add);
        }
        return copy;
    }

    /** What is wrong with the first invalid settings, or null if all are valid. */
    @CheckForNull
    static String problem(List<Destination> destinations) {
        for (Destination settings : destinations) {
            String problem = settings.problem();
            if (problem != null) {
                return Messages.DestinationList_problem(Util.fixNull(settings.getDestination()), problem);
            }
        }
        return null;
    }
}
