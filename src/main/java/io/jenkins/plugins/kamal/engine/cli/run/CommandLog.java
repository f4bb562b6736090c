package io.jenkins.plugins.kamal.engine.cli.run;

import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.OutputLoggers;
import io.jenkins.plugins.kamal.engine.deploy.run.Request;
import io.jenkins.plugins.kamal.engine.deploy.run.RunLog;
import io.jenkins.plugins.kamal.engine.output.LogFile;
import io.jenkins.plugins.kamal.engine.output.LogOutput;
import io.jenkins.plugins.kamal.engine.output.LoggedCommand;
import io.jenkins.plugins.kamal.engine.output.OtelLog;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The log of one command in the places that the key {@code output} names, if the command is one that is logged. */
final class CommandLog {

    private final RunLog journal;
    private final List<LogOutput> outputs = new ArrayList<>();
    private final long start;

    private CommandLog(RunLog journal) {
        this.journal = journal;
        this.start = journal.clock().millis();
    }

    /** Begins it. */
    static CommandLog begin(
            Path directory, Configuration configuration, Request request, String performer, RunLog journal) {
        CommandLog log = new CommandLog(journal);
        LoggedCommand command = new LoggedCommand(
                request.command(),
                request.subcommand(),
                configuration.service(),
                configuration.app().destinationOrNull(),
                request.wanted().find().map(Version::value).orElse(null),
                performer);
        if (command.modifies()) {
            log.open(directory, configuration.commands().output(), command);
        }
        return log;
    }

    private void open(Path directory, OutputLoggers places, LoggedCommand command) {
        Consumer<String> complaints = complaint -> journal.important("WARNING: " + complaint);
        places.file()
                .map(path -> new LogFile(
                        directory.resolve(path),
                        command,
                        journal.clock().instant().atZone(ZoneId.systemDefault()),
                        complaints))
                .ifPresent(outputs::add);
        places.otelEndpoint()
                .map(endpoint -> new OtelLog(endpoint, command, journal.clock(), complaints))
                .ifPresent(outputs::add);
        outputs.forEach(journal::copyTo);
    }

    /** Does the work of the command, and logs how it ends. */
    void during(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            String message = journal.redactor().redact(Failure.of(e).message());
            outputs.forEach(output -> output.failed(e.getClass().getSimpleName(), message, runtime()));
            end();
            throw e;
        }
        outputs.forEach(output -> output.completed(runtime()));
        end();
    }

    private void end() {
        outputs.forEach(journal::copyNoMoreTo);
        outputs.forEach(LogOutput::close);
        outputs.stream().map(LogOutput::place).filter(place -> !place.isEmpty()).forEach(journal::info);
    }

    private Duration runtime() {
        return Duration.ofMillis(journal.clock().millis() - start);
    }
}
