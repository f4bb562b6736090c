package io.jenkins.plugins.kamal.global;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import hudson.Extension;
import hudson.model.Item;
import hudson.model.ItemGroup;
import io.jenkins.plugins.kamal.destination.Destination;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Reads the settings of the folders that a job is in. */
@Extension(optional = true)
@Restricted(NoExternalUse.class)
public final class FolderDestinationSource extends DestinationSource {

    @Override
    List<DestinationLevel> levels(ItemGroup<?> parent) {
        List<DestinationLevel> levels = new ArrayList<>();
        ItemGroup<?> group = parent;
        while (group instanceof Item item) {
            if (group instanceof AbstractFolder<?> folder) {
                levels.add(new DestinationLevel(folder, destinationsOf(folder)));
            }
            group = item.getParent();
        }
        return levels;
    }

    /**
     * The settings of a folder. Its type makes Jenkins leave this extension out if the plugin Folders is not installed.
     */
    public List<Destination> destinationsOf(AbstractFolder<?> folder) {
        FolderDestinations property = folder.getProperties().get(FolderDestinations.class);
        return property == null ? List.of() : property.getDestinations();
    }
}
