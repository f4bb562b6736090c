package io.jenkins.plugins.kamal.engine.cli.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.cli.parent.HookServer;
import io.jenkins.plugins.kamal.engine.cli.parent.ParentContext;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Registry.Credential;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.deploy.hook.Hooks;
import io.jenkins.plugins.kamal.engine.deploy.run.Project;
import io.jenkins.plugins.kamal.engine.deploy.run.Request;
import io.jenkins.plugins.kamal.engine.deploy.run.RunLog;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.deploy.run.StopRequest;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.DestinationLimits;
import io.jenkins.plugins.kamal.engine.protocol.Handover;
import io.jenkins.plugins.kamal.engine.secrets.Redactor;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import io.jenkins.plugins.kamal.engine.shell.Servers;
import io.jenkins.plugins.kamal.engine.shell.local.LocalProcesses;
import io.jenkins.plugins.kamal.engine.shell.ssh.SshServers;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Gives a command its session: loads the project, prepares hooks and servers, and closes them after the work. */
final class SessionRun {

    private final GlobalOptions options;
    private final ProcessContext process;
    private final CommandTask task;
    private final Redactor redactor;
    private final Handover handover;

    SessionRun(GlobalOptions options, CommandTask task, Redactor redactor, Handover handover) {
        this.options = options;
        this.process = options.process();
        this.task = task;
        this.redactor = redactor;
        this.handover = handover;
    }

    /** Loads the project, opens the session, and does the work in it. */
    void run(Consumer<Session> work, RunLog log, StopRequest stop) {
        SshServers.beginStart();
        redactor.addAll(handover.all());
        redactor.addAll(process.parent().allSecrets());
        LoadedProject loaded = LoadedProject.load(options, handover);
        Configuration configuration = loaded.configuration();
        requireLimits(configuration);
        learnSecrets(loaded);
        loaded.warnings().forEach(warning -> log.important("WARNING: " + warning));
        Request request = task.request(options, loaded, process.environment(), lockOwners(log, stop))
                .before(upcomingFreeze(log));
        Project project = loaded.toProject(process.temporaryDirectory(), process.environment(), handover.performer());
        ConfiguredOutputs outputs = ConfiguredOutputs.begin(
                process.directory(), configuration, request, project.person().performer(), log);
        outputs.during(() -> {
            tellStart(log, configuration, request);
            connected(work, loaded, project, request, log, stop);
        });
    }

    /** Only the plugin knows whether a build has ended, and only a step's own command can ask it. */
    @CheckForNull
    private Request.LockOwners lockOwners(RunLog log, StopRequest stop) {
        return options.takeOverStaleLock()
                ? options.invocation()
                        .map(invocation -> new PluginLockOwners(invocation, log::tell, stop))
                        .orElse(null)
                : null;
    }

    /** The freeze that Jenkins has announced, by the clock of this machine. */
    @CheckForNull
    private Request.Freeze upcomingFreeze(RunLog log) {
        DestinationLimits limits = handover.limits();
        DestinationLimits.Upcoming upcoming = limits == null ? null : limits.upcoming();
        return upcoming == null
                ? null
                : new Request.Freeze(log.clock().instant().plusSeconds(upcoming.seconds()), upcoming.reason());
    }

    private void requireLimits(Configuration configuration) {
        DestinationLimits limits = handover.limits();
        if (limits != null) {
            limits.require(
                    configuration.destination().orElse(null),
                    configuration.service(),
                    Stream.of(task.command(), task.subcommand())
                            .filter(Objects::nonNull)
                            .toList());
        }
    }

    private void connected(
            Consumer<Session> work,
            LoadedProject loaded,
            Project project,
            Request request,
            RunLog log,
            StopRequest stop) {
        ParentContext context = loaded.parentContext(
                options, handover, request.options().build().pushed());
        try (HookServer hookServer = new HookServer(
                        process.environment(),
                        List.of(process.temporaryDirectory(), Path.of("/tmp"), process.home()),
                        context,
                        log::info);
                Servers servers =
                        ServerAccess.open(loaded, handover, request.targets().hosts(), process, log::info)) {
            CredentialUse.describe(loaded.configuration(), request.targets().hosts(), handover)
                    .forEach(log::info);
            work.accept(new Session(
                    project,
                    request,
                    new LocalProcesses(redactor, process.environment(), hookServer::isAtWork),
                    servers,
                    log,
                    stop,
                    process.terminal(),
                    hookServer,
                    current -> new Hooks(current).run("pre-connect", Hooks.Sees.SECRETS)));
        }
    }

    /** Reports the start. A command that needs no version is reported without one, even if a commit is checked out. */
    private void tellStart(RunLog log, Configuration configuration, Request request) {
        String version = task.needsVersion() ? request.version().value() : "";
        log.tell(new DeployEvent.CommandStarted(
                request.title(),
                configuration.service(),
                configuration.destination().orElse(""),
                version,
                names(request.targets().hosts()),
                names(request.targets().appHosts()),
                request.targets().roles().stream().map(Role::name).toList(),
                stopSeconds(configuration)));
        log.info(("kamal " + request.title() + ": " + configuration.serviceAndDestination() + " " + version).strip());
    }

    private static List<String> names(List<Host> hosts) {
        return hosts.stream().map(Host::toString).toList();
    }

    /** Registers all secrets with the redactor before a hook can print one. */
    private void learnSecrets(LoadedProject loaded) {
        redactor.addAll(loaded.secrets().all().values());
        loaded.configuration().registry().password().ifPresent(password -> {
            if (password instanceof Credential.Literal literal) {
                redactor.add(Secret.of(literal.value()));
            }
        });
    }

    private static long stopSeconds(Configuration configuration) {
        return configuration
                        .timeouts()
                        .deploy()
                        .plus(configuration.timeouts().drain())
                        .toSeconds()
                + 30;
    }
}
