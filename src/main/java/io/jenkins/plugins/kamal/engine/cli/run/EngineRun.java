package io.jenkins.plugins.kamal.engine.cli.run;

import io.jenkins.plugins.kamal.engine.cli.parent.HookServer;
import io.jenkins.plugins.kamal.engine.cli.parent.ParentContext;
import io.jenkins.plugins.kamal.engine.cli.terminal.Signals;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Registry.Credential;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.deploy.hook.Hooks;
import io.jenkins.plugins.kamal.engine.deploy.run.Project;
import io.jenkins.plugins.kamal.engine.deploy.run.Request;
import io.jenkins.plugins.kamal.engine.deploy.run.RunLog;
import io.jenkins.plugins.kamal.engine.deploy.run.RunLog.Verbosity;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.deploy.run.StopRequest;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.EventFile;
import io.jenkins.plugins.kamal.engine.protocol.Events;
import io.jenkins.plugins.kamal.engine.protocol.Handover;
import io.jenkins.plugins.kamal.engine.protocol.InvocationDirectory;
import io.jenkins.plugins.kamal.engine.protocol.InvocationDirectory.AlreadyStartedException;
import io.jenkins.plugins.kamal.engine.secrets.Redactor;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import io.jenkins.plugins.kamal.engine.shell.Servers;
import io.jenkins.plugins.kamal.engine.shell.local.LocalProcesses;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One command of the command line from its options to its exit status: reads the project, opens what is needed, does
 * the work, and says what went wrong in a sentence.
 */
public final class EngineRun {

    private final GlobalOptions options;
    private final ProcessContext process;
    private final CommandTask task;
    private final Clock clock = Clock.systemUTC();
    private final Redactor redactor = new Redactor();

    public EngineRun(GlobalOptions options, CommandTask task) {
        this.options = options;
        this.process = options.process();
        this.task = task;
    }

    /** What a command does, with what is handed over to it. */
    @FunctionalInterface
    private interface Work {
        void run(Handover handover, RunLog log, StopRequest stop);
    }

    /** How a failure is printed; gives the exit status. */
    @FunctionalInterface
    private interface Teller {
        int tell(Failure failure, Redactor redactor, PrintStream err);
    }

    /** A command that only prints something about the project. */
    public int print(Function<LoadedProject, String> text) {
        return invoke((handover, log, stop) -> {
            redactor.addAll(handover.all());
            log.result(text.apply(LoadedProject.load(options, handover)));
        });
    }

    /** A command that only prints something that is true of every project, and needs none. */
    public int print(String text) {
        return invoke((handover, log, stop) -> log.result(text));
    }

    /** A command that answers a question of the plugin with events; it needs neither secrets nor servers. */
    public int answer(Consumer<Events> question) {
        return invoke((handover, log, stop) -> question.accept(log::tell));
    }

    /**
     * A command that prints secrets: as they are where a person or a script calls it, and without them where it is a
     * step's command, whose output is the build's log.
     */
    public int reveal(Function<Handover, Revelation> question) {
        return invoke((handover, log, stop) -> {
            redactor.addAll(handover.all());
            Revelation answer = question.apply(handover);
            if (options.invocation().isPresent()) {
                redactor.addAll(answer.secrets());
                log.result(answer.text());
            } else {
                process.out().println(answer.text());
            }
        });
    }

    /** A command that does something. */
    public int run(Consumer<Session> work) {
        return invoke((handover, log, stop) -> serve(work, handover, log, stop));
    }

    private int invoke(Work work) {
        Optional<InvocationDirectory> invocation = options.invocation();
        if (invocation.isEmpty()) {
            return run(work, process.parent()::handover, event -> {}, new StopRequest(), Failure::tell);
        }
        try {
            return run(work, invocation.get());
        } catch (AlreadyStartedException e) {
            Failure.of(e).tell(redactor, process.err());
            return InvocationDirectory.ALREADY_STARTED;
        } catch (IOException | UncheckedIOException e) {
            return Failure.of(e).tell(redactor, process.err());
        }
    }

