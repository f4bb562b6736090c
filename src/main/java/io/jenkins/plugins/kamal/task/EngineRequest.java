package io.jenkins.plugins.kamal.task;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.credentials.Access;
import io.jenkins.plugins.kamal.run.SourceSettings;
import java.io.Serial;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * What a step or a build step asks of the engine: one command, and the ids of what it needs. Both entrances, Pipeline
 * and freestyle, make the same request. Immutable, and without any secret.
 */
public final class EngineRequest implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    /** Whether the command is about the run's version. */
    public enum VersionUse {
        /** It gets the run's version, which is resolved if there is none yet. */
        RUN,
        /** It keeps Kamal's own rule for this command. */
        OWN
    }

    private final List<String> command;
    private final List<String> options;
    private final VersionUse versionUse;
    private final SourceSettings source;

    @CheckForNull
    private final String sshCredentialsId;

    @CheckForNull
    private final String registryCredentialsId;

    @CheckForNull
    private final String knownHosts;

    /**
     * A request.
     *
     * @param command the engine's command, {@code ["deploy"]}
     * @param options its options beside those that the plugin adds itself
     * @param versionUse whether the run's version is passed on
     * @param source where the version comes from, if the run has none yet
     * @param access the ids of credentials, and host keys
     */
    public EngineRequest(
            List<String> command, List<String> options, VersionUse versionUse, SourceSettings source, Access access) {
        this.command = List.copyOf(command);
        this.options = List.copyOf(options);
        this.versionUse = Objects.requireNonNull(versionUse);
        this.source = Objects.requireNonNull(source);
        this.sshCredentialsId = access.sshCredentialsId();
        this.registryCredentialsId = access.registryCredentialsId();
        this.knownHosts = access.knownHosts();
    }

    /** The deploy of the run's version. */
    public static EngineRequest deploy(SourceSettings source, DeployOptions options, Access access) {
        return new EngineRequest(List.of("deploy"), options.toList(), VersionUse.RUN, source, access);
    }

    /** The engine's command. */
    public List<String> command() {
        return command;
    }

    /** Its options. */
    public List<String> options() {
        return options;
    }

    /** Whether the run's version is passed on. */
    public VersionUse versionUse() {
        return versionUse;
    }

    /** Where the version comes from. */
    public SourceSettings source() {
        return source;
    }

    /** How servers and registry are reached. */
    public Access access() {
        return new Access(sshCredentialsId, registryCredentialsId, knownHosts);
    }
}
