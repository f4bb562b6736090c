package io.jenkins.plugins.kamal.ledger.page;

import hudson.model.Action;
import java.util.Set;

/** An action of a job that can start the job with an earlier version. */
public interface RollbackOffer extends Action {

    /** Whether the current user may start the job, and the job has a parameter for versions of this service. */
    boolean offers(String service, String destination);

    /** The versions that this parameter of the job lets the current user choose. */
    Set<String> versions(String service, String destination);
}
