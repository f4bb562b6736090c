package io.jenkins.plugins.kamal.engine.deploy.run;

import io.jenkins.plugins.kamal.engine.failure.EngineException;

/** Work that follows after the new version serves. Its failure is a warning, because the deploy itself has succeeded. */
public final class CleanUp {

    private final Session session;

    public CleanUp(Session session) {
        this.session = session;
    }

    /**
     * Does the work; a failure is logged, but a stop is passed on.
     *
     * @param consequence what is not done if the work fails, as a sentence without its full stop
     * @param advice what to do about it
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

    /** Logs a warning. */
    public void warn(String text) {
        session.log().important("WARNING: " + text);
    }
}
