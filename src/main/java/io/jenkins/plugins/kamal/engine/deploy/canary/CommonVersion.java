package io.jenkins.plugins.kamal.engine.deploy.canary;

import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.util.Optional;

/** Finds the version that serves as every role on every host of a command. */
public final class CommonVersion {

    private final Session session;

    public CommonVersion(Session session) {
        this.session = session;
    }

    /**
     * The version.
     *
     * @throws DeployException if a role on a host serves another version or none, or if the command names another one
     */
    public Version find() {
        HostVersions versions = HostVersions.ofSession(session);
        String common = versions.common()
                .orElseThrow(() -> refused(
                        "The hosts do not serve one version, so there is none whose environment could be changed",
                        versions));
        Optional<Version> named = session.request().wanted().named();
        if (named.isPresent() && !named.get().value().equals(common)) {
            throw refused("The hosts do not serve version " + named.get(), versions);
        }
        return new Version(common);
    }

    private static DeployException refused(String why, HostVersions versions) {
        return new DeployException(
                Topic.PREFLIGHT,
                why + ". Nothing was changed. Deploy a version to all hosts first. What serves now:"
                        + versions.lines());
    }
}
