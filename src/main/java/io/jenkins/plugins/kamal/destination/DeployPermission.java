package io.jenkins.plugins.kamal.destination;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ExtensionList;
import hudson.ExtensionPoint;

/** Decides which jobs may deploy to a destination. */
public interface DeployPermission extends ExtensionPoint {

    /** Whether a job, which may be deleted by now, may deploy a service to a destination; null means none. */
    boolean allows(String fullName, @CheckForNull String destination, String service);

    /** Whether everybody who decides about it lets a job deploy a service to a destination; null means none. */
    static boolean of(String fullName, @CheckForNull String destination, String service) {
        return ExtensionList.lookup(DeployPermission.class).stream()
                .allMatch(each -> each.allows(fullName, destination, service));
    }
}
