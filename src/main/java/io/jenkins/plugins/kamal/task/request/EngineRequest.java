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
 * The request of a Pipeline step or a freestyle build step to the engine: one command, and the ids of the credentials
 * that it needs. Immutable, and without any secret.
 */
public final class EngineRequest implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private static final int LONGEST_REASON = 500;
    private static final String ROLLBACK = "rollback";

    /** The command that deploys the version of a canary to the other hosts. */
    public static final String PROMOTE = "promote";

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
     * A request for a command that finds its version as Kamal does.
     *
     * @param command the engine's command, such as {@code ["deploy"]}
     * @param options its options, without those that the plugin adds
     * @param source where the version comes from, if the command needs one and the run has none yet
     * @param access the ids of credentials, and host keys
     */
    public static EngineRequest of(List<String> command, CommandOptions options, SourceSettings source, Access access) {
        return new EngineRequest(command, options.toList(), source, access, false, false, ReturnKind.NOTHING, null);
    }

    /** This request with the version of the run, which is computed if there is none yet. */
    public EngineRequest withVersionOfRun() {
        return new EngineRequest(command, options, source, access, true, reusingImages, returns, reason);
    }

    /**
     * This request without building an image that the run has pushed, or that the registry has under the version.
     */
    public EngineRequest reusingImages() {
        return new EngineRequest(command, options, source, access, versionOfRun, true, returns, reason);
    }

    /** This request with another kind of return value. */
    public EngineRequest returning(ReturnKind result) {
        return new EngineRequest(command, options, source, access, versionOfRun, reusingImages, result, reason);
    }

    /** This request with the reason for it, if the step gives one. */
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

    /** The reason for the request, or null. */
    @CheckForNull
    public String reason() {
        return reason;
    }

    /** The engine's command. */
    public List<String> command() {
        return List.copyOf(command);
    }

    /** The first word of the command, for messages. Options and arguments may contain confidential text. */
    public String title() {
        return command.isEmpty() ? "kamal" : command.get(0);
    }

    /** The options of the command. */
    public List<String> options() {
        return List.copyOf(options);
    }

    /** Where the version comes from. */
    public SourceSettings source() {
        return source;
    }

    /** The access to servers and registry. */
    public Access access() {
        return access;
    }

    /** Whether the engine gets the version of the run. */
    public boolean isWithVersionOfRun() {
        return versionOfRun;
    }

    /** Whether existing images are not built again. */
    public boolean isReusingImages() {
        return reusingImages;
    }

    /** What the step returns. */
    public ReturnKind returns() {
        return returns;
    }

    /** Whether this is a rollback whose step names no version. */
    public boolean isRollbackWithoutVersion() {
        return ROLLBACK.equals(title()) && (command.size() < 2 || command.get(1).isBlank());
    }

    /** The version to roll back to, or empty if this is no rollback or names none. */
    public Optional<String> rollbackVersion() {
        return ROLLBACK.equals(title()) && !isRollbackWithoutVersion() ? Optional.of(command.get(1)) : Optional.empty();
    }

    /** Whether the command may be limited to some of the hosts or roles. */
    public boolean isLimited() {
        return new CommandWords(options).mayLimitHosts() || new CommandWords(command).mayLimitHosts();
    }

    /** Whether this changes the environment of the version that runs, and nothing else. */
    public boolean isEnvironmentOnly() {
        return options.contains(CommandOptions.ENVIRONMENT_ONLY);
    }

    /** Whether this is a promotion whose step names no version. */
    public boolean isPromotionWithoutVersion() {
        return isPromotion() && source.version() == null;
    }

    /** Whether this deploys the version of a canary to the other hosts. */
    public boolean isPromotion() {
        return PROMOTE.equals(title());
    }

    /**
     * This request with an explicit version.
     *
     * @param origin where the version comes from, for people
     */
    public EngineRequest naming(String version, String origin) {
        return new EngineRequest(
                command, options, source.naming(version, origin), access, versionOfRun, reusingImages, returns, reason);
    }

    /** This rollback with the version to roll back to. */
    public EngineRequest rollingBackTo(String version) {
        return new EngineRequest(
                List.of(ROLLBACK, version), options, source, access, versionOfRun, reusingImages, returns, reason);
    }

    /**
     * Refuses a rollback without a version or with an invalid one, before anything is started.
     *
     * @throws AbortException with the step and the version in its message
     */
    public void requireVersion() throws AbortException {
        if (isRollbackWithoutVersion()) {
            throw new AbortException("The rollback names no version. Set 'version' to one that the servers still have;"
                    + " `kamal 'app containers'` lists them");
        }
        try {
            rollbackVersion().ifPresent(Version::new);
        } catch (EngineException e) {
            throw new AbortException("The rollback cannot start: " + e.getMessage());
        }
    }
}
