package io.jenkins.plugins.kamal.task.launch;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.kamal.global.JobsSharingRecords;
import io.jenkins.plugins.kamal.ledger.DeployedVersion;
import io.jenkins.plugins.kamal.ledger.ProvenImages;
import io.jenkins.plugins.kamal.ledger.TrustedJobs;
import io.jenkins.plugins.kamal.task.request.EngineRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The version that {@code status} expects on the servers: the one that the step names, or else the one that its job has
 * deployed.
 *
 * @param request the request of the step to the engine
 * @param run the run of the step
 * @param listener the step's log
 */
record ExpectedVersion(EngineRequest request, Run<?, ?> run, TaskListener listener) {

    /** The options of {@code status}; none if no version is known, so that the hosts are compared with each other. */
    List<String> options() {
        String named = request.source().version();
        String destination = request.source().destination();
        TrustedJobs trusted = new JobsSharingRecords(run.getParent(), destination);
        List<String> options = new ArrayList<>();
        if (named != null) {
            options.add("--version=" + named);
            ProvenImages.of(run, destination, named, trusted).forEach(image -> options.add("--pushed=" + image));
            return options;
        }
        Optional<DeployedVersion> deployed = DeployedVersion.of(run, destination, trusted);
        if (deployed.isEmpty()) {
            listener.getLogger().println(Messages.ExpectedVersion_unknown());
        }
        deployed.ifPresent(last -> {
            options.add("--version=" + last.version());
            String image = last.provenImage();
            if (image != null) {
                options.add("--pushed=" + image);
            }
        });
        return options;
    }
}
