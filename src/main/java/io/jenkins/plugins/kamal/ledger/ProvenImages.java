package io.jenkins.plugins.kamal.ledger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Run;
import java.util.List;

/** Images that earlier deployments of a job have proven on its servers, so that a rollback can be proven as well. */
public final class ProvenImages {

    private ProvenImages() {}

    /**
     * The images of a version, one for each service that the job (or its multibranch project) deploys to a destination:
     * {@code repository:tag@sha256:…}.
     *
     * @param destination the destination, or null for none
     */
    public static List<String> of(Run<?, ?> run, @CheckForNull String destination, String version) {
        String where = Util.fixNull(destination);
        return Ledger.get().ownedBy(LedgerKey.ownerOf(run.getParent()).getFullName()).stream()
                .filter(ledger -> ledger.key().destination().equals(where))
                .flatMap(ledger -> ledger.provenImage(version).stream())
                .sorted()
                .toList();
    }
}
