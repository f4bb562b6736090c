package io.jenkins.plugins.kamal.engine.cli.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.deploy.run.Request;
import io.jenkins.plugins.kamal.engine.deploy.run.RunLog.Verbosity;
import io.jenkins.plugins.kamal.engine.host.selection.Filters;
import io.jenkins.plugins.kamal.engine.protocol.InvocationDirectory;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** The options that every command has, as Kamal has them ({@code class_option} of {@code lib/kamal/cli/base.rb}). */
public final class GlobalOptions {

    /** The hidden option with which the plugin names the invocation's directory. */
    public static final String INVOCATION = "--invocation";

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}([0-9a-f]{24})?");
    private static final String CONFIG_FILE = "config/deploy.yml";

    private final ProcessContext process;

    @Option(
            names = {"-d", "--destination"},
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "The destination; config/deploy.NAME.yml overrides config/deploy.yml")
    @CheckForNull
    private String destination;

    @Option(
            names = {"-c", "--config-file", "--config_file"},
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "The configuration file, by default " + CONFIG_FILE)
    @CheckForNull
    private String configFile;

    @Option(
            names = "--version",
            paramLabel = "VERSION",
            scope = ScopeType.INHERIT,
            description = "The version to use instead of HEAD")
    @CheckForNull
    private Version version;

    @Option(
            names = {"-h", "--hosts"},
            paramLabel = "HOSTS",
            scope = ScopeType.INHERIT,
            description = "Use only these hosts, separated by commas; * matches any characters")
    private NameList hosts = NameList.NONE;

    @Option(
            names = {"-r", "--roles"},
            paramLabel = "ROLES",
            scope = ScopeType.INHERIT,
            description = "Use only these roles, separated by commas; * matches any characters")
    private NameList roles = NameList.NONE;

    @Option(
            names = {"-p", "--primary"},
            negatable = true,
            scope = ScopeType.INHERIT,
            description = "Use only the primary host")
    private boolean primary;

    @Option(
            names = {"-v", "--verbose"},
            negatable = true,
            scope = ScopeType.INHERIT,
            description = "Also log the output of commands")
    private boolean verbose;

    @Option(
            names = {"-q", "--quiet"},
            negatable = true,
            scope = ScopeType.INHERIT,
            description = "Log only failures")
    private boolean quiet;

    @Option(
            names = {"-H", "--skip-hooks", "--skip_hooks"},
            negatable = true,
            scope = ScopeType.INHERIT,
            description = "Do not run hooks")
    private boolean skipHooks;

    @Option(
            names = {"--lock-wait", "--lock_wait"},
            negatable = true,
            scope = ScopeType.INHERIT,
            description = "Wait if another deploy holds the deploy lock")
    private boolean lockWait;

    @Option(
            names = {"--lock-wait-timeout", "--lock_wait_timeout"},
            paramLabel = "SECONDS",
            defaultValue = "900",
            scope = ScopeType.INHERIT,
            description = "The maximum time to wait for the lock, by default ${DEFAULT-VALUE}")
    private Duration lockWaitTimeout = Duration.ZERO;

    @Option(
            names = {"--lock-wait-interval", "--lock_wait_interval"},
            paramLabel = "SECONDS",
            defaultValue = "15",
            scope = ScopeType.INHERIT,
            description = "The time between two attempts to acquire the lock, by default ${DEFAULT-VALUE}")
    private Duration lockWaitInterval = Duration.ZERO;

    @Option(
            names = "--take-over-stale-lock",
            hidden = true,
            scope = ScopeType.INHERIT,
            description = "Take over the lock of an ended build of this Jenkins")
    private boolean takeOverStaleLock;

    @CheckForNull
    private Path invocation;

    @Option(
            names = "--commit",
            hidden = true,
            scope = ScopeType.INHERIT,
            converter = CommitName.class,
            description = "The commit at which the workspace must be")
    @CheckForNull
    private String commit;

    public GlobalOptions(ProcessContext process) {
        this.process = process;
    }

    /**
     * Sets the directory that the plugin and this process share. The plugin names it, in front of all words of the step,
     * and a word of the step must not name another one: the directory holds what an administrator has decided.
     */
    @Option(
            names = INVOCATION,
            hidden = true,
            scope = ScopeType.INHERIT,
            description = "The directory that the plugin and this process share")
    void setInvocation(@CheckForNull Path directory) {
        if (directory != null && invocation != null) {
            throw new TypeConversionException(
                    INVOCATION + " belongs to the plugin, which has given it already; remove it");
        }
        invocation = directory;
    }

    /** The process in which the options were given. */
    public ProcessContext process() {
        return process;
    }

    public Optional<String> destination() {
        return destination == null ? process.parent().destination(configFile) : Optional.of(destination);
    }

    public String configFile() {
        return configFile == null ? process.parent().configFile().orElse(CONFIG_FILE) : configFile;
    }

    public Optional<Version> version() {
        return Optional.ofNullable(version);
    }

    Filters filters() {
        return new Filters(hosts.names(), roles.names(), primary);
    }

    List<String> roles() {
        return roles.names();
    }

    boolean skipHooks() {
        return skipHooks;
    }

    Optional<Request.LockWait> lockWait() {
        return lockWait ? Optional.of(new Request.LockWait(lockWaitTimeout, lockWaitInterval)) : Optional.empty();
    }

    boolean takeOverStaleLock() {
        return takeOverStaleLock;
    }

    Verbosity verbosity() {
        if (quiet) {
            return Verbosity.QUIET;
        }
        return verbose ? Verbosity.VERBOSE : Verbosity.NORMAL;
    }

    Optional<InvocationDirectory> invocation() {
        return Optional.ofNullable(invocation).map(process.directory()::resolve).map(InvocationDirectory::new);
    }

    Optional<String> commit() {
        return commit == null && version().isEmpty() ? process.parent().commit() : Optional.ofNullable(commit);
    }

    /** Reads a commit, also for commands that do not look at the workspace, so that a wrong one is always found. */
    static final class CommitName implements ITypeConverter<String> {

        @Override
        public String convert(String text) {
            if (!COMMIT.matcher(text).matches()) {
                throw new TypeConversionException(
                        "'" + text + "' is not the full name of a commit, 40 or 64 hex digits");
            }
            return text;
        }
    }
}
