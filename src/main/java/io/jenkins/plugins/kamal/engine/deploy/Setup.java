package io.jenkins.plugins.kamal.engine.deploy;

import io.jenkins.plugins.kamal.engine.deploy.lock.DeployLock;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployScope;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;

/**
 * Runs the first deploy: installs Docker on the servers, boots the accessories and deploys the app, all under one
 * deploy lock ({@code setup} of {@code lib/kamal/cli/main.rb}).
 */
public final class Setup {

    private final Session session;
    private final Deploy deploy;

    public Setup(Session session) {
        this.session = session;
        this.deploy = new Deploy(session, DeployScope.SETUP);
    }

    public void run() {
        deploy.check();
        new DeployLock(session).hold(() -> {
            new Bootstrap(session).run();
            deploy.deploy();
        });
    }
}
