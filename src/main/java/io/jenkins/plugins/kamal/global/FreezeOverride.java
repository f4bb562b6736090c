package io.jenkins.plugins.kamal.global;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Cause;
import hudson.model.Run;
import hudson.model.User;
import hudson.security.ACL;
import java.util.Objects;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/** Decides who may change servers during a freeze: a user who has the permission and started the run. */
public final class FreezeOverride {

    private FreezeOverride() {}

    /** The id of the user who has started the run and may override a freeze; null if there is none. */
    @CheckForNull
    public static String userOf(Run<?, ?> run) {
        return run.getCauses().stream()
                .filter(Cause.UserIdCause.class::isInstance)
                .map(cause -> ((Cause.UserIdCause) cause).getUserId())
                .filter(Objects::nonNull)
                .filter(id -> mayOverride(run, id))
                .findFirst()
                .orElse(null);
    }

    private static boolean mayOverride(Run<?, ?> run, String id) {
        User user = User.getById(id, false);
        try {
            return user != null
                    && !ACL.SYSTEM_USERNAME.equals(id)
                    && run.getACL().hasPermission2(user.impersonate2(), KamalPermissions.OVERRIDE_FREEZE);
        } catch (UsernameNotFoundException gone) {
            return false;
        }
    }
}
