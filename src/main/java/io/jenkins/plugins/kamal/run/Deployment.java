package io.jenkins.plugins.kamal.run;

import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import java.io.Serial;
import java.io.Serializable;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What one command of the engine did: its version, image, hosts and hooks. Grows with the events. */
@ExportedBean
public final class Deployment implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    /** How it stands with the command. */
    public enum Status {
        /** It is at work. */
        RUNNING,
        /** It ended well. */
        SUCCEEDED,
        /** It failed. */
        FAILED
    }

    private String command = "";
    private String service = "";
    private String destination = "";
    private String version = "";
    private String image = "";
    private String digest = "";
    private String message = "";
    private String phase = "";
    private Status status = Status.RUNNING;
    private long startedAtMillis;
    private long millis;
    private final List<String> hosts = new CopyOnWriteArrayList<>();
    private final List<String> roles = new CopyOnWriteArrayList<>();
    private final List<RunningContainer> containers = new CopyOnWriteArrayList<>();
    private final List<FailedBoot> failures = new CopyOnWriteArrayList<>();
    private final List<HookRun> hooks = new CopyOnWriteArrayList<>();
    private final List<String> skipped = new CopyOnWriteArrayList<>();

    synchronized void apply(DeployEvent event, Instant at) {
        // No switch over the sealed type: pattern matching in a switch is Java 21, this is Java 17.
        if (event instanceof DeployEvent.CommandStarted started) {
            command = started.command();
            service = started.service();
            destination = started.destination();
            version = started.version();
            hosts.addAll(started.hosts());
            roles.addAll(started.roles());
            startedAtMillis = at.toEpochMilli();
        } else if (event instanceof DeployEvent.PhaseStarted started) {
            phase = started.phase();
        } else if (event instanceof DeployEvent.ImageBuilt built) {
            image = built.reference();
        } else if (event instanceof DeployEvent.ImagePushed pushed) {
            image = pushed.reference();
            digest = pushed.digest();
        } else if (event instanceof DeployEvent.HookFinished hook) {
            hooks.add(new HookRun(hook.hook(), hook.exitStatus(), hook.millis()));
        } else if (event instanceof DeployEvent.Skipped skip) {
            skipped.add(skip.what() + ": " + skip.why());
        } else if (event instanceof DeployEvent.ContainerBooted booted) {
            containers.add(new RunningContainer(booted, at));
        } else if (event instanceof DeployEvent.BootFailed failed) {
            failures.add(new FailedBoot(failed.host(), failed.role(), failed.reason()));
        } else if (event instanceof DeployEvent.CommandFinished finished) {
            status = finished.exitStatus() == 0 ? Status.SUCCEEDED : Status.FAILED;
            message = finished.message();
            millis = finished.millis();
        }
    }

    /** Marks a command that ended without a word, if it did; returns whether. */
    synchronized boolean lost(String why) {
        if (status != Status.RUNNING) {
            return false;
        }
        status = Status.FAILED;
        message = why;
        return true;
    }

    /** The command, {@code deploy}. */
    @Exported
    public synchronized String getCommand() {
        return command;
    }

    /** The service. */
    @Exported
    public synchronized String getService() {
        return service;
    }

    /** The destination, or empty. */
    @Exported
    public synchronized String getDestination() {
        return destination;
    }

    /** The version, or empty. */
    @Exported
    public synchronized String getVersion() {
        return version;
    }

    /** The version, short enough for a page. */
    public String getShortVersion() {
        return Abbreviation.version(getVersion());
    }

    /** The hosts it is about. */
    @Exported
    public List<String> getHosts() {
        return List.copyOf(hosts);
    }

    /** The roles it is about. */
    @Exported
    public List<String> getRoles() {
        return List.copyOf(roles);
    }

    /** The image with its tag, or empty as long as there is none. */
    @Exported
    public synchronized String getImage() {
        return image;
    }

    /** The image without its tag, or empty. */
    public String getRepository() {
        String reference = getImage();
        int tag = reference.lastIndexOf(':');
        return tag > reference.lastIndexOf('/') ? reference.substring(0, tag) : reference;
    }

    /** The digest that was pushed, or empty. */
    @Exported
    public synchronized String getDigest() {
        return digest;
    }

    /** The digest, short enough for a page, or empty. */
    public String getShortDigest() {
        return Abbreviation.digest(getDigest());
    }

    /** What went wrong, or empty. */
    @Exported
    public synchronized String getMessage() {
        return message;
    }

    /** Whether what went wrong is one failed boot, and in its words. */
    public boolean isMessageOfOneFailure() {
        return failures.size() == 1 && failures.get(0).getReason().equals(getMessage());
    }

    /** The phase it was in last, for people, or empty. */
    @Exported
    public synchronized String getPhase() {
        return phase;
    }

    /** How it stands. */
    @Exported
    public synchronized Status getStatus() {
        return status;
    }

    /** How long the command took, for people; empty as long as it runs. */
    public synchronized String getDuration() {
        return millis == 0 ? "" : ElapsedTime.of(millis);
    }

    /** How long the command took, in milliseconds; 0 as long as it runs. */
    @Exported
    public synchronized long getMillis() {
        return millis;
    }

    /** When it began. */
    public synchronized Instant getStartedAt() {
        return Instant.ofEpochMilli(startedAtMillis);
    }

    /** When it began, as pages and the REST API want it. */
    @Exported(name = "startedAt")
    public Date getStartDate() {
        return Date.from(getStartedAt());
    }

    /** Whether a hook failed. */
    public boolean isHookFailed() {
        return hooks.stream().anyMatch(hook -> !hook.isSuccessful());
    }

    /** What it left running where. */
    @Exported(inline = true)
    public List<RunningContainer> getContainers() {
        return List.copyOf(containers);
    }

    /** Where it could not boot. */
    @Exported(inline = true)
    public List<FailedBoot> getFailures() {
        return List.copyOf(failures);
    }

    /** The hooks it ran. */
    @Exported(inline = true)
    public List<HookRun> getHooks() {
        return List.copyOf(hooks);
    }

    /** What it left out, and why. */
    @Exported
    public List<String> getSkipped() {
        return List.copyOf(skipped);
    }
}
