package io.jenkins.plugins.kamal.task.launch;

import hudson.model.Run;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import io.jenkins.plugins.kamal.run.version.KamalVersionAction;
import io.jenkins.plugins.kamal.run.version.RecordedVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The images that a later step may deploy without building them again. */
final class DeployableImages {

    private DeployableImages() {}

    /**
     * The images of the version that were pushed by this run, or by an upstream run from which the version was taken
     * over. Each image has its digest: {@code repository:tag@sha256:…}.
     */
    static List<String> of(Run<?, ?> run, RecordedVersion version) {
        return withUpstream(run, version).stream()
                .flatMap(pusher -> pusher.getActions(DeploymentAction.class).stream())
                .map(DeploymentAction::getDeployment)
                .filter(deployment -> deployment.getVersion().equals(version.getVersion()))
                .filter(deployment -> !deployment.getDigest().isEmpty())
                .map(deployment -> deployment.getImage() + "@" + deployment.getDigest())
                .distinct()
                .toList();
    }

    private static List<Run<?, ?>> withUpstream(Run<?, ?> run, RecordedVersion version) {
        List<Run<?, ?>> runs = new ArrayList<>(List.of(run));
        Optional<RecordedVersion> recorded = Optional.of(version);
        while (recorded.isPresent()) {
            Run<?, ?> upstream = recorded.flatMap(RecordedVersion::upstream).orElse(null);
            recorded = Optional.ofNullable(upstream)
                    .map(pusher -> pusher.getAction(KamalVersionAction.class))
                    .flatMap(action -> action.find(version.getSource()));
            Optional.ofNullable(upstream).ifPresent(runs::add);
        }
        return runs;
    }
}
