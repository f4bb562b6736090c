package io.jenkins.plugins.kamal.engine.cli;

import io.jenkins.plugins.kamal.engine.cli.InvocationDirectory.AlreadyStartedException;
import io.jenkins.plugins.kamal.engine.config.Configuration;
import io.jenkins.plugins.kamal.engine.config.Registry.Credential;
import io.jenkins.plugins.kamal.engine.deploy.Journal;
import io.jenkins.plugins.kamal.engine.deploy.Request;
import io.jenkins.plugins.kamal.engine.deploy.Session;
import io.jenkins.plugins.kamal.engine.deploy.StopRequest;
import io.jenkins.plugins.kamal.engine.event.DeployEvent;
import io.jenkins.plugins.kamal.engine.event.Events;
import io.jenkins.plugins.kamal.engine.host.Targets;
import io.jenkins.plugins.kamal.engine.secret.Redactor;
import io.jenkins.plugins.kamal.engine.secret.Secret;
import io.jenkins.plugins.kamal.engine.shell.Servers;
import io.jenkins.plugins.kamal.engine.shell.local.LocalProcesses;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One command of the command line from its options to its exit status: reads the project, opens what is needed, does the
 * work, and says what went wrong in a sentence.
 */
final class EngineRun {

    private final GlobalOptions options;
    private final String command;
    private final Optional<String> subcommand;
    private final Clock clock = Clock.systemUTC();
    private final Redactor redactor = new Redactor();
    private final Map<String, String> environment = System.getenv();
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private BuildOptions build = BuildOptions.NONE;
    private boolean noCache;

    EngineRun(GlobalOptions options, String command, Optional<String> subcommand) {
        this.options = options;
        this.command = command;
        this.subcommand = subcommand;
    }

    EngineRun with(BuildOptions chosen) {
        build = chosen;
        noCache = chosen.noCache();
        return this;
    }

    EngineRun withoutCache(boolean without) {
        noCache = without;
        return this;
    }

    /** A command that only prints something about the project. */
    int print(Function<LoadedProject, String> text) {
        try {
            out.print(text.apply(LoadedProject.load(directory(), options, Handover.NOTHING, environment)));
            return 0;
        } catch (RuntimeException e) {
            return Failure.of(e).tell(redactor);
        }
    }

    /** A command that does something. */
    int run(Consumer<Session> work) {
        try {
            Optional<InvocationDirectory> invocation = options.invocation();
            if (invocation.isEmpty()) {
                return run(work, Handover.NOTHING, event -> {}, new StopRequest());
            }
            return run(work, invocation.get());
        } catch (AlreadyStartedException e) {
            Failure.of(new UncheckedIOException(e)).tell(redactor);
            return InvocationDirectory.ALREADY_STARTED;
        } catch (IOException e) {
            return Failure.of(new UncheckedIOException(e)).tell(redactor);
        }
    }

    private int run(Consumer<Session> work, InvocationDirectory invocation) throws IOException {
        invocation.claim();
        Handover handover = invocation.takeHandover();
        redactor.addAll(handover.all());
        StopRequest stop = new StopRequest();
        try (EventFile events = new EventFile(invocation.events(), redactor, clock);
                StopWatch watch = StopWatch.start(invocation, stop)) {
            return run(work, handover, events, stop);
        }
    }

    private int run(Consumer<Session> work, Handover handover, Events events, StopRequest stop) {
        long start = clock.millis();
        Journal journal = new Journal(out::println, events, redactor, clock, options.verbosity());
        int exitStatus = 0;
        String message = "";
        try (Signals signals = Signals.askToStop(stop)) {
            work(work, handover, journal, stop);
        } catch (RuntimeException e) {
            Failure failure = Failure.of(e);
            exitStatus = failure.tell(redactor);
            message = failure.message();
        }
        events.tell(new DeployEvent.CommandFinished(exitStatus, redactor.redact(message), clock.millis() - start));
        return exitStatus;
    }

    private void work(Consumer<Session> work, Handover handover, Journal journal, StopRequest stop) {
        LoadedProject loaded = LoadedProject.load(directory(), options, handover, environment);
        Configuration configuration = loaded.configuration();
        UnhandledKeys.refuse(configuration);
        learnSecrets(loaded);
        Request request = request(loaded);
        journal.tell(new DeployEvent.CommandStarted(
                request.title(),
                configuration.service(),
                configuration.destination().orElse(""),
                loaded.version().value(),
                request.targets().hosts(),
                stopSeconds(configuration)));
        journal.info(
                "kamal " + request.title() + ": " + configuration.serviceAndDestination() + " " + loaded.version());
        try (Servers servers = ServerAccess.open(loaded, handover, environment)) {
            work.accept(new Session(
                    loaded.toProject(), request, new LocalProcesses(redactor, Set.of()), servers, journal, stop));
        }
    }

    private Request request(LoadedProject loaded) {
        boolean inherited = "true".equals(environment.get("KAMAL_LOCK"));
        Request.Options chosen = new Request.Options(
                options.skipHooks(), build.skipPush(), noCache, inherited, options.lockWait(), build.digest());
        return new Request(
                command,
                subcommand,
                loaded.version(),
                options.commit(),
                Targets.of(loaded.configuration(), options.filters()),
                options.roles(),
                chosen);
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
        return configuration.deployTimeout().plus(configuration.drainTimeout()).toSeconds() + 30;
    }

    private static Path directory() {
        return Path.of("").toAbsolutePath();
    }
}
