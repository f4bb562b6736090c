package io.jenkins.plugins.kamal.global;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import hudson.Extension;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Job;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Reads the settings of the folders that a job is in. */
@Extension(optional = true)
@Restricted(NoExternalUse.class)
public final class FolderDestinationSource extends DestinationSource {

    @Override
    List<DestinationLevel> levels(Job<?, ?> job) {
        List<DestinationLevel> levels = new ArrayList<>();
        ItemGroup<?> group = job.getParent();
        while (group instanceof Item item) {
            if (group instanceof AbstractFolder<?> folder) {
                FolderDestinations property = folder.getProperties().get(FolderDestinations.class);
                if (property != null) {
                    levels.add(new DestinationLevel(folder, property.getDestinations()));
                }
            }
            group = item.getParent();
        }
        return levels;
    }
}
