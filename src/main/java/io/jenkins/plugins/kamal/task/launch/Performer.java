package io.jenkins.plugins.kamal.task.launch;

import hudson.model.Run;
import io.jenkins.plugins.kamal.text.StartedBy;
import jenkins.model.JenkinsLocationConfiguration;

/**
 * Who deploys, for the deploy lock, the audit log on the servers and {@code KAMAL_PERFORMER}: the user who started the
 * build, or else the cause of the build, with the address of the build.
 */
final class Performer {

    private Performer() {}

    /** The performer of a build, in one line. */
    static String of(Run<?, ?> run) {
        return StartedBy.of(run) + ", " + address(run);
    }

    /** The URL of the build, or its name if Jenkins does not know its own URL. */
    private static String address(Run<?, ?> run) {
        String root = JenkinsLocationConfiguration.get().getUrl();
        return root == null ? run.getFullDisplayName() : root + run.getUrl();
    }
}
