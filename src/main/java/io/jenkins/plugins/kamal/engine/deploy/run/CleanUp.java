package io.jenkins.plugins.kamal.engine.deploy.run;

import io.jenkins.plugins.kamal.engine.failure.EngineException;

/**
 * Runs work that follows after the new version serves. A failure of the work is only a warning, because the deploy
 * itself has succeeded.
 */
public final class CleanUp {

    private final Session session;

    public CleanUp(Session session) {
        this.session = session;
    }

    /**
     * Runs the work; a failure is logged as a warning, but a {@link StoppedException} is passed on.
     *
     * @param consequence the consequence of a failure, as a sentence without its period
     * @param advice what the user can do about the failure
     */
    public void attempt(String consequence, String advice, Runnable work) {
        try {
            work.run();
        } catch (StoppedException stopped) {
            throw stopped;
        } catch (EngineException failure) {
            warn(consequence + ", but the new version serves: " + failure.getMessage() + "\n" + advice);
        }
    }

    public void warn(String text) {
        session.log().important("WARNING: " + text);
    }
}
