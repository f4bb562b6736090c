package io.jenkins.plugins.kamal.run.deployment;

import com.thoughtworks.xstream.converters.Converter;
import com.thoughtworks.xstream.converters.MarshallingContext;
import com.thoughtworks.xstream.converters.UnmarshallingContext;
import com.thoughtworks.xstream.io.HierarchicalStreamReader;
import com.thoughtworks.xstream.io.HierarchicalStreamWriter;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.run.plan.DeployPlan;
import io.jenkins.plugins.kamal.run.records.BoundedRecords;
import io.jenkins.plugins.kamal.run.status.ServerStatus;
import io.jenkins.plugins.kamal.run.watch.WatchedHost;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * What one command of the engine did: its version, image, hosts and hooks. The REST API shows it, and a build saves it as a
 * {@link SavedDeployment}. {@link DeploymentEvents} fills it from the events of the command, and {@link DeploymentSummary}
 * puts it into words for the build's page.
 */
@ExportedBean
public final class Deployment {

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

    private static final Set<String> DEPLOYING = Set.of("deploy", "redeploy", "setup", "rollback", "promote");

    private CommandRequest request;
    private CommandScope scope = CommandScope.UNKNOWN;
    private String command = "";
    private String version = "";
    private long startedAtMillis;
    private long stopSeconds;
    private String phase = "";
    private String image = "";
    private String digest = "";
    private final RoleOutcomes outcomes;
    private final List<WatchedHost> watched;
    private final List<String> visitorsEndedOn;
    private final List<HookRun> hooks;
    private final List<String> skipped;
    private final DeployPlan plan;
    private final ServerStatus servers;

    @CheckForNull
    private MigrationRun migration;

    @CheckForNull
    private PausedCanary canary;

    private CommandEnd end = CommandEnd.NONE;

    /** A command of which only the request is known. */
    Deployment(CommandRequest request) {
        this.request = request;
        outcomes = new RoleOutcomes(null, null, null);
        watched = new ArrayList<>();
        visitorsEndedOn = new ArrayList<>();
        hooks = new ArrayList<>();
        skipped = new ArrayList<>();
        plan = new DeployPlan();
        servers = new ServerStatus();
    }

    /** Fills in what an incomplete file lacks. */
    Deployment(SavedDeployment saved) {
        request = saved.request();
        scope = saved.scope();
        command = Util.fixNull(saved.command);
        version = Util.fixNull(saved.version);
        startedAtMillis = saved.startedAtMillis;
        stopSeconds = saved.stopSeconds;
        phase = Util.fixNull(saved.phase);
        image = Util.fixNull(saved.image);
        digest = Util.fixNull(saved.digest);
        outcomes = saved.outcomes();
        watched = BoundedRecords.copyOf(saved.watched);
        visitorsEndedOn = BoundedRecords.copyOf(saved.visitorsEndedOn);
        hooks = BoundedRecords.copyOf(saved.hooks);
        skipped = BoundedRecords.copyOf(saved.skipped);
        plan = Util.fixNull(saved.plan, new DeployPlan()).copy();
        servers = Util.fixNull(saved.servers, new ServerStatus()).copy();
        migration = saved.migration;
        canary = saved.canary;
        end = saved.end();
    }

