package io.jenkins.plugins.kamal.run.version;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serial;
import java.io.Serializable;

/** The settings of a step for the version and its source. Immutable; a setting that is not given is null. */
public final class SourceSettings implements Serializable {

    /** The configuration file of a step that names none. */
    public static final String DEFAULT_CONFIG_FILE = "config/deploy.yml";

    @Serial
    private static final long serialVersionUID = 1;

    @CheckForNull
    private final String version;

    /** Where the version comes from; null if the step names it. */
    @CheckForNull
    private final String origin;

    @CheckForNull
    private final String uncommitted;

    @CheckForNull
    private final String id;

    @CheckForNull
    private final String configFile;

    @CheckForNull
    private final String destination;

    /**
     * Settings; each may be null.
     *
     * @param version an explicit version
     * @param uncommitted the policy for uncommitted changes
     * @param id an explicit id of the source
     * @param configFile the configuration file, relative to the step's directory
     * @param destination the destination
     */
    public SourceSettings(
            @CheckForNull String version,
            @CheckForNull String uncommitted,
            @CheckForNull String id,
            @CheckForNull String configFile,
            @CheckForNull String destination) {
        this(version, null, uncommitted, id, configFile, destination);
    }

    private SourceSettings(
            @CheckForNull String version,
            @CheckForNull String origin,
            @CheckForNull String uncommitted,
            @CheckForNull String id,
            @CheckForNull String configFile,
            @CheckForNull String destination) {
        this.version = version;
        this.origin = origin;
        this.uncommitted = uncommitted;
        this.id = id;
        this.configFile = configFile;
        this.destination = destination;
    }

    /**
     * These settings with an explicit version.
     *
     * @param from where the version comes from, for people
     */
    public SourceSettings naming(String explicit, String from) {
        return new SourceSettings(explicit, from, uncommitted, id, configFile, destination);
    }

    /** Where an explicit version comes from, for people. */
    String origin() {
        return origin == null ? "the step's 'version'" : origin;
    }

    /** The explicit version, if any. */
    @CheckForNull
    public String version() {
        return version;
    }

    /** The policy for uncommitted changes, if any. */
    @CheckForNull
    public String uncommitted() {
        return uncommitted;
    }

    /** The explicit id of the source, if any. */
    @CheckForNull
    public String id() {
        return id;
    }

    /** The configuration file, relative to the step's directory. */
    public String configFile() {
        return configFile == null ? DEFAULT_CONFIG_FILE : configFile;
    }

    /** The destination, if any. */
    @CheckForNull
    public String destination() {
        return destination;
    }
}
