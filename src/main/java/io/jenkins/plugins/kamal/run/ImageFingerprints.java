package io.jenkins.plugins.kamal.run;

import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.kamal.run.deployment.BootedContainer;
import io.jenkins.plugins.kamal.run.deployment.Deployment;
import io.jenkins.plugins.kamal.run.deployment.DeploymentListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.docker.commons.fingerprint.ContainerRecord;
import org.jenkinsci.plugins.docker.commons.fingerprint.DockerFingerprints;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Records the images of the containers that a command booted as fingerprints, as Docker Pipeline does for its containers.
 * Jenkins then shows which builds used an image, and on which servers its containers were started.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class ImageFingerprints implements DeploymentListener {

    private static final Pattern IMAGE_ID = Pattern.compile("sha256:[0-9a-f]{64}");

    @Override
    public void onEnded(Run<?, ?> run, String invocation, Deployment deployment) {
        deployment.getContainers().stream()
                .filter(container -> IMAGE_ID.matcher(container.getImageId()).matches())
                .forEach(container -> record(run, deployment, container));
    }

    private static void record(Run<?, ?> run, Deployment deployment, BootedContainer container) {
        ContainerRecord record = new ContainerRecord(
                container.getHost(),
                container.getId(),
                container.getImageId(),
                container.getName(),
                container.getSince().toEpochMilli(),
                Map.of(
                        "service", deployment.getService(),
                        "destination", deployment.getDestination(),
                        "role", container.getRole(),
                        "version", container.getVersion()));
        try {
            DockerFingerprints.addRunFacet(record, run);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
