package io.jenkins.plugins.kamal.engine.deploy.hook;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.HookDetails;
import io.jenkins.plugins.kamal.engine.deploy.run.Request;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.host.Host;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds the environment variables of a hook: the project's secrets and {@code KAMAL_*}. */
final class HookEnvironment {

    private final Session session;

    HookEnvironment(Session session) {
        this.session = session;
    }

    /**
     * Returns the variables that a hook gets in addition to those of this process. Kamal's variables override secrets
     * of the same name.
     *
     * @param hosts the hosts of the command, or of the boot group
     * @param runtime the duration of the command in seconds; null for a hook that does not run after the command
     */
    Map<String, String> of(Hooks.Sees sees, List<Host> hosts, @CheckForNull Long runtime) {
        Map<String, String> environment = new LinkedHashMap<>();
        if (sees == Hooks.Sees.SECRETS) {
            session.project().secrets().all().forEach((name, secret) -> environment.put(name, secret.reveal()));
        }
        if (session.request().options().rollout().environmentOnly()) {
            // Empty before the servers have told the version, so that a hook sees no other version of the process.
            environment.put("KAMAL_VERSION", "");
            environment.put("KAMAL_SERVICE_VERSION", "");
        }
        environment.putAll(session.hookTags().environment(details(hosts, runtime)));
        return environment;
    }

    private HookDetails details(List<Host> hosts, @CheckForNull Long runtime) {
        Request request = session.request();
        return new HookDetails(
                hosts, request.namedRoles(), session.lockHeld(), request.command(), request.subcommand(), runtime);
    }
}
