package io.jenkins.plugins.kamal.run.deployment;

import hudson.model.Run;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.EventJson;
import io.jenkins.plugins.kamal.engine.protocol.NumberedEvent;
import io.jenkins.plugins.kamal.run.version.KamalVersionAction;
import io.jenkins.plugins.kamal.run.version.RecordedVersion;
import io.jenkins.plugins.kamal.run.version.RunVersion;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A command of the engine as its events tell it, written to lines and read again as in a real build. */
public final class Told {

    /** The id of every container and of its image on a server. */
    public static final String CONTAINER_ID = "5e6f".repeat(16);

    public static final String IMAGE_ID = "sha256:" + "a1b2".repeat(16);

    private final DeploymentAction action;
    private Instant now;
    private long number;

    private Told(DeploymentAction action, Instant start) {
        this.action = action;
        this.now = start;
        this.number = action.getLastEvent();
    }

    /** A command that begins now, in no run. */
    public static Told alone() {
        return new Told(new DeploymentAction(UUID.randomUUID().toString()), Instant.now());
    }

    /** A command that begins now, in no run, and that may be limited to some of the hosts. */
    public static Told limited() {
        CommandRequest request = new CommandRequest(null, "", true);
        return new Told(new DeploymentAction(UUID.randomUUID().toString(), request), Instant.now());
    }

    /** A command that begins now, in this run. */
    public static Told in(Run<?, ?> run) {
        return in(run, Instant.now());
    }

    /** A command that begins at this time, in this run. */
    public static Told in(Run<?, ?> run, Instant start) {
        Told told = new Told(new DeploymentAction(UUID.randomUUID().toString()), start);
        run.addAction(told.action);
        return told;
    }

    /** Goes on with the command of a run that has one. */
    public static Told goOn(Run<?, ?> run) {
        return new Told(run.getAction(DeploymentAction.class), Instant.now());
    }

    public Told after(Duration pause) {
        now = now.plus(pause);
        return this;
    }

    public Told event(DeployEvent event) {
        NumberedEvent numbered = new NumberedEvent(EventJson.FORMAT, ++number, now, event);
        action.record(EventJson.read(EventJson.write(numbered, UnaryOperator.identity())));
        return this;
    }

    public Told started(String command, String service, String destination, String version, String... hosts) {
        return startedFor(List.of("web", "job"), command, service, destination, version, hosts);
    }

    public Told startedFor(
            List<String> roles, String command, String service, String destination, String version, String... hosts) {
        return event(new DeployEvent.CommandStarted(
                command, service, destination, version, List.of(hosts), List.of(hosts), roles, 90));
    }

    public Told hook(String name, int exitStatus, long millis) {
        return after(Duration.ofMillis(millis)).event(new DeployEvent.HookFinished(name, exitStatus, millis));
    }

    public Told pushed(String reference, String digest) {
        return event(new DeployEvent.ImageBuilt(reference, 18_300))
                .event(new DeployEvent.ImagePushed(reference, digest));
    }

    public Told booted(String host, String role, String version, String digest, DeployEvent.Proof proof, long millis) {
        return after(Duration.ofMillis(millis))
                .event(new DeployEvent.ContainerBooted(
                        host,
                        role,
                        "shop-" + role + "-" + version,
                        CONTAINER_ID,
                        version,
                        "registry.example.com/team/shop:" + version,
                        IMAGE_ID,
                        digest,
                        proof,
                        millis));
    }

    public Told finished(int exitStatus, String message, long millis) {
        return after(Duration.ofMillis(millis / 3))
                .event(new DeployEvent.CommandFinished(exitStatus, message, null, millis));
    }

    public DeploymentAction action() {
        return action;
    }

    /** The run's record of its version, as {@link RunVersion} leaves it. */
    public static void version(Run<?, ?> run, String version, String commit) throws ReflectiveOperationException {
        version(run, version, commit, "the commit");
    }

    /** The same, with where the version comes from. */
    public static void version(Run<?, ?> run, String version, String commit, String origin)
            throws ReflectiveOperationException {
        KamalVersionAction versions = new KamalVersionAction();
        RecordedVersion recorded =
                new RecordedVersion("git.example.com/team/shop", version, commit, "", false, origin, Instant.now());
        // In a real Jenkins tests have a class loader of their own, so what is package-private is out of reach.
        Method record = KamalVersionAction.class.getDeclaredMethod("record", RecordedVersion.class);
        record.setAccessible(true);
        record.invoke(versions, recorded);
        run.addAction(versions);
    }
}
