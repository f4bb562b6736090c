package io.jenkins.plugins.kamal.engine.cli.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.deploy.run.Request;
import io.jenkins.plugins.kamal.engine.deploy.run.RunLog.Verbosity;
import io.jenkins.plugins.kamal.engine.host.selection.Filters;
import io.jenkins.plugins.kamal.engine.protocol.InvocationDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command has, as Kamal has them ({@code class_option} of {@code lib/kamal/cli/base.rb}). */
public final class GlobalOptions {

    private static final String CONFIG_FILE = "config/deploy.yml";

    private final ProcessContext surroundings;

    @Option(
            names = {"-d", "--destination"},
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "Merge config/deploy.NAME.yml over config/deploy.yml")
    @CheckForNull
    private String destination;

    @Option(
            names = {"-c", "--config-file", "--config_file"},
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "The configuration, by default " + CONFIG_FILE)
    @CheckForNull
    private String configFile;

    @Option(
            names = "--version",
            paramLabel = "VERSION",
            scope = ScopeType.INHERIT,
            description = "The version, instead of HEAD")
    @CheckForNull
    private String version;

    @Option(
            names = {"-h", "--hosts"},
            paramLabel = "HOSTS",
            split = ",",
            scope = ScopeType.INHERIT,
            description = "Only these hosts, separated by commas; * stands for any characters")
    private List<String> hosts = List.of();

    @Option(
            names = {"-r", "--roles"},
            paramLabel = "ROLES",
            split = ",",
            scope = ScopeType.INHERIT,
            description = "Only these roles, separated by commas; * stands for any characters")
    private List<String> roles = List.of();

    @Option(
            names = {"-p", "--primary"},
            negatable = true,
            scope = ScopeType.INHERIT,
            description = "Only the primary host")
    private boolean primary;

    @Option(
            names = {"-v", "--verbose"},
            negatable = true,
            scope = ScopeType.INHERIT,
            description = "Log what commands print, too")
    private boolean verbose;

    @Option(
            names = {"-q", "--quiet"},
            negatable = true,
            scope = ScopeType.INHERIT,
            description = "Log failures only")
    private boolean quiet;

    @Option(
            names = {"-H", "--skip-hooks", "--skip_hooks"},
            negatable = true,
            scope = ScopeType.INHERIT,
            description = "Run no hooks")
    private boolean skipHooks;

    @Option(
            names = {"--lock-wait", "--lock_wait"},
            negatable = true,
            scope = ScopeType.INHERIT,
            description = "Wait for a deploy lock that is held")
    private boolean lockWait;

    @Option(
            names = {"--lock-wait-timeout", "--lock_wait_timeout"},
            paramLabel = "SECONDS",
            defaultValue = "900",
            scope = ScopeType.INHERIT,
            description = "For how long at most, by default ${DEFAULT-VALUE}")
    private long lockWaitTimeout;

    @Option(
            names = {"--lock-wait-interval", "--lock_wait_interval"},
            paramLabel = "SECONDS",
            defaultValue = "15",
            scope = ScopeType.INHERIT,
            description = "How often it is tried, by default ${DEFAULT-VALUE}")
    private long lockWaitInterval;

    @Option(
            names = "--invocation",
            hidden = true,
            scope = ScopeType.INHERIT,
            description = "Where the plugin and this process meet")
    @CheckForNull
    private Path invocation;

    @Option(
            names = "--commit",
            hidden = true,
            scope = ScopeType.INHERIT,
            description = "The commit that the workspace has to be at")
    @CheckForNull
    private String commit;

    public GlobalOptions(ProcessContext surroundings) {
        this.surroundings = surroundings;
    }

    /** Where the options were given. */
    public ProcessContext surroundings() {
        return surroundings;
    }

    public Optional<String> destination() {
        return destination == null
                ? surroundings.caller().destination(configFile)
                : Optional.of(destination).filter(name -> !name.isBlank());
    }

    public String configFile() {
        return configFile == null ? surroundings.caller().configFile().orElse(CONFIG_FILE) : configFile;
    }

    public Optional<String> version() {
        return Optional.ofNullable(version).filter(text -> !text.isBlank());
    }

    Filters filters() {
        return new Filters(hosts, roles, primary);
    }

    List<String> roles() {
        return roles;
    }

    boolean skipHooks() {
        return skipHooks;
    }

    Optional<Request.LockWait> lockWait() {
        return lockWait
                ? Optional.of(
                        new Request.LockWait(Duration.ofSeconds(lockWaitTimeout), Duration.ofSeconds(lockWaitInterval)))
                : Optional.empty();
    }

    Verbosity verbosity() {
        if (quiet) {
            return Verbosity.QUIET;
        }
        return verbose ? Verbosity.VERBOSE : Verbosity.NORMAL;
    }

    Optional<InvocationDirectory> invocation() {
        return Optional.ofNullable(invocation)
                .map(surroundings.directory()::resolve)
                .map(InvocationDirectory::new);
    }

    Optional<String> commit() {
        return commit == null && version().isEmpty() ? surroundings.caller().commit() : Optional.ofNullable(commit);
    }
}
