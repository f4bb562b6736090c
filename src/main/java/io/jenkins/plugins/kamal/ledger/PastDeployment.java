package io.jenkins.plugins.kamal.ledger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.kamal.run.deployment.Deployment;
import io.jenkins.plugins.kamal.text.Abbreviation;
import io.jenkins.plugins.kamal.text.Age;
import io.jenkins.plugins.kamal.text.ElapsedTime;
import io.jenkins.plugins.kamal.text.Reason;
import java.util.Date;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * One entry of the history: the summary of a command that ended. The details stay with the build. Not a record, because
 * XStream saves it.
 */
@ExportedBean
public final class PastDeployment {

    private static final int LONGEST_MESSAGE = 300;

    private final String invocation;
    private final BuildReference build;
    private final String command;
    private final String version;
    private final Deployment.Status status;
    private final String message;
    private final long startedMillis;
    private final long millis;
    private final int booted;
    private final Provenance provenance;

    private PastDeployment(
            @CheckForNull String invocation,
            @CheckForNull BuildReference build,
            @CheckForNull String command,
            @CheckForNull String version,
            @CheckForNull Deployment.Status status,
            @CheckForNull String message,
            long startedMillis,
            long millis,
            int booted,
            @CheckForNull Provenance provenance) {
        this.invocation = Util.fixNull(invocation);
        this.build = build == null ? new BuildReference(null, true, 0) : build;
        this.command = Util.fixNull(command);
        this.version = Util.fixNull(version);
        this.status = status == null ? Deployment.Status.FAILED : status;
        this.message = Util.fixNull(message);
        this.startedMillis = startedMillis;
        this.millis = millis;
        this.booted = booted;
        this.provenance = provenance == null ? Provenance.UNKNOWN : provenance;
    }

    static PastDeployment of(String invocation, BuildReference build, Deployment deployment, Provenance provenance) {
        String reason = Reason.summary(deployment.getMessage());
        return new PastDeployment(
                invocation,
                build,
                deployment.getCommand(),
                deployment.getVersion(),
                deployment.getStatus(),
                reason.length() <= LONGEST_MESSAGE ? reason : reason.substring(0, LONGEST_MESSAGE - 1) + "…",
                deployment.getStartedAt().toEpochMilli(),
                deployment.getMillis(),
                deployment.getContainers().size(),
                provenance);
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
        return changed == build
                ? this
                : new PastDeployment(
                        invocation,
                        changed,
                        command,
                        version,
                        status,
                        message,
                        startedMillis,
                        millis,
                        booted,
                        provenance);
    }

    /** Fills in what an incomplete file lacks. */
    private Object readResolve() {
        return new PastDeployment(
                invocation, build, command, version, status, message, startedMillis, millis, booted, provenance);
    }
}
