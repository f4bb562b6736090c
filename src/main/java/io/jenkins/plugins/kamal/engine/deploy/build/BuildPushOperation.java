package io.jenkins.plugins.kamal.engine.deploy.build;

import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.deploy.secret.RequiredSecrets;

/** Builds and pushes the image without touching a server ({@code build push}). */
public final class BuildPushOperation {

    private final Session session;

    public BuildPushOperation(Session session) {
        this.session = session;
    }

    public void run() {
        prepare();
        session.log().phase("Build and push the image", () -> new BuildImage(session).buildAndPush());
    }

    /** Builds the image with this output type of buildx; {@code docker} keeps the image on this machine. */
    public void buildOnly(String output) {
        prepare();
        session.log().phase("Build the image", () -> new BuildImage(session).buildOnly(output));
    }

    /** Pushes the image that was built on this machine. */
    public void pushBuilt() {
        prepare();
        session.log().phase("Push the image", () -> new BuildImage(session).pushBuilt());
    }

    private void prepare() {
        RequiredSecrets.ofBuild(session.configuration()).check(session.project().secrets());
        session.beforeConnecting();
        RemoteBuildMachine.ofBuild(session).require();
    }
}
