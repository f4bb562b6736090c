package io.jenkins.plugins.kamal.task;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.Proc;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import io.jenkins.plugins.kamal.task.invocation.InvocationFiles;
import io.jenkins.plugins.kamal.task.invocation.InvocationUpdate;
import io.jenkins.plugins.kamal.task.invocation.LifeSign;
import io.jenkins.plugins.kamal.task.launch.LaunchPreparation;
import io.jenkins.plugins.kamal.task.launch.PreparedLaunch;
import io.jenkins.plugins.kamal.task.request.EngineRequest;
import io.jenkins.plugins.kamal.task.request.ReturnKind;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Runs one command of the engine as a child process, for builds that do not survive a restart of Jenkins (freestyle). If
 * the build is gone, the engine gets no more signs of life; it then finishes or undoes the host that it is working on, and
 * releases its lock.
 */
public final class ChildEngine {

    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final long LIFE_SIGN_MILLIS = TimeUnit.SECONDS.toMillis(10);

    private final EngineRequest request;
    private final Run<?, ?> run;
    private final FilePath workspace;
    private final Launcher launcher;
    private final EnvVars environment;
    private final TaskListener listener;
    private final InvocationFiles files;
    private final DeploymentAction action;
    private final MaskedLog mask;
    private final EngineFeed feed;
    private long lastLifeSign;

    /** An engine for a build. */
    public ChildEngine(
            EngineRequest request,
            Run<?, ?> run,
            FilePath workspace,
            Launcher launcher,
            EnvVars environment,
            TaskListener listener)
            throws IOException {
        String id = UUID.randomUUID().toString();
        this.request = request;
        this.feed = new EngineFeed(request.source().destination());
        this.run = run;
        this.workspace = workspace;
        this.launcher = launcher;
        this.environment = environment;
        this.listener = listener;
        this.mask = MaskedLog.of(run, request);
        this.files = new InvocationFiles(workspace, id);
        this.action = DeploymentRecord.of(run, id, request);
    }

    /**
     * Runs the command to its end.
     *
     * @return the result of the command if the request asks for it, or else an empty text
     * @throws AbortException if the command fails; the message says why
     * @throws InterruptedException if the build is aborted; the engine has stopped by then
     */
    public String run() throws IOException, InterruptedException {
        try {
            int exitStatus = follow(launch());
            takeOver(feed.read(files, true));
            if (exitStatus != 0) {
                action.lost(LostEngine.reason(exitStatus, feed.lastLine()));
                throw new AbortException(action.getDeployment().getAdvisedMessage());
            }
            ServingLine.print(listener, run, action.getDeployment());
            return request.returns() == ReturnKind.OUTPUT ? files.output() : "";
        } catch (IOException | RuntimeException e) {
            action.refused(request.title(), String.valueOf(e.getMessage()));
            throw e;
        } finally {
            try {
                copyCommands();
            } finally {
                files.delete();
                run.save();
            }
        }
    }

    /**
     * Copies the log of all commands. A lost connection is only logged, because it must not hide why the command
     * failed.
     */
    private void copyCommands() throws InterruptedException {
        try {
            new CommandLogCopy(run, mask, LogFilters.ofBuild(run)).copy(files, action.getInvocation());
        } catch (IOException | RuntimeException e) {
            listener.getLogger().println("Kamal: the log of all commands cannot be read from the agent: " + e);
        }
    }

    private Proc launch() throws IOException, InterruptedException {
        PreparedLaunch prepared = new LaunchPreparation(request, run, workspace, launcher, environment, listener)
                .prepare(files, LifeSign.ofBuild());
        action.overrideFreeze(prepared.overriddenFreeze());
        feed.expect(prepared);
        lastLifeSign = System.currentTimeMillis();
        return launcher.launch()
                .cmds("/bin/sh", "-c", withoutExpansion(prepared.script()))
                .envs(prepared.environment())
                .pwd(workspace)
                .stdout(listener)
                .quiet(true)
                .start();
    }

    /** Keeps the variables of the script for the shell, because a launcher expands variables in commands. */
    private static String withoutExpansion(String script) {
        return script.replace("$", "$$");
    }

    private int follow(Proc engine) throws IOException, InterruptedException {
        try {
            while (engine.isAlive()) {
                lookAndPause();
            }
            return engine.join();
        } catch (InterruptedException aborted) {
            stop(engine);
            throw aborted;
        }
    }

    /** Copies what is new. As long as the engine is silent, the pause ends with its first output. */
    private void lookAndPause() throws IOException, InterruptedException {
        if (System.currentTimeMillis() - lastLifeSign > LIFE_SIGN_MILLIS) {
            lastLifeSign = System.currentTimeMillis();
            files.keepAlive();
        }
        boolean silent = feed.isSilent();
        InvocationUpdate update = silent ? feed.await(files, PAUSE) : feed.read(files, false);
        takeOver(update);
        if (!silent || !update.present()) {
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private void takeOver(InvocationUpdate update) throws IOException, InterruptedException {
        try (OutputStream log = mask.over(listener, feed.lastLine())) {
            feed.takeOver(update, files, log, listener.getLogger(), action, run);
        }
    }

    /**
     * Asks the engine to stop, and waits until the engine has finished or undone its current host. A second abort ends
     * the wait.
     */
    private void stop(Proc engine) throws IOException, InterruptedException {
        listener.getLogger()
                .println(
                        "Kamal: asking the engine to stop; it first finishes or undoes the host that it is working on");
        try {
            files.askForStop();
            long askedAtMillis = System.currentTimeMillis();
            while (engine.isAlive() && !feed.isStopOverdue(askedAtMillis)) {
                lookAndPause();
            }
        } finally {
            if (engine.isAlive()) {
                engine.kill();
            }
        }
        takeOver(feed.read(files, true));
    }
}
