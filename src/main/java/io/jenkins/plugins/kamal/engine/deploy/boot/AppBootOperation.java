package io.jenkins.plugins.kamal.engine.deploy.boot;

import io.jenkins.plugins.kamal.engine.deploy.build.KnownImage;
import io.jenkins.plugins.kamal.engine.deploy.lock.DeployLock;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.deploy.secret.RequiredSecrets;
import io.jenkins.plugins.kamal.engine.image.ImageReference;
import io.jenkins.plugins.kamal.engine.version.Version;

/**
 * Boots only the app, in the version that the command names, or else in the version with the latest tag ({@code boot}
 * of {@code lib/kamal/cli/app.rb}).
 */
public final class AppBootOperation {

    private final Session session;

    public AppBootOperation(Session session) {
        this.session = session;
    }

    public void run() {
        RequiredSecrets.ofContainers(session.configuration())
                .check(session.project().secrets());
        Version version = session.request()
                .wanted()
                .named()
                .orElseGet(() -> new Version(
                        ImageReference.latest(session.configuration()).tag()));
        new DeployLock(session)
                .hold(() -> session.log().phase("Boot the app in version " + version, () -> new AppRollout(
                                session.about(version),
                                new KnownImage(session.about(version))
                                        .recorded()
                                        .orElse(null))
                        .run()));
    }
}
