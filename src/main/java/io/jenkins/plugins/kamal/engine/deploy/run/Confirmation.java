package io.jenkins.plugins.kamal.engine.deploy.run;

import io.jenkins.plugins.kamal.engine.failure.Topic;

/**
 * Asks for a confirmation before something is destroyed. Without a terminal, the command is refused; Kamal would ask
 * forever.
 */
public final class Confirmation {

    private static final String YES = "y";

    private final Session session;
    private final boolean given;

    /**
     * Creates a confirmation.
     *
     * @param given whether {@code --confirmed} answers the question already
     */
    public Confirmation(Session session, boolean given) {
        this.session = session;
        this.given = given;
    }

    /** Runs the work if the user confirms it. */
    public void then(String warning, Runnable work) {
        if (given || ask(warning)) {
            work.run();
        } else {
            session.log().important("Aborted; nothing was done");
        }
    }

    private boolean ask(String warning) {
        if (!session.terminal().isThere()) {
            throw new DeployException(
                    Topic.COMMAND_LINE,
                    warning + " There is no terminal for a confirmation, so `kamal "
                            + session.request().title() + "` needs the option -y. Nothing was done");
        }
        return session.terminal().ask(warning + " Are you sure? [y, N]").strip().equals(YES);
    }
}
