package io.jenkins.plugins.kamal.run.deployment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.PlainText;
import io.jenkins.plugins.kamal.run.plan.DeployPlan;
import io.jenkins.plugins.kamal.run.plan.PlannedChange;
import io.jenkins.plugins.kamal.run.records.BoundedRecords;
import io.jenkins.plugins.kamal.run.status.FoundDrift;
import io.jenkins.plugins.kamal.run.status.FoundRole;
import io.jenkins.plugins.kamal.run.status.ServerStatus;
import io.jenkins.plugins.kamal.run.watch.WatchedHost;
import java.io.Serial;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * What one command of the engine did: its version, image, hosts and hooks. This class is saved with a build and
 * shown by the REST API. {@link DeploymentEvents} fills it from the events of the command, and {@link
 * DeploymentSummary} puts it into words for the build's page.
 */
@ExportedBean
public final class Deployment implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    /** How the command ended, or that it still runs. */
    public enum Status {
        /** The command still runs. */
        RUNNING,
        /** The command succeeded. */
        SUCCEEDED,
        /** The command failed. */
        FAILED,
        /** Somebody stopped the command. */
        STOPPED,
        /** The command succeeded on the hosts of its canary, and somebody has to decide about the others. */
        PAUSED
    }

    /** How many characters of details about failures are kept, so that the record of a build stays small. */
    static final int MOST_DETAILS = 30_000;

    private static final Set<String> DEPLOYING = Set.of("deploy", "redeploy", "setup", "rollback", "promote");

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
    private long stopSeconds;
    private boolean endReported;
    private List<String> hosts = new ArrayList<>();

    /** Those of the hosts that run a role; null in the record of an earlier version, and if the engine named none. */
    @CheckForNull
    private List<String> appHosts;

    private List<String> roles = new ArrayList<>();
    private List<RoleBefore> before = new ArrayList<>();
    private List<BootedContainer> containers = new ArrayList<>();
    private List<FailedBoot> failures = new ArrayList<>();
    private List<WatchedHost> watched = new ArrayList<>();
    private List<HookRun> hooks = new ArrayList<>();
    private List<String> skipped = new ArrayList<>();
    private DeployPlan plan = new DeployPlan();
    private ServerStatus servers = new ServerStatus();

    @CheckForNull
    private MigrationRun migration;

    @CheckForNull
    private PausedCanary canary;

    private List<String> visitorsEndedOn = new ArrayList<>();
    private final transient HostSteps steps = new HostSteps(BoundedRecords.MOST);

    @CheckForNull
    private final String statedReason;

    @CheckForNull
    private String overriddenFreeze;

    private String configFile = "";
    private boolean limited;

    /** A command of which only the stated reason is known; null if nobody stated one. */
    Deployment(@CheckForNull String statedReason) {
        this.statedReason = statedReason;
    }

    private Deployment(Deployment saved) {
        statedReason = saved.statedReason;
        overriddenFreeze = saved.overriddenFreeze;
        configFile = Util.fixNull(saved.configFile);
        limited = saved.limited;
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
        stopSeconds = saved.stopSeconds;
        endReported = saved.endReported;
        hosts = BoundedRecords.copyOf(saved.hosts);
        appHosts = saved.appHosts == null ? null : BoundedRecords.copyOf(saved.appHosts);
        roles = BoundedRecords.copyOf(saved.roles);
        before = BoundedRecords.copyOf(saved.before);
        containers = BoundedRecords.copyOf(saved.containers);
        failures = BoundedRecords.copyOf(saved.failures);
        watched = BoundedRecords.copyOf(saved.watched);
        hooks = BoundedRecords.copyOf(saved.hooks);
        skipped = BoundedRecords.copyOf(saved.skipped);
        migration = saved.migration;
        canary = saved.canary;
        visitorsEndedOn = BoundedRecords.copyOf(saved.visitorsEndedOn);
        plan = Util.fixNull(saved.plan, new DeployPlan()).copy();
        servers = Util.fixNull(saved.servers, new ServerStatus()).copy();
    }

    /** Records the start of the command, once. */
    synchronized boolean start(DeployEvent.CommandStarted started, Instant at) {
        if (startedAtMillis != 0) {
            return false;
        }
        command = started.command();
        service = started.service();
        destination = started.destination();
        version = started.version();
        started.hosts().stream().limit(BoundedRecords.MOST).forEach(hosts::add);
        appHosts = started.appHosts() == null ? null : BoundedRecords.copyOf(started.appHosts());
        started.roles().stream().limit(BoundedRecords.MOST).forEach(roles::add);
        startedAtMillis = at.toEpochMilli();
        stopSeconds = started.stopSeconds();
        return true;
    }

    /** Records the version that a command without one found on the servers. */
    synchronized boolean findVersion(String found) {
        boolean first = version.isEmpty();
        version = first ? found : version;
        return first || version.equals(found);
    }

    synchronized void enterPhase(String name) {
        phase = name;
    }

    synchronized void setImage(String reference) {
        image = reference;
    }

    synchronized void setPushedImage(String reference, String pushedDigest) {
        image = reference;
        digest = pushedDigest;
    }

    synchronized void advance(DeployEvent.HostAdvanced advanced) {
        steps.advance(advanced);
    }

    synchronized boolean add(HookRun hook) {
        return BoundedRecords.add(hooks, hook);
    }

    /** Records that several containers were booted, of which the first is known. */
    synchronized void add(DeployEvent.InstancesBooted booted) {
        containers.replaceAll(container ->
                container.isAt(booted.host(), booted.role()) ? container.withInstances(booted.instances()) : container);
    }

    /** Records the figures of a host. Those of the watch over all hosts replace those of the canary's watch. */
    synchronized boolean add(WatchedHost host) {
        watched.removeIf(known -> known.getHost().equals(host.getHost()));
        return BoundedRecords.add(watched, host);
    }

    synchronized boolean addSkipped(String whatAndWhy) {
        return BoundedRecords.add(skipped, whatAndWhy);
    }

    /**
     * Records the version that serves before the boot, or serves again because the deploy failed on another host. Without
     * a version, it is not known what serves.
     */
    synchronized boolean add(RoleBefore served) {
        RoleBefore now = before.stream()
                .filter(known -> known.isAt(served.host(), served.role()))
                .findFirst()
                .map(served::after)
                .orElse(served);
        before.removeIf(known -> known.isAt(served.host(), served.role()));
        containers.removeIf(booted -> booted.isAt(served.host(), served.role()));
        return BoundedRecords.add(before, now);
    }

    /** Refuses a container of another version than the one that the command is about. */
    synchronized boolean add(BootedContainer booted) {
        return (version.isEmpty() || version.equals(booted.getVersion())) && BoundedRecords.add(containers, booted);
    }

    synchronized boolean add(FailedBoot failed) {
        steps.fail(failed.getHost(), failed.getRole());
        int kept = failures.stream().mapToInt(one -> one.getDetails().length()).sum();
        return BoundedRecords.add(failures, kept < MOST_DETAILS ? failed : failed.withoutDetails());
    }

    /** Records the migration; a deploy has only one. */
    synchronized boolean migrate(MigrationRun ran) {
        boolean first = migration == null;
        migration = first ? ran : migration;
        return first;
    }

    synchronized void pause(DeployEvent.CanaryPaused paused) {
        canary = new PausedCanary(paused.hosts(), paused.hostCount());
    }

    synchronized void pause(DeployEvent.VisitorsChosen chosen) {
        canary = new PausedCanary(
                chosen.hosts(),
                chosen.hostCount(),
                chosen.percent(),
                chosen.allowed().size());
    }

    synchronized void end(DeployEvent.VisitorsEnded ended) {
        ended.hosts().forEach(host -> BoundedRecords.add(visitorsEndedOn, host));
    }

    synchronized void plan(DeployEvent.ChangePlanned change) {
        plan.add(new PlannedChange(change));
    }

    synchronized void completePlan(DeployEvent.PlanMade made) {
        plan.complete(made.fingerprint(), made.hooks());
    }

    synchronized void found(DeployEvent.RoleFound role) {
        servers.add(new FoundRole(role));
    }

    synchronized void found(DeployEvent.DriftFound drift) {
        servers.add(new FoundDrift(drift));
    }

    synchronized void completeStatus(DeployEvent.StatusAsked asked) {
        servers.complete(asked);
    }

    synchronized void finish(Status end, DeployEvent.CommandFinished finished) {
        if (end == Status.SUCCEEDED && canary != null && canary.isEnded()) {
            canary = null;
        }
        status = end == Status.SUCCEEDED && canary != null ? Status.PAUSED : end;
        endReported = true;
        message = finished.message();
        topic = finished.topic();
        millis = finished.millis();
    }

    /**
     * Marks a command as failed that did not report its end and will not report it.
     *
     * @param asked the requested command, in case it never began; null if it is known to have begun
     * @param why why the command ended
     * @return whether the command had not reported its end
     */
    synchronized boolean fail(@CheckForNull String asked, String why) {
        if (status != Status.RUNNING) {
            return false;
        }
        command = command.isEmpty() ? Util.fixNull(asked) : command;
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

    /** The digest that was pushed, or empty. */
    @Exported
    public synchronized String getDigest() {
        return digest;
    }

    /** What went wrong, or empty. */
    @Exported
    public synchronized String getMessage() {
        return message;
    }

    /** The page of the documentation that says more about what went wrong, or null. */
    @CheckForNull
    @Exported
    public synchronized String getTroubleshooting() {
        return topic == null || !topic.hasAdvice() ? null : topic.address();
    }

    /** What went wrong, with the address of the page that says more about it, for the end of the build's log. */
    public synchronized String getAdvisedMessage() {
        return topic == null
                ? message
                : topic.advice().map(line -> message + "\n" + line).orElse(message);
    }

    /** The reason that the step gives for the command, or null. */
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

    synchronized void limit(boolean toSomeHosts) {
        limited = toSomeHosts;
    }

    /** The hosts that the command may be limited to; null if it is about all hosts that run a role. */
    @CheckForNull
    public synchronized List<String> limitedTo() {
        return limited ? List.copyOf(Util.fixNull(appHosts, hosts)) : null;
    }

    /** The hosts on which the command ended the canary by visitors of an earlier one. */
    public synchronized List<String> visitorsEndedOn() {
        return List.copyOf(visitorsEndedOn);
    }

    synchronized void readConfiguration(String file) {
        configFile = file;
    }

    /** The configuration file that the step names, relative to its directory; empty if it is not known. */
    public synchronized String getConfigFile() {
        return configFile;
    }

    /** The last phase of the command, in words for people, or empty. */
    @Exported
    public synchronized String getPhase() {
        return phase;
    }

    /** How the command ended, or that it still runs. */
    @Exported
    public synchronized Status getStatus() {
        return status;
    }

    /**
     * Whether the engine itself has reported the end of the command. A command whose engine was lost sight of has a status,
     * too, but its engine may still be at work.
     */
    public synchronized boolean isEndReported() {
        return endReported;
    }

    /** How many seconds the engine may take to stop; empty if the engine did not say so. */
    public synchronized OptionalLong stopSeconds() {
        return startedAtMillis == 0 || stopSeconds == 0 ? OptionalLong.empty() : OptionalLong.of(stopSeconds);
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

    /** When the command began, for pages and the REST API. */
    @Exported(name = "startedAt")
    public Date getStartDate() {
        return Date.from(getStartedAt());
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

    /** What the watch of the new version found on each host; empty without a watch. */
    @Exported(inline = true)
    public synchronized List<WatchedHost> getWatched() {
        return List.copyOf(watched);
    }

    /** The hooks that the command ran. */
    @Exported(inline = true)
    public synchronized List<HookRun> getHooks() {
        return List.copyOf(hooks);
    }

    /** What the command skipped, and why. */
    @Exported
    public synchronized List<String> getSkipped() {
        return List.copyOf(skipped);
    }

    /** The migration that ran before the first boot, or null if none ran. */
    @CheckForNull
    @Exported(inline = true)
    public synchronized MigrationRun getMigration() {
        return migration;
    }

    /** The hosts of the canary after which the command paused, or null if it did not pause. */
    @CheckForNull
    @Exported(inline = true)
    public synchronized PausedCanary getCanary() {
        return canary;
    }

    /** What a deploy would change; complete only if the command is {@code plan}. */
    @Exported(inline = true)
    public synchronized DeployPlan getPlan() {
        return plan;
    }

    /** What runs on the servers, and how it differs from what is expected; complete only if the command is {@code status}. */
    @Exported(inline = true)
    public synchronized ServerStatus getServers() {
        return servers;
    }

    /** The version that served as most of the roles before the command, or empty if it is not known. */
    @Exported
    public synchronized String getPreviousVersion() {
        return RoleBefore.mostServed(before);
    }

    /** Whether a command brings a version onto the servers. */
    public static boolean deploys(String command) {
        return DEPLOYING.contains(command);
    }

    /** Whether the command changed what runs on a host, or tried to. */
    public synchronized boolean isHostTouched() {
        return !containers.isEmpty() || !failures.isEmpty();
    }

    /** What runs now as each role on each host of the command, sorted by host. */
    @Exported(inline = true)
    public synchronized List<RoleState> getRoleStates() {
        return RoleState.of(before, containers, failures, status == Status.RUNNING ? steps : null);
    }

    /**
     * Whether every role runs the version of the command on every host of the app that the command is about; a host with
     * accessories only does not count. This does not depend on the result: a command may fail after its last boot, for
     * example in the hook {@code post-deploy}.
     */
    public synchronized boolean isOnAllHosts() {
        List<RoleState> states = getRoleStates();
        Set<String> known = states.stream().map(RoleState::getHost).collect(Collectors.toSet());
        return !states.isEmpty()
                && known.containsAll(Util.fixNull(appHosts, hosts))
                && states.stream().allMatch(state -> state.getVersion().equals(version));
    }

    /** The number of hosts on which every role runs the new version. */
    @Exported
    public int getDoneHostCount() {
        return RoleState.doneHosts(getRoleStates());
    }

    /** Saves a copy, because events may arrive while the build is being saved. */
    private synchronized Object writeReplace() {
        return new Deployment(this);
    }

    /** Fills in what an incomplete file lacks. */
    private Object readResolve() {
        return new Deployment(this);
    }
}
