package io.jenkins.plugins.kamal.engine.deploy.boot;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.app.ContainerName;
import io.jenkins.plugins.kamal.engine.command.app.Instances;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.deploy.run.RunLog;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.image.ImageReference;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import java.time.Duration;
import java.util.Objects;

/** Reports what happens to one role on one host: in the log, as events, and for the summary of the rollout. */
final class BootReport {

    private final Session session;
    private final Host host;
    private final Role role;
    private final Instances containers;
    private final ServedVersions served;
    private final long start;
    private volatile long booting;

    BootReport(Session session, Host host, Role role, Instances containers, ServedVersions served) {
        this.session = session;
        this.host = host;
        this.role = role;
        this.containers = containers;
        this.served = served;
        this.start = session.log().clock().millis();
        this.booting = start;
    }

    /** Reports which version served before, or null if none did. */
    void before(@CheckForNull String version) {
        served.before(host, role.name(), version);
    }

    /** Reports what the host does now. */
    void advanced(DeployEvent.Step step) {
        if (step == DeployEvent.Step.BOOTING) {
            booting = session.log().clock().millis();
        }
        session.log().tell(new DeployEvent.HostAdvanced(host.toString(), role.name(), step));
    }

    /** Reports that the old containers serve again. */
    void wentBack(Instances old) {
        session.log()
                .info(
                        host,
                        "Role " + role.name() + " serves " + ContainerName.withoutReplacement(old.version())
                                + " again");
        served.wentBack(host, role.name(), old.version());
    }

    /** Reports that the new container keeps serving although other hosts go back to the old version. */
    void stays(String why) {
        session.log()
                .important("WARNING: " + host + ": role " + role.name() + " keeps serving " + session.version()
                        + ", because " + why);
        served.stays(host, role.name(), session.version().value());
    }

    /** Reports that the boot has failed and that it is unknown what serves now. */
    void unknown(String why) {
        session.log()
                .important("WARNING: " + host + ": it is unknown what serves as role " + role.name()
                        + ", because its old containers may have given way to new ones that do not serve: " + why
                        + "\nRun the deploy again as soon as the server answers");
        served.unknown(host, role.name());
    }

    /** Reports that the boot has failed and that the new containers may run on, although nothing was switched to them. */
    void mayRunOn(String why) {
        session.log()
                .important("WARNING: " + host + ": " + containers.counted("new") + " of role " + role.name()
                        + " may run on, because stopping failed: " + why
                        + "\nRun the deploy again as soon as the server answers");
    }

    /** Reports that the new container serves. */
    void booted(StartedInstances started) {
        DigestProof proof = started.proof();
        long now = session.log().clock().millis();
        served.booted(host, role.name(), session.version().value());
        session.log()
                .info(
                        host,
                        "Role " + role.name() + " is healthy after "
                                + RunLog.seconds(Duration.ofMillis(now - booting)) + " and serves " + session.version()
                                + " ("
                                + (containers.names().size() == 1
                                        ? ""
                                        : containers.names().size() + " containers, ")
                                + switch (proof.proof()) {
                                    case PROVEN -> "digest proven";
                                    case NOT_PROVEN -> "digest not proven";
                                    case DIFFERENT -> "another digest";
                                }
                                + ")");
        session.log()
                .tell(new DeployEvent.ContainerBooted(
                        host.toString(),
                        role.name(),
                        containers.first().toString(),
                        started.id(),
                        session.version().value(),
                        ImageReference.of(session.configuration(), session.version())
                                .toString(),
                        Objects.requireNonNullElse(started.imageId(), ""),
                        Objects.requireNonNullElse(proof.digest(), ""),
                        proof.proof(),
                        now - start));
        if (containers.names().size() > 1) {
            session.log()
                    .tell(new DeployEvent.InstancesBooted(
                            host.toString(), role.name(), containers.names().size()));
        }
    }
}
