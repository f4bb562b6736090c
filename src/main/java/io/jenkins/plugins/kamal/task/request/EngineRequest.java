package io.jenkins.plugins.kamal.task.request;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import io.jenkins.plugins.kamal.credentials.Access;
import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.protocol.PlainText;
import io.jenkins.plugins.kamal.engine.version.Version;
import io.jenkins.plugins.kamal.run.version.SourceSettings;
import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a step or a build step asks of the engine: one command, and the ids of what it needs. Both entrances, Pipeline
 * and freestyle, make the same request. Immutable, and without any secret.
 */
public final class EngineRequest implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private static final int LONGEST_REASON = 500;
    private static final String ROLLBACK = "rollback";

    private final List<String> command;
    private final List<String> options;
    private final SourceSettings source;
    private final Access access;
    private final boolean versionOfRun;
    private final boolean reusingImages;
    private final ReturnKind returns;

    @CheckForNull
    private final String reason;

    private EngineRequest(
            List<String> command,
            List<String> options,
            SourceSettings source,
            Access access,
            boolean versionOfRun,
            boolean reusingImages,
            ReturnKind returns,
            @CheckForNull String reason) {
        this.command = new ArrayList<>(command);
        this.options = new ArrayList<>(options);
        this.source = Objects.requireNonNull(source);
        this.access = Objects.requireNonNull(access);
        this.versionOfRun = versionOfRun;
        this.reusingImages = reusingImages;
        this.returns = returns;
        this.reason = reason;
    }

    /**
     * A request for a command that keeps Kamal's own rule for its version.
     *
     * @param command the engine's command, {@code ["deploy"]}
     * @param options its options beside those that the plugin adds itself
     * @param source where the version comes from, if the command needs one and the run has none yet
     * @param access the ids of credentials, and host keys
     */
    public static EngineRequest of(List<String> command, CommandOptions options, SourceSettings source, Access access) {
        return new EngineRequest(command, options.toList(), source, access, false, false, ReturnKind.NOTHING, null);
    }

    /** This, with the run's version, which is resolved if there is none yet. */
    public EngineRequest withVersionOfRun() {
        return new EngineRequest(command, options, source, access, true, reusingImages, returns, reason);
    }

    /**
     * This, with an image that the run has pushed, or that stands in the registry under the version, not built again.
     */
    public EngineRequest reusingImages() {
        return new EngineRequest(command, options, source, access, versionOfRun, true, returns, reason);
    }

    /** This, with another result. */
    public EngineRequest returning(ReturnKind result) {
        return new EngineRequest(command, options, source, access, versionOfRun, reusingImages, result, reason);
    }

    /** This, with why somebody asks for it, if somebody says so. */
    public EngineRequest because(@CheckForNull String why) {
        return new EngineRequest(
                command,
                options,
                source,
                access,
                versionOfRun,
                reusingImages,
                returns,
                why == null ? null : PlainText.of(why.substring(0, Math.min(LONGEST_REASON, why.length()))));
    }

    /** Why somebody asks for it, or null. */
    @CheckForNull
    public String reason() {
        return reason;
    }

    /** The engine's command. */
    public List<String> command() {
        return List.copyOf(command);
    }

    /** The command's first word, for people: options and arguments may hold what nobody should read. */
    public String title() {
        return command.isEmpty() ? "kamal" : command.get(0);
    }

    /** Its options. */
    public List<String> options() {
        return List.copyOf(options);
    }

    /** Where the version comes from. */
    public SourceSettings source() {
        return source;
    }

    /** How servers and registry are reached. */
    public Access access() {
        return access;
    }

    /** Whether the run's version is passed on. */
    public boolean isWithVersionOfRun() {
        return versionOfRun;
    }

    /** Whether images that are there are not built again. */
    public boolean isReusingImages() {
        return reusingImages;
    }

    /** What the step gives back. */
    public ReturnKind returns() {
        return returns;
    }

    /** Whether this is a rollback whose step names no version. */
    public boolean isRollbackWithoutVersion() {
        return ROLLBACK.equals(title()) && (command.size() < 2 || command.get(1).isBlank());
    }

    /** The version to go back to; empty if this is no rollback or names none. */
    public Optional<String> rollbackVersion() {
        return ROLLBACK.equals(title()) && !isRollbackWithoutVersion() ? Optional.of(command.get(1)) : Optional.empty();
    }

    /** This rollback, with the version to go back to. */
    public EngineRequest rollingBackTo(String version) {
        return new EngineRequest(
                List.of(ROLLBACK, version), options, source, access, versionOfRun, reusingImages, returns, reason);
    }

    /**
     * Refuses a rollback to no version or to one that cannot be, before anything is started.
     *
     * @throws AbortException which names the step and the version
     */
    public void requireVersion() throws AbortException {
        if (!ROLLBACK.equals(command.get(0))) {
            return;
        }
        String version = command.size() < 2 ? "" : command.get(1);
        if (version.isBlank()) {
            throw new AbortException("The rollback names no version. Set 'version' to one that the servers still have;"
                    + " `kamal 'app containers'` lists them");
        }
        try {
            new Version(version);
        } catch (EngineException e) {
            throw new AbortException("The rollback cannot begin: " + e.getMessage());
        }
    }
}
