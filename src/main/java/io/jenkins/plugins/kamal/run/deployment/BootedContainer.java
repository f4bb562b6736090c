package io.jenkins.plugins.kamal.run.deployment;

import hudson.Util;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.text.Abbreviation;
import io.jenkins.plugins.kamal.text.ElapsedTime;
import java.io.Serial;
import java.io.Serializable;
import java.time.Instant;
import java.util.Date;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A container that a command booted and that became healthy. */
@ExportedBean
public final class BootedContainer implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    /** The value for an image whose digest cannot be compared. */
    public static final String NOT_PROVEN = DeployEvent.Proof.NOT_PROVEN.name();

    private final String host;
    private final String role;
    private final String name;
    private final String id;
    private final String version;
    private final String image;
    private final String imageId;
    private final String digest;
    private final String proof;
    private final long sinceMillis;
    private final long bootMillis;

    /** 0 in the file of an earlier release. */
    private final int instances;

    private BootedContainer(BootedContainer saved, int instances) {
        host = Util.fixNull(saved.host);
        role = Util.fixNull(saved.role);
        name = Util.fixNull(saved.name);
        id = Util.fixNull(saved.id);
        version = Util.fixNull(saved.version);
        image = Util.fixNull(saved.image);
        imageId = Util.fixNull(saved.imageId);
        digest = Util.fixNull(saved.digest);
        proof = Util.fixNull(saved.proof, NOT_PROVEN);
        sinceMillis = saved.sinceMillis;
        bootMillis = saved.bootMillis;
        this.instances = Math.max(1, instances);
    }

    BootedContainer(DeployEvent.ContainerBooted booted, Instant since) {
        host = booted.host();
        role = booted.role();
        name = booted.container();
        id = booted.containerId();
        version = booted.version();
        image = booted.image();
        imageId = booted.imageId();
        digest = booted.digest();
        proof = booted.proof().name();
        sinceMillis = since.toEpochMilli();
        bootMillis = booted.millis();
        instances = 1;
    }

    /** This container as the first of several of its role on its host. */
    BootedContainer withInstances(int count) {
        return new BootedContainer(this, count);
    }

    boolean isAt(String otherHost, String otherRole) {
        return host.equals(otherHost) && role.equals(otherRole);
    }

    /** The server. */
    @Exported
    public String getHost() {
        return host;
    }

    /** The role. */
    @Exported
    public String getRole() {
        return role;
    }

    /** The container's name. */
    @Exported
    public String getName() {
        return name;
    }

    /** How many containers of the role the command booted on the host; this is the first of them. */
    @Exported
    public int getInstances() {
        return instances;
    }

    /** The container's id, or empty. */
    @Exported
    public String getId() {
        return id;
    }

    /** The version. */
    @Exported
    public String getVersion() {
        return version;
    }

    /** The version, short enough for a page. */
    public String getShortVersion() {
        return Abbreviation.version(version);
    }

    /** The image that the container was started from. */
    @Exported
    public String getImage() {
        return image;
    }

    /** The id of the image on the server, {@code sha256:…}, or empty. */
    @Exported
    public String getImageId() {
        return imageId;
    }

    /** The digest of the image, or empty. */
    @Exported
    public String getDigest() {
        return digest;
    }

    /** The digest, short enough for a page, or empty. */
    public String getShortDigest() {
        return Abbreviation.digest(digest);
    }

    /** {@code PROVEN}, {@code NOT_PROVEN} or {@code DIFFERENT}. */
    @Exported
    public String getProof() {
        return proof;
    }

    /** Whether the image is proven to be the one that was pushed. */
    public boolean isProven() {
        return DeployEvent.Proof.PROVEN.name().equals(proof);
    }

    /** When the container began to serve. */
    public Instant getSince() {
        return Instant.ofEpochMilli(sinceMillis);
    }

    /** When the container began to serve, for pages and the REST API. */
    @Exported(name = "since")
    public Date getSinceDate() {
        return Date.from(getSince());
    }

    /** How long the boot took, in milliseconds. */
    @Exported
    public long getBootMillis() {
        return bootMillis;
    }

    /** How long the boot took, such as {@code 41.2 s}. */
    public String getDuration() {
        return ElapsedTime.of(bootMillis);
    }

    /** Fills in what an incomplete file lacks. */
    private Object readResolve() {
        return new BootedContainer(this, instances);
    }
}
