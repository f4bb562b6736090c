package io.jenkins.plugins.kamal.form;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.model.Job;
import io.jenkins.plugins.kamal.global.DestinationRules;
import io.jenkins.plugins.kamal.ledger.page.JobDeployments;
import io.jenkins.plugins.kamal.ledger.page.ServiceView;
import io.jenkins.plugins.kamal.run.version.SourceSettings;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * The destinations and the configuration files that a form offers for a job: those of its past deployments, of the
 * administrators' settings and of its workspace. The form takes others as well.
 */
public final class KnownNames {

    private KnownNames() {}

    /** The destinations, in alphabetical order; empty for anything but a job. */
    public static Collection<String> destinations(@CheckForNull Item item) {
        TreeSet<String> names = new TreeSet<>();
        if (item instanceof Job<?, ?> job) {
            names.addAll(DestinationRules.namesFor(job));
            services(job).stream()
                    .map(ServiceView::getDestination)
                    .filter(name -> !name.isEmpty())
                    .forEach(names::add);
            names.addAll(WorkspaceConfigurations.of(job).destinations());
        }
        return names;
    }

    /** The configuration files, in alphabetical order, with the one that a step has by default. */
    public static Collection<String> configFiles(@CheckForNull Item item) {
        TreeSet<String> names = new TreeSet<>();
        names.add(SourceSettings.DEFAULT_CONFIG_FILE);
        if (item instanceof Job<?, ?> job) {
            services(job).stream()
                    .flatMap(service -> service.getHistory().stream())
                    .map(past -> past.getDeployment().configFile())
                    .filter(name -> !name.isEmpty())
                    .forEach(names::add);
            names.addAll(WorkspaceConfigurations.of(job).files());
        }
        return names;
    }

    private static List<ServiceView> services(Job<?, ?> job) {
        JobDeployments deployments = job.getAction(JobDeployments.class);
        return deployments == null ? List.of() : deployments.getServices();
    }
}
