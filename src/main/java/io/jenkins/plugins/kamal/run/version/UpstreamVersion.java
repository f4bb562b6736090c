package io.jenkins.plugins.kamal.run.version;

import hudson.AbortException;
import hudson.model.Cause;
import hudson.model.Item;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.queue.Tasks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the version that an upstream run recorded for a source. The nearest run with one in the chain of causes counts.
 * Runs of jobs that this run may not read are ignored.
 */
final class UpstreamVersion {

    private final Run<?, ?> run;
    private final String source;
    private final Map<String, RecordedVersion> found = new LinkedHashMap<>();
    private final List<String> lookedAt = new ArrayList<>();

    UpstreamVersion(Run<?, ?> run, String source) {
        this.run = run;
        this.source = source;
    }

    /**
     * The version, whose origin names the upstream run.
     *
     * @throws AbortException if no upstream run has one, or if several have different ones
     */
    RecordedVersion find() throws AbortException {
        lookUp(run.getCauses());
        if (found.isEmpty()) {
            throw new AbortException("There is no version to take over for the source '" + source + "': "
                    + (lookedAt.isEmpty()
                            ? "this run was not started by another run that it may read"
                            : "the runs that started this one are " + String.join(", ", lookedAt))
                    + ". Start this job from a run that called kamalVersion for the same source (the same repository"
                    + " and directory, or the same id), or remove 'fromUpstream'");
        }
        if (found.values().stream().map(RecordedVersion::getVersion).distinct().count() > 1) {
            throw new AbortException("The runs that started this one have different versions: "
                    + String.join(", ", lookedAt) + ". Choose one of them with 'version:'");
        }
        return found.values().iterator().next();
    }

    private void lookUp(List<? extends Cause> causes) {
        for (Cause cause : causes) {
            if (cause instanceof Cause.UpstreamCause) {
                Cause.UpstreamCause upstream = (Cause.UpstreamCause) cause;
                Run<?, ?> starter = upstream.getUpstreamRun();
                if (starter == null || !mayRead(starter) || !take(starter)) {
                    lookUp(upstream.getUpstreamCauses());
                }
            }
        }
    }

    private boolean take(Run<?, ?> starter) {
        List<RecordedVersion> versions = Optional.ofNullable(starter.getAction(KamalVersionAction.class))
                .map(KamalVersionAction::getVersions)
                .orElse(List.of());
        lookedAt.add(starter.getFullDisplayName() + " with "
                + (versions.isEmpty() ? "no version" : String.join(" and ", texts(versions))));
        Optional<RecordedVersion> own = versions.stream()
                .filter(version -> version.getSource().equals(source))
                .findFirst();
        own.ifPresent(version -> found.put(
                starter.getExternalizableId(),
                version.takenOver(starter.getExternalizableId(), starter.getFullDisplayName())));
        return own.isPresent();
    }

    private static List<String> texts(List<RecordedVersion> versions) {
        return versions.stream().map(RecordedVersion::toString).toList();
    }

    private boolean mayRead(Run<?, ?> starter) {
        Object parent = run.getParent();
        return parent instanceof Queue.Task
                && starter.getParent()
                        .getACL()
                        .hasPermission2(Tasks.getAuthenticationOf2((Queue.Task) parent), Item.READ);
    }
}
