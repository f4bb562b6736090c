package io.jenkins.plugins.kamal.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.model.Job;
import io.jenkins.plugins.kamal.global.DestinationRules;
import io.jenkins.plugins.kamal.ledger.page.JobDeployments;
import io.jenkins.plugins.kamal.ledger.page.ServiceView;
import java.util.Collection;
import java.util.TreeSet;

/** The destinations that a form offers for a job; it takes others as well. */
final class KnownDestinations {

    private KnownDestinations() {}

    static Collection<String> of(@CheckForNull Item item) {
        TreeSet<String> names = new TreeSet<>();
        if (item instanceof Job<?, ?> job) {
            names.addAll(DestinationRules.namesFor(job));
            JobDeployments deployments = job.getAction(JobDeployments.class);
            if (deployments != null) {
                deployments.getServices().stream()
                        .map(ServiceView::getDestination)
                        .filter(name -> !name.isEmpty())
                        .forEach(names::add);
            }
        }
        return names;
    }
}
