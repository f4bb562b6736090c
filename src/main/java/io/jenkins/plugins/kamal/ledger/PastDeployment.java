package io.jenkins.plugins.kamal.ledger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.kamal.run.deployment.Deployment;
import io.jenkins.plugins.kamal.run.deployment.PausedCanary;
import io.jenkins.plugins.kamal.text.Abbreviation;
import io.jenkins.plugins.kamal.text.Age;
import io.jenkins.plugins.kamal.text.ElapsedTime;
import io.jenkins.plugins.kamal.text.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * One entry of the history: the summary of a command that ended. The details stay with the build. Not a record, because
 * XStream saves it.
 */
@ExportedBean
public final class PastDeployment {

    private static final int LONGEST_MESSAGE = 300;
    private static final int LONGEST_PATH = 300;

    private final String invocation;
    private final BuildReference build;
    private final String command;

    /** The configuration file; empty if it is not known, as in a file of an earlier version of the plugin. */
    private final String configFile;

    private final String version;
    private final Deployment.Status status;
    private final String message;
    private final long startedMillis;

    /** When the controller recorded this entry; 0 in a file of an earlier version of the plugin. */
    private final long enteredMillis;

    private final long millis;
    private final int booted;

    /** Whether the version runs on all hosts; false in a file of an earlier version of the plugin. */
    private final boolean onAllHosts;

    /** The hosts that the command was limited to; null for all, and in a file of an earlier version of the plugin. */
    @CheckForNull
    private final List<String> limitedTo;

    @CheckForNull
    private final PausedCanary canary;

    /** Where the command ended a canary by visitors; null in a file of an earlier version of the plugin. */
    @CheckForNull
    private final List<String> visitorsEndedOn;

    private final Provenance provenance;

    private PastDeployment(
            String invocation, BuildReference build, Deployment deployment, Provenance provenance, long enteredMillis) {
        String reason = Reason.summary(deployment.getMessage());
        this.invocation = invocation;
        this.build = build;
        this.command = deployment.getCommand();
        this.configFile = deployment.getConfigFile().length() <= LONGEST_PATH ? deployment.getConfigFile() : "";
        this.version = deployment.getVersion();
        this.status = deployment.getStatus();
        this.message = reason.length() <= LONGEST_MESSAGE ? reason : reason.substring(0, LONGEST_MESSAGE - 1) + "…";
        this.startedMillis = deployment.getStartedAt().toEpochMilli();
        this.enteredMillis = enteredMillis;
        this.millis = deployment.getMillis();
        this.booted = deployment.getContainers().size();
        this.onAllHosts = deployment.isOnAllHosts();
        this.limitedTo = deployment.limitedTo();
        this.canary = deployment.getCanary();
        this.visitorsEndedOn = new ArrayList<>(deployment.visitorsEndedOn());
        this.provenance = provenance;
    }

    /** A copy with another build. Fills in what an incomplete file lacks. */
    private PastDeployment(PastDeployment saved, @CheckForNull BuildReference build) {
        this.invocation = Util.fixNull(saved.invocation);
        this.build = build == null ? new BuildReference(null, true, 0) : build;
        this.command = Util.fixNull(saved.command);
        this.configFile = Util.fixNull(saved.configFile);
        this.version = Util.fixNull(saved.version);
        this.status = Util.fixNull(saved.status, Deployment.Status.FAILED);
        this.message = Util.fixNull(saved.message);
        this.startedMillis = saved.startedMillis;
        this.enteredMillis = saved.enteredMillis;
        this.millis = saved.millis;
        this.booted = saved.booted;
        this.onAllHosts = saved.onAllHosts;
        this.limitedTo = saved.limitedTo == null ? null : new ArrayList<>(saved.limitedTo);
        this.canary = saved.canary;
        this.visitorsEndedOn = new ArrayList<>(Util.fixNull(saved.visitorsEndedOn));
        this.provenance = Util.fixNull(saved.provenance, Provenance.UNKNOWN);
    }

    static PastDeployment of(
            String invocation, BuildReference build, Deployment deployment, Provenance provenance, Instant entered) {
        return new PastDeployment(invocation, build, deployment, provenance, entered.toEpochMilli());
    }

    String invocation() {
        return invocation;
    }

    /** The build. */
    @Exported(inline = true)
    public BuildReference getBuild() {
        return build;
    }

    /** The command, such as {@code deploy}. */
    @Exported
    public String getCommand() {
        return command;
    }

    /** The configuration file that the step named, relative to its directory; empty if it is not known. */
    public String configFile() {
        return configFile;
    }

