package io.jenkins.plugins.kamal.global;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.model.ItemGroup;
import io.jenkins.plugins.kamal.destination.Destination;
import java.util.List;
import java.util.Optional;

/**
 * The settings of one folder, or of Jenkins itself.
 *
 * @param owner the folder, or Jenkins
 * @param destinations the settings, in the order of the form
 */
record DestinationLevel(ItemGroup<?> owner, List<Destination> destinations) {

    /** The first settings that match a destination, null for none, and a service, null for one that is not known. */
    Optional<DestinationDecision.Applicable> find(@CheckForNull String destination, @CheckForNull String service) {
        return destinations.stream()
                .filter(settings -> settings.isFor(destination) && settings.isForService(service))
                .findFirst()
                .map(settings -> new DestinationDecision.Applicable(this, settings));
    }

    /** Whether the settings that apply depend on the service. */
    boolean dependsOnService(@CheckForNull String destination) {
        return destinations.stream()
                .filter(settings -> settings.isFor(destination))
                .findFirst()
                .filter(settings -> !settings.isForEveryService())
                .isPresent();
    }

    /** Whether a job is in the folder. */
    boolean contains(String fullName) {
        return !(owner instanceof Item folder) || fullName.startsWith(folder.getFullName() + "/");
    }

    /** The place where an administrator finds the settings, for messages. */
    String place() {
        return owner instanceof Item folder
                ? Messages.DestinationLevel_folder(folder.getFullDisplayName())
                : Messages.DestinationLevel_jenkins();
    }
}
