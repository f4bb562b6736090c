package io.jenkins.plugins.kamal.engine.deploy;

/** Pulls the image onto the servers, and nothing more ({@code build pull}). */
public final class PullBuild {

    private final Session session;

    /** For this session. */
    public PullBuild(Session session) {
        this.session = session;
    }

    /** Does it. */
    public void run() {
        RequiredSecrets.ofRegistry(session.configuration())
                .check(session.project().secrets());
        session.journal().phase("Pull the image", () -> new PullImage(session).run());
    }
}
