package io.jenkins.plugins.kamal.ledger.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.ledger.CommitReference;
import io.jenkins.plugins.kamal.ledger.PastDeployment;
import io.jenkins.plugins.kamal.run.deployment.Deployment;
import io.jenkins.plugins.kamal.text.Abbreviation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A version that was deployed successfully, and can be deployed again. */
public final class DeployableVersion {

    /** How many containers Kamal keeps beside the running one, unless {@code retain_containers} says otherwise. */
    private static final int RETAINED = 5;

    private final PastDeployment newest;
    private final boolean current;
    private final boolean mixed;
    private final boolean pruned;

    private DeployableVersion(PastDeployment newest, boolean current, boolean mixed, boolean pruned) {
        this.newest = newest;
        this.current = current;
        this.mixed = mixed;
        this.pruned = pruned;
    }

    /** The versions in the order of their newest deployments, newest first. Running versions come before all others. */
    static List<DeployableVersion> of(List<PastDeploymentView> history, List<RunningVersion> running) {
        Set<String> current = running.stream().map(RunningVersion::getVersion).collect(Collectors.toSet());
        Set<String> seen = new HashSet<>();
        List<DeployableVersion> versions = new ArrayList<>();
        int others = 0;
        for (PastDeploymentView view : history) {
            PastDeployment past = view.getDeployment();
            if (past.getStatus() == Deployment.Status.SUCCEEDED
                    && Deployment.deploys(past.getCommand())
                    && !past.getVersion().isEmpty()
                    && seen.add(past.getVersion())) {
                boolean runs = current.contains(past.getVersion());
                others += runs ? 0 : 1;
                versions.add(new DeployableVersion(past, runs, current.size() > 1, !runs && others > RETAINED));
            }
        }
        versions.sort((one, other) -> Boolean.compare(other.current, one.current));
        return List.copyOf(versions);
    }

    /** The version. */
    public String getVersion() {
        return newest.getVersion();
    }

    /** The version, short enough for a page. */
    public String getShortVersion() {
        return Abbreviation.version(getVersion());
    }

    /** The job that deployed the version last. */
    public String getJob() {
        return newest.getBuild().getJob();
    }

    /** How long ago the version was last deployed. */
    public String getAge() {
        return newest.getAge();
    }

    /** The first line of the message of the version's commit, or null if it is not known. */
    @CheckForNull
    public String getSubject() {
        CommitReference commit = newest.getProvenance().getCommit();
        return commit == null ? null : commit.getSubject();
    }

    /** Whether the version runs on a host. */
    public boolean isCurrent() {
        return current;
    }

    /** Whether the version is the only one that runs. */
    boolean isServingAlone() {
        return current && !mixed;
    }

    /** Whether the servers have probably removed the version's containers, because so many were deployed after it. */
    public boolean isProbablyPruned() {
        return pruned;
    }
}
