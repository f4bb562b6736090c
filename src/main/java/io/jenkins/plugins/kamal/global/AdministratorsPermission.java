package io.jenkins.plugins.kamal.global;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.kamal.destination.DeployPermission;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Lets those jobs deploy to a destination that the administrators' settings allow, in Jenkins and in each folder. */
@Extension
@Restricted(NoExternalUse.class)
public final class AdministratorsPermission implements DeployPermission {

    /** The settings decide, and not the permissions of the user who asks. */
    @Override
    public boolean allows(String fullName, @CheckForNull String destination, String service) {
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            return DestinationRules.within(folderOf(fullName), destination)
                    .decide(service)
                    .allows(fullName);
        }
    }

    /** The nearest folder that a job is, or was, in. */
    private static ItemGroup<?> folderOf(String fullName) {
        int end = fullName.lastIndexOf('/');
        if (end < 0) {
            return Jenkins.get();
        }
        String folder = fullName.substring(0, end);
        Item item = Jenkins.get().getItemByFullName(folder);
        return item instanceof ItemGroup<?> group ? group : folderOf(folder);
    }
}