    /** A second start of an invocation ends here, before it reads or writes anything that belongs to the first. */
    private int run(Work work, InvocationDirectory invocation) throws IOException {
        invocation.claim();
        StopRequest stop = new StopRequest();
        try (EventFile events = new EventFile(invocation.events(), redactor, clock);
                StopFileMonitor watch = StopFileMonitor.start(invocation, stop)) {
            return run(work, invocation::takeHandover, events, stop, Failure::tellUnlessReported);
        }
    }

    private int run(Work work, Supplier<Handover> handover, Events events, StopRequest stop, Teller teller) {
        long start = clock.millis();
        RunLog log = new RunLog(process.out()::println, results(), events, redactor, clock, verbosity());
        try (Signals signals = Signals.askToStop(stop)) {
            Optional<Failure> failure =
                    attempt(() -> work.run(handover.get(), log, stop)).map(this::withTrace);
            // Told before the signals are let go, because a process that got one ends then.
            int exitStatus = failure.map(what -> teller.tell(what, redactor, process.err()))
                    .orElse(0);
            String message = failure.map(Failure::message).orElse("");
            events.tell(new DeployEvent.CommandFinished(exitStatus, message, clock.millis() - start));
            return exitStatus;
        }
    }

    /** Where the plugin looks for what a command prints as its result. */
    private Consumer<String> results() {
        return options.invocation()
                .<Consumer<String>>map(directory -> directory::appendOutput)
                .orElse(line -> {});
    }

    private Failure withTrace(Failure failure) {
        return failure.withTrace(new FaultTrace.Destination(
                process.temporaryDirectory(), process.err(), options.verbosity() == Verbosity.VERBOSE, redactor));
    }

    private static Optional<Failure> attempt(Runnable work) {
        try {
            work.run();
            return Optional.empty();
        } catch (RuntimeException | Error e) {
            return Optional.of(Failure.of(e));
        }
    }

    private void serve(Consumer<Session> work, Handover handover, RunLog log, StopRequest stop) {
        redactor.addAll(handover.all());
        redactor.addAll(process.parent().allSecrets());
        LoadedProject loaded = LoadedProject.load(options, handover);
        Configuration configuration = loaded.configuration();
        learnSecrets(loaded);
        loaded.warnings().forEach(warning -> log.important("WARNING: " + warning));
        Request request = task.request(options, loaded, process.environment());
        Project project = loaded.toProject(process.temporaryDirectory(), process.environment(), handover.performer());
        CommandLog commandLog = CommandLog.begin(
                process.directory(), configuration, request, project.person().performer(), log);
        commandLog.during(() -> {
            tellStart(log, configuration, request);
            connected(work, loaded, handover, project, request, log, stop);
        });
    }

    private void connected(
            Consumer<Session> work,
            LoadedProject loaded,
            Handover handover,
            Project project,
            Request request,
            RunLog log,
            StopRequest stop) {
        ParentContext context =
                loaded.parentContext(options, handover, request.options().pushed());
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

    /** A command that is about no version in particular is told without one, even where one is checked out. */
    private void tellStart(RunLog log, Configuration configuration, Request request) {
        String version = task.needsVersion() ? request.version().value() : "";
        log.tell(new DeployEvent.CommandStarted(
                request.title(),
                configuration.service(),
                configuration.destination().orElse(""),
                version,
                request.targets().hosts().stream().map(Host::toString).toList(),
                request.targets().roles().stream().map(Role::name).toList(),
                stopSeconds(configuration)));
        log.info(("kamal " + request.title() + ": " + configuration.serviceAndDestination() + " " + version).strip());
    }

    private Verbosity verbosity() {
        return task.raw() ? Verbosity.QUIET : options.verbosity();
    }

    /** All secrets are known to the redactor before a hook can print one. */
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
