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

/** Copies the log of a command to the places that the key {@code output} names, if the command changes anything. */
final class ConfiguredOutputs {

    private final RunLog runLog;
    private final List<LogOutput> outputs = new ArrayList<>();
    private final long start;

    private ConfiguredOutputs(RunLog runLog) {
        this.runLog = runLog;
        this.start = runLog.clock().millis();
    }

    /** Begins the log of a command. */
    static ConfiguredOutputs begin(
            Path directory, Configuration configuration, Request request, String performer, RunLog runLog) {
        ConfiguredOutputs configured = new ConfiguredOutputs(runLog);
        LoggedCommand command = new LoggedCommand(
                request.command(),
                request.subcommand(),
                configuration.service(),
                configuration.app().destinationOrNull(),
                request.wanted().find().map(Version::value).orElse(null),
                performer);
        if (command.modifies()) {
            configured.open(directory, configuration.commands().output(), command);
        }
        return configured;
    }

    private void open(Path directory, OutputLoggers places, LoggedCommand command) {
        Consumer<String> complaints = complaint -> runLog.important("WARNING: " + complaint);
        places.file()
                .map(path -> new LogFile(
                        directory.resolve(path),
                        command,
                        runLog.clock().instant().atZone(ZoneId.systemDefault()),
                        complaints))
                .ifPresent(outputs::add);
        places.otelEndpoint()
                .map(endpoint -> new OtelLog(endpoint, command, runLog.clock(), complaints))
                .ifPresent(outputs::add);
        outputs.forEach(runLog::copyTo);
    }

    /** Does the work of the command, and logs the outcome. */
    void during(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            String message = runLog.redactor().redact(Failure.of(e).message());
            outputs.forEach(output -> output.failed(e.getClass().getSimpleName(), message, runtime()));
            end();
            throw e;
        }
        outputs.forEach(output -> output.completed(runtime()));
        end();
    }

    private void end() {
        outputs.forEach(runLog::copyNoMoreTo);
        outputs.forEach(LogOutput::close);
        outputs.stream().map(LogOutput::place).filter(place -> !place.isEmpty()).forEach(runLog::info);
    }

    private Duration runtime() {
        return Duration.ofMillis(runLog.clock().millis() - start);
    }
}
