package io.jenkins.plugins.kamal.engine.deploy.build;

import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.deploy.secret.RequiredSecrets;

/** Only pulls the image onto the servers ({@code build pull}). */
public final class BuildPullOperation {

    private final Session session;

    public BuildPullOperation(Session session) {
        this.session = session;
    }

    public void run() {
        RequiredSecrets.ofRegistry(session.configuration())
                .check(session.project().secrets());
        session.log().phase("Pull the image", () -> new PullImage(session).run());
    }
}
