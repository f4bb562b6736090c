package io.jenkins.plugins.kamal.engine.deploy;

/** Builds and pushes the image, and nothing on the servers ({@code build push}). */
public final class PushBuild {

    private final Session session;
    private final String output;

    /**
     * A build.
     *
     * @param output buildx's output type, {@code registry} for the registry
     */
    public PushBuild(Session session, String output) {
        this.session = session;
        this.output = output;
    }

    /** Does it. */
    public void run() {
        RequiredSecrets.ofBuild(session.configuration()).check(session.project().secrets());
        session.beforeConnecting();
        session.journal().phase("Build and push the image", () -> new BuildImage(session, output).buildAndPush());
    }
}
