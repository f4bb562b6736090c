package io.jenkins.plugins.kamal.text;

import hudson.model.Cause;
import hudson.model.Run;
import java.util.List;

/** Who or what started a build, in one line: the id of the user, or else the description of the first cause. */
public final class StartedBy {

    private StartedBy() {}

    /** The user or the cause. */
    public static String of(Run<?, ?> run) {
        Cause.UserIdCause user = run.getCause(Cause.UserIdCause.class);
        String id = user == null ? null : user.getUserId();
        if (id != null) {
            return id;
        }
        List<Cause> causes = run.getCauses();
        return causes.isEmpty() ? "Jenkins" : causes.get(0).getShortDescription();
    }
}
