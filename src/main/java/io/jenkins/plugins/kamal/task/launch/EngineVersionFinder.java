package io.jenkins.plugins.kamal.task.launch;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.Proc;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.CommandFinished;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.ServiceIdentified;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.SourceIdentified;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.VersionResolved;
import io.jenkins.plugins.kamal.engine.protocol.KnownVersion;
import io.jenkins.plugins.kamal.engine.protocol.NumberedEvent;
import io.jenkins.plugins.kamal.run.version.RecordedVersion;
import io.jenkins.plugins.kamal.run.version.RunVersion;
import io.jenkins.plugins.kamal.run.version.SourceSettings;
import io.jenkins.plugins.kamal.run.version.VersionFinder;
import io.jenkins.plugins.kamal.task.feed.VisibleEscapes;
import io.jenkins.plugins.kamal.task.invocation.InvocationFiles;
import io.jenkins.plugins.kamal.task.invocation.InvocationUpdate;
import io.jenkins.plugins.kamal.task.request.CommandOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Asks the engine about a workspace, in a process that the launcher of the step starts. The engine gets no secret. */
public final class EngineVersionFinder implements VersionFinder, DestinationClearance.ServiceFinder {

    private static final long LIMIT_MINUTES = 10;

    /** The script that looks for a Java begins its complaint like this. */
    private static final String ERROR = "ERROR: ";

    private static final int LONGEST_ERROR = 1_000;

    private final FilePath workspace;
    private final Launcher launcher;
    private final EnvVars environment;
    private final TaskListener listener;

    EngineVersionFinder(FilePath workspace, Launcher launcher, EnvVars environment, TaskListener listener) {
        this.workspace = workspace;
        this.launcher = launcher;
        this.environment = environment;
        this.listener = listener;
    }

    /** The version of a run, for a step with this workspace, launcher and environment. */
    public static RunVersion versionOf(
            Run<?, ?> run, FilePath workspace, Launcher launcher, EnvVars environment, TaskListener listener) {
        return new RunVersion(
                run, new EngineVersionFinder(workspace, launcher, environment, listener), environment, listener);
    }

    @Override
    public Answer identify(SourceSettings settings) throws IOException, InterruptedException {
        List<String> arguments = arguments(settings);
        arguments.add("--identify");
        return ask(arguments);
    }

    @Override
    public Answer find(SourceSettings settings, List<RecordedVersion> known) throws IOException, InterruptedException {
        List<String> arguments = arguments(settings);
        for (RecordedVersion version : known) {
            arguments.add("--known="
                    + new KnownVersion(
                                    version.getSource(),
                                    version.getVersion(),
                                    version.getCommit(),
                                    version.getContentDigest(),
                                    version.isContentExamined())
                            .toJson());
        }
        return ask(arguments);
    }

    private static List<String> arguments(SourceSettings settings) {
        List<String> arguments = new ArrayList<>(List.of("run-version"));
        arguments.addAll(new CommandOptions(settings).toList());
        add(arguments, "--version", settings.version());
        add(arguments, "--uncommitted", settings.uncommitted());
        add(arguments, "--source-id", settings.id());
        return arguments;
    }

    private static void add(List<String> arguments, String option, @CheckForNull String value) {
        if (value != null) {
            arguments.add(option + "=" + value);
        }
    }

    @Override
    public String service(SourceSettings settings) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("run-version", "--service"));
        arguments.addAll(new CommandOptions(settings).toList());
        return last(events(arguments), ServiceIdentified.class)
                .map(ServiceIdentified::service)
                .orElseThrow(() -> new AbortException(Messages.EngineVersionFinder_noService()));
    }

    private Answer ask(List<String> arguments) throws IOException, InterruptedException {
        List<DeployEvent> events = events(arguments);
        return last(events, SourceIdentified.class)
                .map(identified -> new Answer(
                        identified.source(), last(events, VersionResolved.class).orElse(null)))
                .orElseThrow(() -> new AbortException(Messages.EngineVersionFinder_noSource()));
    }

    /** The events of an engine that has succeeded. */
    private List<DeployEvent> events(List<String> arguments) throws IOException, InterruptedException {
        Agent.requireUnix(launcher);
        Agent agent = new Agent(workspace);
        InvocationFiles files = new InvocationFiles(workspace, UUID.randomUUID().toString());
        int exitStatus;
        InvocationUpdate answer;
        try {
            exitStatus = run(EngineInstallation.provide(agent, launcher, files, listener), files, arguments);
            answer = files.takeAll();
        } catch (IOException | InterruptedException | RuntimeException e) {
            files.delete();
            throw e;
        }
        try {
            List<DeployEvent> events =
                    answer.events().stream().map(NumberedEvent::event).toList();
            requireSuccess(exitStatus, events, answer.log().text());
            return events;
        } catch (IllegalArgumentException notAnEvent) {
            throw new AbortException(
                    "The engine's answer about the workspace cannot be read: " + notAnEvent.getMessage());
        }
    }

    private int run(EngineInstallation installation, InvocationFiles files, List<String> arguments)
            throws IOException, InterruptedException {
        Proc engine = launcher.launch()
                .cmds(
                        "/bin/sh",
                        "-c",
                        LaunchScript.of(installation, files.directory().getRemote(), arguments))
                .envs(environment)
                .pwd(workspace)
                .stdout(listener)
                .quiet(true)
                .start();
        return engine.joinWithTimeout(LIMIT_MINUTES, TimeUnit.MINUTES, listener);
    }

    private void requireSuccess(int exitStatus, List<DeployEvent> events, String log) throws AbortException {
        if (exitStatus == 0) {
            return;
        }
        Optional<String> why = last(events, CommandFinished.class)
                .map(CommandFinished::message)
                .filter(text -> !text.isBlank());
        if (why.isPresent()) {
            throw new AbortException(VisibleEscapes.in(why.get()));
        }
        listener.getLogger().print(VisibleEscapes.in(log));
        throw new AbortException(log.lines()
                .filter(line -> line.startsWith(ERROR))
                .findFirst()
                .map(line -> VisibleEscapes.in(line.substring(ERROR.length(), Math.min(line.length(), LONGEST_ERROR))))
                .orElse("The engine could not examine the workspace and ended with exit status " + exitStatus
                        + "; its output is in the log above"));
    }

    private static <E extends DeployEvent> Optional<E> last(List<DeployEvent> events, Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).reduce((earlier, later) -> later);
    }
}