    /** Records the start of the command, once. */
    synchronized boolean start(DeployEvent.CommandStarted started, Instant at) {
        if (startedAtMillis != 0) {
            return false;
        }
        command = started.command();
        scope = CommandScope.of(started);
        version = started.version();
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

    synchronized boolean add(HookRun hook) {
        return BoundedRecords.add(hooks, hook);
    }

    /** Records the figures of a host. Those of the watch over all hosts replace those of the canary's watch. */
    synchronized boolean add(WatchedHost host) {
        watched.removeIf(known -> known.getHost().equals(host.getHost()));
        return BoundedRecords.add(watched, host);
    }

    synchronized boolean addSkipped(String whatAndWhy) {
        return BoundedRecords.add(skipped, whatAndWhy);
    }

    /** Refuses a container of another version than the one that the command is about. */
    synchronized boolean add(BootedContainer booted) {
        return (version.isEmpty() || version.equals(booted.getVersion())) && outcomes.add(booted);
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

    synchronized void finish(Status status, DeployEvent.CommandFinished finished) {
        if (status == Status.SUCCEEDED && canary != null && canary.isEnded()) {
            canary = null;
        }
        boolean paused = status == Status.SUCCEEDED && canary != null;
        end = CommandEnd.reported(paused ? Status.PAUSED : status, finished);
    }

    /**
     * Marks a command as failed that did not report its end and will not report it.
     *
     * @param asked the requested command, in case it never began; null if it is known to have begun
     * @param why why the command ended
     * @return whether the command had not reported its end
     */
    synchronized boolean fail(@CheckForNull String asked, String why) {
        if (!end.isRunning()) {
            return false;
        }
        command = command.isEmpty() ? Util.fixNull(asked) : command;
        end = CommandEnd.unreported(why);
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
        return scope.service();
    }

    /** The destination, or empty. */
    @Exported
    public synchronized String getDestination() {
        return scope.destination();
    }

    /** The version, or empty. */
    @Exported
    public synchronized String getVersion() {
        return version;
    }

    /** The hosts that the command is about. */
    @Exported
    public synchronized List<String> getHosts() {
        return scope.hosts();
    }

    /** The roles that the command is about. */
    @Exported
    public synchronized List<String> getRoles() {
        return scope.roles();
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
        return end.message();
    }

    /** The page of the documentation that says more about what went wrong, or null. */
    @CheckForNull
    @Exported
    public synchronized String getTroubleshooting() {
        return end.troubleshooting();
    }

    /** What went wrong, with the address of the page that says more about it, for the end of the build's log. */
    public synchronized String getAdvisedMessage() {
        return end.advisedMessage();
    }

    /** The reason that the step gives for the command, or null. */
    @CheckForNull
    @Exported
    public synchronized String getStatedReason() {
        return request.reason();
    }

    synchronized void overrideFreeze(@CheckForNull String overridden) {
        request = request.overriding(overridden);
    }

    /** Who has overridden which freeze, or null if the destination was not frozen. */
    @CheckForNull
    @Exported
    public synchronized String getOverriddenFreeze() {
        return request.overriddenFreeze();
    }

    /** The hosts that the command may be limited to; null if it is about all hosts that run a role. */
    @CheckForNull
    public synchronized List<String> limitedTo() {
        return request.limited() ? scope.hostsOfRoles() : null;
    }

    /** The hosts on which the command ended the canary by visitors of an earlier one. */
    public synchronized List<String> visitorsEndedOn() {
        return List.copyOf(visitorsEndedOn);
    }

    /** The configuration file that the step names, relative to its directory; empty if it is not known. */
    public synchronized String getConfigFile() {
        return request.configFile();
    }

    /** The last phase of the command, in words for people, or empty. */
    @Exported
    public synchronized String getPhase() {
        return phase;
    }

    /** How the command ended, or that it still runs. */
    @Exported
    public synchronized Status getStatus() {
        return end.status();
    }

    /**
     * Whether the engine itself has reported the end of the command. A command whose engine was lost sight of has a status,
     * too, but its engine may still be at work.
     */
    public synchronized boolean isEndReported() {
        return end.reported();
    }

    /** How many seconds the engine may take to stop; empty if the engine did not say so. */
    public synchronized OptionalLong stopSeconds() {
        return startedAtMillis == 0 || stopSeconds == 0 ? OptionalLong.empty() : OptionalLong.of(stopSeconds);
    }

    /** How long the command took, in milliseconds; 0 as long as it runs. */
    @Exported
    public synchronized long getMillis() {
        return end.millis();
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
        return outcomes.containers();
    }

    /** Where the command could not boot its version. */
    @Exported(inline = true)
    public synchronized List<FailedBoot> getFailures() {
        return outcomes.failures();
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
        return outcomes.previousVersion();
    }

    /** Whether a command brings a version onto the servers. */
    public static boolean deploys(String command) {
        return DEPLOYING.contains(command);
    }

    /** Whether the command changed what runs on a host, or tried to. */
    public synchronized boolean isHostTouched() {
        return outcomes.isHostTouched();
    }

    /** What runs now as each role on each host of the command, sorted by host. */
    @Exported(inline = true)
    public synchronized List<RoleState> getRoleStates() {
        return outcomes.states(end.isRunning());
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
                && known.containsAll(scope.hostsOfRoles())
                && states.stream().allMatch(state -> state.getVersion().equals(version));
    }

    /** The number of hosts on which every role runs the new version. */
    @Exported
    public int getDoneHostCount() {
        return RoleState.doneHosts(getRoleStates());
    }

    synchronized CommandRequest request() {
        return request;
    }

    synchronized CommandScope scope() {
        return scope;
    }

    /** Not a copy: for whoever holds the lock of this object. */
    RoleOutcomes outcomes() {
        return outcomes;
    }

    synchronized CommandEnd end() {
        return end;
    }

    /** Saves the flat form in place of this object. XStream finds the class by its name. */
    @Restricted(NoExternalUse.class)
    public static final class ConverterImpl implements Converter {

        @Override
        public boolean canConvert(@CheckForNull Class type) {
            return type == Deployment.class;
        }

        @Override
        public void marshal(Object deployment, HierarchicalStreamWriter writer, MarshallingContext context) {
            context.convertAnother(new SavedDeployment((Deployment) deployment));
        }

        @Override
        public Object unmarshal(HierarchicalStreamReader reader, UnmarshallingContext context) {
            return context.convertAnother(context.currentObject(), SavedDeployment.class);
        }
    }
}
