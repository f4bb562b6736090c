package io.jenkins.plugins.kamal.ledger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ExtensionList;
import hudson.Util;
import hudson.model.Run;
import hudson.scm.ChangeLogSet;
import hudson.scm.RepositoryBrowser;
import hudson.scm.SCM;
import io.jenkins.plugins.kamal.run.deployment.Deployment;
import io.jenkins.plugins.kamal.run.deployment.RollbackCause;
import io.jenkins.plugins.kamal.run.version.KamalVersionAction;
import io.jenkins.plugins.kamal.run.version.RecordedVersion;
import io.jenkins.plugins.kamal.text.StartedBy;
import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import jenkins.scm.RunWithSCM;
import jenkins.triggers.SCMTriggerItem;

/**
 * Finds the commits of a deployment in its build. This happens once, when the deployment ends; pages read the ledger.
 */
final class BuildSources {

    static final int MOST_CHANGES = 20;

    /** The most builds that are searched for changes. */
    private static final int MOST_BUILDS = 50;

    private static final Logger LOGGER = Logger.getLogger(BuildSources.class.getName());

    private final Run<?, ?> run;
    private final List<RepositoryBrowser<?>> browsers;

    private BuildSources(Run<?, ?> run) {
        this.run = run;
        this.browsers = browsers(run);
    }

    /**
     * Who and what caused a deployment.
     *
     * @param run the build
     * @param deployment what was deployed
     * @param previous the number of the build with the previous deployment of the job, or null if there is none
     */
    static Provenance provenanceOf(Run<?, ?> run, Deployment deployment, @CheckForNull Integer previous) {
        RollbackCause cause = run.getCause(RollbackCause.class);
        Provenance plain = new Provenance(
                StartedBy.of(run),
                deployment.getStatedReason(),
                deployment.getOverriddenFreeze(),
                cause != null && cause.isAbout(deployment),
                null,
                List.of(),
                0);
        try {
            return new BuildSources(run).complete(plain, deployment.getVersion(), previous);
        } catch (RuntimeException e) {
            // Other plugins read change sets. Their faults must not lose the entry in the ledger.
            LOGGER.log(Level.WARNING, e, () -> "The commits of " + run + " cannot be read");
            return plain;
        }
    }

    private Provenance complete(Provenance plain, String version, @CheckForNull Integer previous) {
        List<CommitReference> changes = changes(previous);
        List<CommitReference> newest = changes.subList(0, Math.min(MOST_CHANGES, changes.size()));
        CommitReference commit = commitOf(version)
                .map(id -> changes.stream()
                        .filter(change -> change.getId().equals(id))
                        .findFirst()
                        .orElseGet(() -> new CommitReference(id, null, linkTo(id))))
                .orElse(null);
        return new Provenance(
                plain.getStartedBy(),
                plain.getReason(),
                plain.getOverriddenFreeze(),
                plain.isRollback(),
                commit,
                newest,
                changes.size() - newest.size());
    }

    private Optional<String> commitOf(String version) {
        return Optional.ofNullable(run.getAction(KamalVersionAction.class)).stream()
                .flatMap(action -> action.getVersions().stream())
                .filter(recorded -> recorded.getVersion().equals(version))
                .map(RecordedVersion::getCommit)
                .filter(commit -> !commit.isEmpty())
                .findFirst();
    }

    private List<CommitReference> changes(@CheckForNull Integer previous) {
        int oldest = previous == null ? run.getNumber() : previous + 1;
        Map<String, CommitReference> changes = new LinkedHashMap<>();
        Run<?, ?> build = run;
        for (int looked = 0; build != null && build.getNumber() >= oldest && looked < MOST_BUILDS; looked++) {
            List<CommitReference> ofBuild = new ArrayList<>();
            changeSets(build).forEach(set -> set.forEach(entry -> ofBuild.add(0, reference(entry))));
            ofBuild.stream()
                    .filter(change -> !change.getId().isEmpty())
                    .forEach(change -> changes.putIfAbsent(change.getId(), change));
            build = build.getPreviousBuild();
        }
        return List.copyOf(changes.values());
    }

    private static CommitReference reference(ChangeLogSet.Entry entry) {
        return CommitReference.of(Util.fixNull(entry.getCommitId()), Util.fixNull(entry.getMsg()), linkTo(entry));
    }

    @CheckForNull
    @SuppressWarnings({"rawtypes", "unchecked"})
    private static String linkTo(ChangeLogSet.Entry entry) {
        ChangeLogSet<?> set = entry.getParent();
        RepositoryBrowser browser = set == null ? null : set.getBrowser();
        if (browser == null) {
            return null;
        }
        try {
            URL link = browser.getChangeSetLink(entry);
            return link == null ? null : link.toExternalForm();
        } catch (IOException e) {
            return null;
        }
    }

    /** The page of a commit that is in no change set of the builds, or null if several browsers could have it. */
    @CheckForNull
    private String linkTo(String commit) {
        List<String> links = browsers.stream()
                .flatMap(browser ->
                        ExtensionList.lookup(CommitBrowser.class).stream().map(known -> known.linkTo(commit, browser)))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        return links.size() == 1 ? links.get(0) : null;
    }

    private static List<RepositoryBrowser<?>> browsers(Run<?, ?> run) {
        Stream<RepositoryBrowser<?>> ofBuild = changeSets(run).stream().map(ChangeLogSet::getBrowser);
        SCMTriggerItem job = SCMTriggerItem.SCMTriggerItems.asSCMTriggerItem(run.getParent());
        Stream<RepositoryBrowser<?>> ofJob =
                job == null ? Stream.empty() : job.getSCMs().stream().map(SCM::getEffectiveBrowser);
        return Stream.concat(ofBuild, ofJob).filter(Objects::nonNull).toList();
    }

    private static List<? extends ChangeLogSet<? extends ChangeLogSet.Entry>> changeSets(Run<?, ?> run) {
        return run instanceof RunWithSCM<?, ?> withSources ? withSources.getChangeSets() : List.of();
    }
}
