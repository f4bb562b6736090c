package io.jenkins.plugins.kamal.ledger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.kamal.run.deployment.BootedContainer;
import java.time.Instant;
import java.util.Date;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * What a job last did to a role on a host: it booted a version there, or removed the role. Not a record, because XStream
 * saves it.
 */
@ExportedBean
public final class RunningRole {

    private final String host;
    private final String role;
    private final String version;
    private final String digest;
    private final String proof;
    private final long sinceMillis;
    private final boolean removed;
    private final long enteredMillis;
    private final BuildReference build;

    /** 0 if the role was removed, or in the file of an earlier release. */
    private final int instances;

    private RunningRole(
            @CheckForNull String host,
            @CheckForNull String role,
            @CheckForNull String version,
            @CheckForNull String digest,
            @CheckForNull String proof,
            long sinceMillis,
            boolean removed,
            long enteredMillis,
            @CheckForNull BuildReference build,
            int instances) {
        this.host = Util.fixNull(host);
        this.role = Util.fixNull(role);
        this.version = Util.fixNull(version);
        this.digest = Util.fixNull(digest);
        this.proof = proof == null ? BootedContainer.NOT_PROVEN : proof;
        this.sinceMillis = sinceMillis;
        this.removed = removed;
        this.enteredMillis = enteredMillis;
        this.build = build == null ? new BuildReference(null, true, 0) : build;
        this.instances = instances;
    }

    static RunningRole booted(BootedContainer container, BuildReference build, Instant entered) {
        return new RunningRole(
                container.getHost(),
                container.getRole(),
                container.getVersion(),
                container.getDigest(),
                container.getProof(),
                container.getSince().toEpochMilli(),
                false,
                entered.toEpochMilli(),
                build,
                container.getInstances());
    }

    static RunningRole removed(String host, String role, BuildReference build, Instant entered) {
        return new RunningRole(
                host, role, "", "", null, entered.toEpochMilli(), true, entered.toEpochMilli(), build, 0);
    }

    /** The host. */
    @Exported
    public String getHost() {
        return host;
    }

    /** The role. */
    @Exported
    public String getRole() {
        return role;
    }

    /** The version, or empty if the role was removed. */
    @Exported
    public String getVersion() {
        return version;
    }

    /** The digest of the container's image, or empty. */
    @Exported
    public String getDigest() {
        return digest;
    }

    /** {@code PROVEN}, {@code NOT_PROVEN} or {@code DIFFERENT}. */
    @Exported
    public String getProof() {
        return proof;
    }

    /** When the container began to serve, or when the role was removed. */
    @Exported
    public Date getSince() {
        return new Date(sinceMillis);
    }

    /** Whether the role was removed from the host, or stopped there. */
    @Exported
    public boolean isRemoved() {
        return removed;
    }

    /** How many containers of the role run on the host, as far as the job knows; 0 if it does not. */
    @Exported
    public int getInstances() {
        return instances;
    }

    /** The build that booted or removed the role. */
    @Exported(inline = true)
    public BuildReference getBuild() {
        return build;
    }

    /**
     * When the controller recorded this entry. The times of events come from the agent and are not used for decisions.
     */
    public long enteredMillis() {
        return enteredMillis;
    }

    RunningRole withBuild(BuildReference changed) {
        return changed == build
                ? this
                : new RunningRole(
                        host, role, version, digest, proof, sinceMillis, removed, enteredMillis, changed, instances);
    }

    /** Fills in what an incomplete file lacks. */
    private Object readResolve() {
        return new RunningRole(
                host, role, version, digest, proof, sinceMillis, removed, enteredMillis, build, instances);
    }
}
