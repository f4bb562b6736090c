package io.jenkins.plugins.kamal.ledger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import java.util.List;

/** Images that earlier deployments have proven on the servers, so that a rollback can be proven as well. */
public final class ProvenImages {

    private ProvenImages() {}

    /**
     * The images of a version, {@code repository:tag@sha256:…}, one for each service that the job of a build (or its
     * multibranch project) or a trusted job has deployed to a destination.
     *
     * @param destination the destination, or null for none
     */
    public static List<String> of(
            Run<?, ?> run, @CheckForNull String destination, String version, TrustedJobs trusted) {
        return TrustedRecords.of(run, destination, trusted).stream()
                .flatMap(records -> records.provenImage(version).stream())
                .sorted()
                .toList();
    }
}
