package io.jenkins.plugins.kamal.task.launch;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.jenkins.plugins.kamal.run.deployment.RollbackCause;
import io.jenkins.plugins.kamal.task.request.EngineRequest;
import io.jenkins.plugins.kamal.task.request.ReturnKind;
import java.util.Objects;

/**
 * Why something is deployed: the reason that the step states, or else the reason of the user who started the build to go
 * back to the version that the step deploys.
 */
public final class StatedReason {

    private StatedReason() {}

    /** The reason for a request, or null if nobody stated one. */
    @CheckForNull
    public static String of(Run<?, ?> run, EngineRequest request) {
        String ofStep = request.reason();
        return ofStep != null || request.returns() != ReturnKind.DEPLOYMENT ? ofStep : ofCause(run, request);
    }

    @CheckForNull
    private static String ofCause(Run<?, ?> run, EngineRequest request) {
        String version = request.rollbackVersion().orElse(request.source().version());
        return version == null
                ? null
                : run.getCauses().stream()
                        .filter(RollbackCause.class::isInstance)
                        .map(RollbackCause.class::cast)
                        .filter(cause -> cause.isAbout(request.source().destination(), version))
                        .map(RollbackCause::getReason)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
    }
}
