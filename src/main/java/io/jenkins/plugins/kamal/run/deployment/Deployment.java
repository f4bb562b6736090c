package io.jenkins.plugins.kamal.run.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.PlainText;
import io.jenkins.plugins.kamal.run.plan.DeployPlan;
import io.jenkins.plugins.kamal.run.plan.PlannedChange;
import io.jenkins.plugins.kamal.text.Abbreviation;
import io.jenkins.plugins.kamal.text.ElapsedTime;
import io.jenkins.plugins.kamal.text.Reason;
import java.io.Serial;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What one command of the engine did: its version, image, hosts and hooks. Grows with the events of the command. */
@ExportedBean
public final class Deployment implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    /** How the command ended, if it did. */
    public enum Status {
        /** The command is at work. */
        RUNNING,
        /** The command succeeded. */
        SUCCEEDED,
        /** The command failed. */
        FAILED,
        /** Somebody stopped the command. */
        STOPPED
    }

    /** 128 + SIGINT: the engine was asked to stop, and did. */
    private static final int STOPPED_STATUS = 130;

    /** How many records of each kind are kept: more than any deploy has, and a bound for events that lie. */
    private static final int MOST_RECORDS = 10_000;

    private static final Set<String> DEPLOYING = Set.of("deploy", "redeploy", "setup", "rollback");

    private String command = "";
    private String service = "";
    private String destination = "";
    private String version = "";
    private String image = "";
    private String digest = "";
    private String message = "";

    @CheckForNull
    private Topic topic;

    private String phase = "";
    private Status status = Status.RUNNING;
    private long startedAtMillis;
    private long millis;
    private List<String> hosts = new ArrayList<>();
    private List<String> roles = new ArrayList<>();
    private List<RoleBefore> before = new ArrayList<>();
    private List<BootedContainer> containers = new ArrayList<>();
    private List<FailedBoot> failures = new ArrayList<>();
    private List<HookRun> hooks = new ArrayList<>();
    private List<String> skipped = new ArrayList<>();
    private DeployPlan plan = new DeployPlan();

    private final transient HostSteps steps = new HostSteps(MOST_RECORDS);

    @CheckForNull
    private final String statedReason;

    @CheckForNull
    private String overriddenFreeze;

    /** A command about which nothing is known yet but why somebody asked for it, if somebody said so. */
    Deployment(@CheckForNull String statedReason) {
        this.statedReason = statedReason;
    }

    private Deployment(Deployment saved) {
        statedReason = saved.statedReason;
        overriddenFreeze = saved.overriddenFreeze;
        command = Util.fixNull(saved.command);
        service = Util.fixNull(saved.service);
        destination = Util.fixNull(saved.destination);
        version = Util.fixNull(saved.version);
        image = Util.fixNull(saved.image);
        digest = Util.fixNull(saved.digest);
        message = Util.fixNull(saved.message);
        topic = saved.topic;
        phase = Util.fixNull(saved.phase);
        status = Util.fixNull(saved.status, Status.RUNNING);
        startedAtMillis = saved.startedAtMillis;
        millis = saved.millis;
        hosts = copy(saved.hosts);
        roles = copy(saved.roles);
        before = copy(saved.before);
        containers = copy(saved.containers);
        failures = copy(saved.failures);
        hooks = copy(saved.hooks);
        skipped = copy(saved.skipped);
        plan = Util.fixNull(saved.plan, new DeployPlan());
    }

    private static <T> List<T> copy(@CheckForNull List<T> saved) {
        return saved == null
                ? new ArrayList<>()
                : saved.stream().filter(Objects::nonNull).collect(Collectors.toCollection(ArrayList::new));
    }

    /**
     * Applies an event. The first start of the command says what the command is about, and its first end is the end:
     * whatever contradicts them comes from somebody else who writes events.
     *
     * @return whether the event fits
     */
    synchronized boolean apply(DeployEvent event, Instant at) {
        if (status != Status.RUNNING) {
            return false;
        }
        // No switch over the sealed type: pattern matching in a switch needs Java 21, and this is Java 17.
        if (event instanceof DeployEvent.CommandStarted started) {
            return start(started, at);
        } else if (event instanceof DeployEvent.PhaseStarted started) {
            phase = started.phase();
        } else if (event instanceof DeployEvent.ImageBuilt built) {
            image = built.reference();
        } else if (event instanceof DeployEvent.ImagePushed pushed) {
            image = pushed.reference();
            digest = pushed.digest();
        } else if (event instanceof DeployEvent.HookFinished hook) {
            return add(hooks, new HookRun(hook.hook(), hook.exitStatus(), hook.millis()));
        } else if (event instanceof DeployEvent.Skipped skip) {
            return add(skipped, skip.what() + ": " + skip.why());
        } else if (event instanceof DeployEvent.RoleServed served) {
            before.removeIf(known -> known.isAt(served.host(), served.role()));
            // A host that switched and went back because the deploy failed on another one.
            containers.removeIf(booted -> booted.isAt(served.host(), served.role()));
            return add(before, new RoleBefore(served.host(), served.role(), served.version()));
        } else if (event instanceof DeployEvent.ContainerBooted booted) {
            return (version.isEmpty() || version.equals(booted.version()))
                    && add(containers, new BootedContainer(booted, at));
        } else if (event instanceof DeployEvent.HostAdvanced advanced) {
            steps.advance(advanced);
        } else if (event instanceof DeployEvent.BootFailed failed) {
            steps.fail(failed.host(), failed.role());
            return add(failures, new FailedBoot(failed.host(), failed.role(), failed.reason()));
        } else if (event instanceof DeployEvent.ChangePlanned change) {
            plan = plan.with(new PlannedChange(change));
        } else if (event instanceof DeployEvent.PlanMade made) {
            plan = plan.complete(made.fingerprint(), made.hooks());
        } else if (event instanceof DeployEvent.CommandFinished finished) {
            finish(finished);
        }
        return true;
    }

    private boolean start(DeployEvent.CommandStarted started, Instant at) {
        if (startedAtMillis != 0) {
            return false;
        }
        command = started.command();
        service = started.service();
        destination = started.destination();
        version = started.version();
        started.hosts().stream().limit(MOST_RECORDS).forEach(hosts::add);
        started.roles().stream().limit(MOST_RECORDS).forEach(roles::add);
        startedAtMillis = at.toEpochMilli();
        return true;
    }

    private void finish(DeployEvent.CommandFinished finished) {
        status = switch (finished.exitStatus()) {
            case 0 -> Status.SUCCEEDED;
            case STOPPED_STATUS -> Status.STOPPED;
            default -> Status.FAILED;
        };
        message = finished.message();
        topic = finished.topic();
        millis = finished.millis();
    }

    private static <T> boolean add(List<T> records, T record) {
        return records.size() < MOST_RECORDS && records.add(record);
    }

    /**
     * Marks a command that will report no end, if it has not reported one.
     *
     * @param asked the command that was asked for, in case it never began
     * @param why why it ended
     * @return whether the command was still open
     */
    synchronized boolean fail(String asked, String why) {
        if (status != Status.RUNNING) {
            return false;
        }
        command = command.isEmpty() ? asked : command;
        status = Status.FAILED;
        message = PlainText.of(why);
        return true;
    }

    /** The command, such as {@code deploy}. */
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

    /** The hosts that the command is about. */
    @Exported
    public synchronized List<String> getHosts() {
        return List.copyOf(hosts);
    }

    /** The roles that the command is about. */
    @Exported
    public synchronized List<String> getRoles() {
        return List.copyOf(roles);
    }

    /** The image with its tag, or empty as long as no image is known. */
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

    /** Where the documentation says more about what went wrong, or null. */
    @CheckForNull
    @Exported
    public synchronized String getTroubleshooting() {
        return topic == null || !topic.hasAdvice() ? null : topic.address();
    }

    /** What went wrong, with the address of where the documentation says more, for the end of the build's log. */
    public synchronized String getAdvisedMessage() {
        String address = getTroubleshooting();
        return address == null ? message : message + "\nMore about this: " + address;
    }

    /** Why somebody asked for the command, as the step says it, or null. */
    @CheckForNull
    @Exported
    public String getStatedReason() {
        return statedReason;
    }

    synchronized void overrideFreeze(@CheckForNull String overridden) {
        overriddenFreeze = overridden;
    }

    /** Who has overridden which freeze, or null if the destination was not frozen. */
    @CheckForNull
    @Exported
    public synchronized String getOverriddenFreeze() {
        return overriddenFreeze;
    }

    /** What went wrong, in one sentence, or empty. */
    public String getReason() {
        return Reason.summary(getMessage());
    }

    /** The rest of what went wrong, or empty. */
    public String getDetails() {
        return Reason.details(getMessage());
    }

    /** Whether the reason is the one failed boot, which has a line of its own. */
    public synchronized boolean isReasonOfOneFailure() {
        return failures.size() == 1
                && Reason.summary(failures.get(0).getReason()).equals(Reason.summary(message));
    }

    /** The last phase of the command, as people name it, or empty. */
    @Exported
    public synchronized String getPhase() {
        return phase;
    }

    /** How the command ended, if it did. */
    @Exported
    public synchronized Status getStatus() {
        return status;
    }

    /** How long the command took, as people write it; empty as long as it runs. */
    public synchronized String getDuration() {
        return millis == 0 ? "" : ElapsedTime.of(millis);
    }

    /** How long the command took, in milliseconds; 0 as long as it runs. */
    @Exported
    public synchronized long getMillis() {
        return millis;
    }

    /** When the command began; the epoch if it never began. */
    public synchronized Instant getStartedAt() {
        return Instant.ofEpochMilli(startedAtMillis);
    }

    /** When the command began, as pages and the REST API need it. */
    @Exported(name = "startedAt")
    public Date getStartDate() {
        return Date.from(getStartedAt());
    }

    /** Whether a hook failed. */
    public synchronized boolean isHookFailed() {
        return hooks.stream().anyMatch(hook -> !hook.isSuccessful());
    }

    /** The containers that the command booted. */
    @Exported(inline = true)
    public synchronized List<BootedContainer> getContainers() {
        return List.copyOf(containers);
    }

    /** Where the command could not boot its version. */
    @Exported(inline = true)
    public synchronized List<FailedBoot> getFailures() {
        return List.copyOf(failures);
    }

    /** The hooks that the command ran. */
    @Exported(inline = true)
    public synchronized List<HookRun> getHooks() {
        return List.copyOf(hooks);
    }

    /** What the command left out, and why. */
    @Exported
    public synchronized List<String> getSkipped() {
        return List.copyOf(skipped);
    }

    /** What a deploy would change; complete only if the command is {@code plan}. */
    @Exported(inline = true)
    public synchronized DeployPlan getPlan() {
        return plan;
    }

    /** The version that served on most of the roles before the command, or empty if it is not known. */
    @Exported
    public synchronized String getPreviousVersion() {
        return before.stream()
                .map(RoleBefore::version)
                .filter(served -> !served.isEmpty())
                .collect(Collectors.groupingBy(served -> served, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("");
    }

    /** Whether a command brings a version onto the servers. */
    public static boolean deploys(String command) {
        return DEPLOYING.contains(command);
    }

    /** Whether the command changed what runs on a host, or tried to. */
    public synchronized boolean isHostTouched() {
        return !containers.isEmpty() || !failures.isEmpty();
    }

    /** What runs now as each role on each host that the command is about, sorted by host. */
    @Exported(inline = true)
    public synchronized List<RoleState> getRoleStates() {
        boolean running = status == Status.RUNNING;
        Map<List<String>, RoleState> states = new HashMap<>();
        failures.forEach(failed -> states.put(
                List.of(failed.getHost(), failed.getRole()),
                old(new RoleBefore(failed.getHost(), failed.getRole(), null), running)));
        before.forEach(served -> states.put(List.of(served.host(), served.role()), old(served, running)));
        containers.forEach(booted -> states.put(
                List.of(booted.getHost(), booted.getRole()),
                RoleState.booted(booted, running ? HostProgress.SERVING : null)));
        if (states.isEmpty() && running) {
            // The roles of a host are not known before the rollout begins.
            steps.hosts().forEach(host -> states.put(List.of(host), old(new RoleBefore(host, null, null), running)));
        }
        return states.values().stream().sorted(RoleState.ORDER).toList();
    }

    private RoleState old(RoleBefore served, boolean running) {
        return RoleState.old(served, running ? steps.of(served.host(), served.role()) : null);
    }

    /** On how many of the hosts every role runs the new version. */
    @Exported
    public int getDoneHostCount() {
        List<RoleState> states = getRoleStates();
        Set<String> done = states.stream().map(RoleState::getHost).collect(Collectors.toCollection(HashSet::new));
        states.stream()
                .filter(state -> state.getServes() != RoleState.Serves.NEW)
                .map(RoleState::getHost)
                .forEach(done::remove);
        return done.size();
    }

    /** The same for a page: many hosts that read the same are one line. */
    public List<RoleGroup> getRoleGroups() {
        return RoleGroup.of(getRoleStates());
    }

    /** How many of the roles run the version that the command booted. */
    public long getBootedCount() {
        return getRoleStates().stream()
                .filter(state -> state.getServes() == RoleState.Serves.NEW)
                .count();
    }

    /** Saves a copy, because events may arrive while the build is being saved. */
    private synchronized Object writeReplace() {
        return new Deployment(this);
    }

    /** Restores what an incomplete file does not say. */
    private Object readResolve() {
        return new Deployment(this);
    }
}
