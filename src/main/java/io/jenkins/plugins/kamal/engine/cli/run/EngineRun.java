package io.jenkins.plugins.kamal.engine.cli.run;

import io.jenkins.plugins.kamal.engine.cli.terminal.Signals;
import io.jenkins.plugins.kamal.engine.cli.terminal.TerminalLog;
import io.jenkins.plugins.kamal.engine.deploy.run.RunLog;
import io.jenkins.plugins.kamal.engine.deploy.run.RunLog.Verbosity;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.deploy.run.StopRequest;
import io.jenkins.plugins.kamal.engine.protocol.CommandLogFile;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.EventFile;
import io.jenkins.plugins.kamal.engine.protocol.Events;
import io.jenkins.plugins.kamal.engine.protocol.Handover;
import io.jenkins.plugins.kamal.engine.protocol.InvocationDirectory;
import io.jenkins.plugins.kamal.engine.protocol.InvocationDirectory.AlreadyStartedException;
import io.jenkins.plugins.kamal.engine.secrets.Redactor;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Runs one command of the command line, and turns its outcome into messages, events and the exit status. */
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

    /** The work of a command. */
    @FunctionalInterface
    private interface Work {
        void run(Handover handover, RunLog log, StopRequest stop);
    }

    /**
     * Who reads what a command reports.
     *
     * @param lines receives the lines of the log
     * @param commands receives the lines of the log with every command
     */
    private record Readers(Consumer<String> lines, Events events, Consumer<String> commands, Teller failure) {}

    /** Prints a failure and returns the exit status. */
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

    /** A command that prints the same text in every project, and needs no project. */
    public int print(String text) {
        return invoke((handover, log, stop) -> log.result(text));
    }

    /** A command that answers a question of the plugin with events; it needs neither secrets nor servers. */
    public int answer(Consumer<Events> question) {
        return invoke((handover, log, stop) -> question.accept(log::tell));
    }

    /**
     * A command that prints secrets. A step's command prints them redacted, because its output becomes the log of the
     * build; a person or a script gets them as they are.
     */
    public int reveal(Function<Handover, RevealedSecrets> question) {
        return invoke((handover, log, stop) -> {
            redactor.addAll(handover.all());
            RevealedSecrets answer = question.apply(handover);
            if (options.invocation().isPresent()) {
                redactor.addAll(answer.secrets());
                log.result(answer.text());
            } else {
                process.out().println(answer.text());
            }
        });
    }

    /** A command that works with a session: with the servers, with hooks, and with this machine. */
    public int run(Consumer<Session> work) {
        return invoke((handover, log, stop) -> new SessionRun(options, task, redactor, handover).run(work, log, stop));
    }

    private int invoke(Work work) {
        Optional<InvocationDirectory> invocation = options.invocation();
        if (invocation.isEmpty()) {
            return runWithoutPlugin(work);
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

    private int runWithoutPlugin(Work work) {
        return process.style().progress() && verbosity() != Verbosity.QUIET
                ? runOnTerminal(work)
                : runWithoutPlugin(work, new Readers(process.out()::println, event -> {}, line -> {}, Failure::tell));
    }

    /** Removes the progress before a failure is printed, because failures have a stream of their own. */
    private int runOnTerminal(Work work) {
        try (TerminalLog screen = new TerminalLog(process.out(), redactor, clock)) {
            Teller teller = (failure, known, err) -> {
                screen.close();
                return failure.tell(known, err);
            };
            return runWithoutPlugin(work, new Readers(screen::print, screen, line -> {}, teller));
        }
    }

    private int runWithoutPlugin(Work work, Readers readers) {
        return run(work, process.parent()::handover, readers, new StopRequest());
    }

    /** Refuses a second start of an invocation before it can touch any file of the first one. */
    private int run(Work work, InvocationDirectory invocation) throws IOException {
        invocation.claim();
        StopRequest stop = new StopRequest();
        try (EventFile events = new EventFile(invocation.events(), redactor, clock);
                CommandLogFile commands =
                        new CommandLogFile(invocation.path().resolve(InvocationDirectory.COMMANDS), clock);
                StopFileMonitor watch = StopFileMonitor.start(invocation, stop, process.err()::println)) {
            Readers readers = new Readers(process.out()::println, events, commands::add, Failure::tellUnlessReported);
            return run(work, invocation::takeHandover, readers, stop);
        }
    }

    private int run(Work work, Supplier<Handover> handover, Readers readers, StopRequest stop) {
        long start = clock.millis();
        RunLog log = new RunLog(
                readers.lines(), results(), readers.commands(), readers.events(), redactor, clock, verbosity());
        try (Signals signals = Signals.askToStop(stop)) {
            Optional<Failure> failure =
                    attempt(() -> work.run(handover.get(), log, stop)).map(this::withTrace);
            // Closing the signal handlers ends a process that got a signal, so the failure is printed before.
            int exitStatus = failure.map(what -> readers.failure().tell(what, redactor, process.err()))
                    .orElse(0);
            String message = failure.map(Failure::message).orElse("");
            readers.events()
                    .tell(new DeployEvent.CommandFinished(
                            exitStatus, message, failure.map(Failure::topic).orElse(null), clock.millis() - start));
            return exitStatus;
        }
    }

    /** The file from which the plugin reads the result of a command. */
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

    private Verbosity verbosity() {
        return task.raw() ? Verbosity.QUIET : options.verbosity();
    }
}