    /** The version, or empty. */
    @Exported
    public String getVersion() {
        return version;
    }

    /** The version, short enough for a page. */
    public String getShortVersion() {
        return Abbreviation.version(version);
    }

    /** How the command ended. */
    @Exported
    public Deployment.Status getStatus() {
        return status;
    }

    /** Why the command failed, in one sentence, or empty. */
    @Exported
    public String getMessage() {
        return message;
    }

    /** When the command started. */
    @Exported
    public Date getStarted() {
        return new Date(startedMillis);
    }

    /**
     * When the controller recorded this entry. The times of events come from the agent and are not used for decisions; only
     * an entry of an earlier version of the plugin has no other time than its start.
     */
    public long enteredMillis() {
        return enteredMillis == 0 ? startedMillis : enteredMillis;
    }

    /** How long the command took, in milliseconds. */
    @Exported
    public long getMillis() {
        return millis;
    }

    /** How long the command took, such as {@code 41.2 s}; empty for 0. */
    public String getDuration() {
        return millis == 0 ? "" : ElapsedTime.of(millis);
    }

    /** How many containers the command booted. */
    @Exported
    public int getBooted() {
        return booted;
    }

    /** Whether the command has taken the version of an earlier one from its visitors, whatever its own result is. */
    boolean hasEndedVisitors() {
        return hasEndedAllVisitors() || !visitorsEndedOn().isEmpty();
    }

    /** Whether it has done so on all of its hosts, as a file of an earlier version of the plugin says. */
    private boolean hasEndedAllVisitors() {
        return canary != null && canary.isForVisitors() && canary.isEnded();
    }

    /** The hosts on which it has done so; empty in a file of an earlier version of the plugin. */
    List<String> visitorsEndedOn() {
        return Util.fixNull(visitorsEndedOn);
    }

    /**
     * Whether the command left its version serving some of the visitors: it has paused, or it failed and could not take
     * the version from them on every host.
     */
    boolean servesVisitors() {
        return canary != null && canary.isForVisitors() && !canary.isEnded();
    }

    /** Whether the command left a canary about which somebody has to decide. */
    boolean leavesCanary() {
        return status == Deployment.Status.PAUSED || servesVisitors();
    }

    /** Whether the command left its canary on some of these hosts and on no others. */
    boolean hasCanaryOnlyOn(Set<String> hosts) {
        return canary != null && !canary.getHosts().isEmpty() && hosts.containsAll(canary.getHosts());
    }

    /** Whether the version runs on all hosts of the command, whatever its result is. */
    private boolean isOnAllHosts() {
        return onAllHosts || status == Deployment.Status.SUCCEEDED;
    }

    /** Whether no canary is open after the command, because it succeeded on all hosts. */
    boolean endsEveryCanary() {
        return status == Deployment.Status.SUCCEEDED && isAboutAllHosts();
    }

    /** Whether no canary by hosts is open after the command, because its version runs on all hosts. */
    boolean endsCanaryByHosts() {
        return isOnAllHosts() && isAboutAllHosts();
    }

    /** Whether no canary by visitors is open after the command, because it took the version from them on all hosts. */
    boolean endsCanaryByVisitors() {
        return hasEndedAllVisitors() && isAboutAllHosts();
    }

    /** The hosts that the command was limited to and on which it went back to an earlier version. */
    List<String> hostsTakenBack() {
        return isRollback() && isOnAllHosts() ? List.copyOf(Util.fixNull(limitedTo)) : List.of();
    }

    /** Whether the command was about all hosts; one that was not says nothing about a canary on the others. */
    boolean isAboutAllHosts() {
        return limitedTo == null;
    }

    /** The hosts or the visitors of the canary after which the command paused, or null if it did not pause. */
    @CheckForNull
    @Exported(inline = true)
    public PausedCanary getCanary() {
        return canary;
    }

    /** Who or what started the command, and its commits. */
    @Exported(inline = true)
    public Provenance getProvenance() {
        return provenance;
    }

    /** The commit of the version, or null if it is not known. */
    @CheckForNull
    public CommitReference getCommit() {
        return provenance.getCommit();
    }

    /** How long ago the command started. */
    public String getAge() {
        return Age.of(getStarted());
    }

    /** Whether the command went back to an earlier version. */
    @Exported
    public boolean isRollback() {
        return JobLedger.ROLLBACK.equals(command) || provenance.isRollback();
    }

    PastDeployment withBuild(BuildReference changed) {
        return changed == build ? this : new PastDeployment(this, changed);
    }

    /** Fills in what an incomplete file lacks. */
    private Object readResolve() {
        return new PastDeployment(this, build);
    }
}
