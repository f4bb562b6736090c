package io.jenkins.plugins.kamal.engine.deploy.hook;

import io.jenkins.plugins.kamal.engine.deploy.hook.Hooks.Sees;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.failure.Topic;

/** Runs one hook by name, with the environment that the hook has in a deploy. Kamal has no such command. */
public final class RunHook {

    private final Session session;

    public RunHook(Session session) {
        this.session = session;
    }

    /** Runs the hook; a missing hook is an error, because the user has named it. */
    public void run(String hook) {
        if (hook.isBlank() || hook.contains("/") || hook.startsWith(".")) {
            throw new DeployException(
                    Topic.HOOKS,
                    "'" + hook
                            + "' is not the name of a hook; write the name of a file in .kamal/hooks, such as pre-deploy");
        }
        if (!new Hooks(session).run(hook, Sees.SECRETS)
                && !session.request().options().skipHooks()) {
            throw new DeployException(
                    Topic.HOOKS,
                    "There is no hook " + session.configuration().paths().hooks() + "/" + hook + " in "
                            + session.project().directory());
        }
    }
}
