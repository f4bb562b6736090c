package io.jenkins.plugins.kamal.engine.deploy;

/** Builds and pushes the image, and nothing on the servers ({@code build push}). */
public final class PushBuild {

    private final Session session;

    /** For this session. */
    public PushBuild(Session session) {
        this.session = session;
    }

    /** Does it. */
    public void run() {
        RequiredSecrets.ofBuild(session.configuration()).check(session.project().secrets());
        session.beforeConnecting();
        session.journal().phase("Build and push the image", () -> new BuildImage(session).buildAndPush());
    }
}
