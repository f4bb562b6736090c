package io.jenkins.plugins.kamal.integration;

import com.codahale.metrics.MetricRegistry;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.kamal.run.deployment.Deployment;
import io.jenkins.plugins.kamal.run.deployment.DeploymentListener;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import jenkins.metrics.api.Metrics;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Counts and measures deployments for the plugin Metrics: in total, and per service and destination. */
@Extension(optional = true)
@Restricted(NoExternalUse.class)
public final class DeploymentMetrics implements DeploymentListener {

    private static final String ROOT = "kamal";

    /** The registry. Its type makes Jenkins leave this extension out if the plugin Metrics is not installed. */
    @CheckForNull
    public MetricRegistry registry() {
        return Metrics.metricRegistry();
    }

    @Override
    public void onEnded(Run<?, ?> run, String invocation, Deployment deployment) {
        MetricRegistry registry = registry();
        boolean counts =
                Deployment.deploys(deployment.getCommand()) && deployment.getStatus() != Deployment.Status.PAUSED;
        if (registry == null || !counts) {
            return;
        }
        for (String prefix : List.of(ROOT, prefix(deployment))) {
            registry.counter(MetricRegistry.name(prefix, "deployments")).inc();
            if (deployment.getStatus() == Deployment.Status.FAILED) {
                registry.counter(MetricRegistry.name(prefix, "failures")).inc();
            }
            if (deployment.getStatus() == Deployment.Status.SUCCEEDED) {
                registry.timer(MetricRegistry.name(prefix, "duration"))
                        .update(deployment.getMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    /** A period separates the parts of a name, so periods within a part become underscores. */
    private static String prefix(Deployment deployment) {
        return Stream.of(ROOT, deployment.getService(), deployment.getDestination())
                .filter(part -> !part.isEmpty())
                .map(part -> part.replace('.', '_'))
                .reduce((left, right) -> left + "." + right)
                .orElse(ROOT);
    }
}
