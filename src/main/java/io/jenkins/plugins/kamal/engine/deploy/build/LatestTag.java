package io.jenkins.plugins.kamal.engine.deploy.build;

import io.jenkins.plugins.kamal.engine.command.app.ImageCommands;
import io.jenkins.plugins.kamal.engine.command.server.AuditCommands;
import io.jenkins.plugins.kamal.engine.deploy.run.CleanUp;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.image.ImageReference;
import io.jenkins.plugins.kamal.engine.shell.Script;

/** Tags the image as the latest one. By then the new version already serves, so a failure is only a warning. */
public final class LatestTag {

    private final Session session;

    /** Prepares to tag the image of the session's version. */
    public LatestTag(Session session) {
        this.session = session;
    }

    /** Tags the image on all hosts of the app. */
    public void put() {
        attempt(() -> session.servers().run(session.targets().appHosts(), host -> script()));
    }

    /** Tags the image; the last step must succeed. */
    public Script script() {
        AuditCommands audit = new AuditCommands(session.configuration());
        ImageCommands images = new ImageCommands(session.configuration());
        String line =
                "Tagging " + ImageReference.of(session.configuration(), session.version()) + " as the latest image";
        return Script.of().attempt(audit.record(session.tags(), line)).run(images.tagLatest(session.version()));
    }

    /** Runs the tagging; a failure is only a warning. */
    public void attempt(Runnable tagging) {
        new CleanUp(session)
                .attempt(
                        "The image is not tagged as the latest one",
                        "`kamal app boot` boots the image with the tag "
                                + ImageReference.latest(session.configuration()).tag()
                                + ", so name the version there with --version, or deploy again",
                        tagging);
    }
}
