package io.jenkins.plugins.kamal.task;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.kamal.engine.protocol.InvocationDirectory;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import io.jenkins.plugins.kamal.task.agent.AgentFileWork;
import io.jenkins.plugins.kamal.task.invocation.InvocationFiles;
import io.jenkins.plugins.kamal.task.invocation.InvocationUpdate;
import io.jenkins.plugins.kamal.task.launch.PreparedLaunch;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Serial;
import java.io.Serializable;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.FilePathUtils;

/**
 * The engine as a process on an agent. Its saved state survives a restart of the controller: where the engine runs, how
 * far its log and its events were read, and how it ended.
 */
final class EngineProcess implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private static final Logger LOGGER = Logger.getLogger(EngineProcess.class.getName());
    private static final long DEAD_AFTER_MILLIS = TimeUnit.MINUTES.toMillis(5);

    private final String id;
    private String node = "";
    private String remote = "";

    private final TaskHandle handle = new TaskHandle();
    private String output = "";

    @CheckForNull
    private AbortException outputFailure;

    private final EngineFeed feed;

    @CheckForNull
    private Integer exitStatus;

    /**
     * A process that is still to be launched.
     *
     * @param id the id of the invocation
     * @param destination the destination of the step; null for none
     */
    EngineProcess(String id, @CheckForNull String destination) {
        this.id = id;
        this.feed = new EngineFeed(destination);
    }

    String id() {
        return id;
    }

    /** The result of the command. It is known after {@link #cleanUp}. */
    String output() {
        return output;
    }

    /** Why the result cannot be returned, or null if it can. */
    @CheckForNull
    AbortException outputFailure() {
        return outputFailure;
    }

    String node() {
        return node.isEmpty() ? "the built-in node" : node;
    }

    boolean isNew() {
        return remote.isEmpty();
    }

    boolean isLaunched() {
        return handle.isLaunched();
    }

    void addressed(String computer, FilePath workspace) {
        node = computer;
        remote = workspace.getRemote();
    }

    /** Records that the engine runs, but that the controller ended before it saved the handle of the process. */
    void launchedUnnoticed() {
        handle.lose();
    }

    InvocationFiles files(FilePath workspace) throws IOException {
        return new InvocationFiles(workspace, id);
    }

    /** The workspace, or null while its agent is not connected. */
    @CheckForNull
    FilePath workspace() {
        return FilePathUtils.find(node, remote);
    }

    @CheckForNull
    Node nodeIfAny() {
        return node.isEmpty() ? Jenkins.get() : Jenkins.get().getNode(node);
    }

    void launch(PreparedLaunch prepared, Launcher launcher, FilePath workspace, TaskListener listener)
            throws IOException, InterruptedException {
        feed.expect(prepared);
        handle.launch(prepared, launcher, workspace, listener);
    }

    /** Whether the engine has not printed anything yet, as far as the build knows. */
    boolean isSilent() {
        return feed.isSilent();
    }

    /** Reads the new log and the new events, which {@link #takeOver} then copies into the build. */
    InvocationUpdate read(FilePath workspace, boolean atTheEnd) throws IOException, InterruptedException {
        return feed.read(files(workspace), atTheEnd);
    }

    /** Begins to read the new log and the new events. The agent waits until there are any, at most for this long. */
    Future<InvocationUpdate> beginRead(FilePath workspace, Duration patience) throws IOException, InterruptedException {
        return feed.beginRead(files(workspace), patience);
    }

    /** Copies the new log and the new events into the build. */
    void takeOver(
            InvocationUpdate update,
            FilePath workspace,
            OutputStream log,
            PrintStream notes,
            DeploymentAction action,
            Run<?, ?> run)
            throws IOException, InterruptedException {
        handle.writeLog(workspace, log);
        feed.takeOver(update, files(workspace), log, notes, action, run);
    }

    /** The exit status that {@link #ended} recorded, or null if there is none yet. */
    @CheckForNull
    Integer exitStatus() {
        return exitStatus;
    }

    /** Records the exit status, before the directory of the invocation is removed. */
    void ended(int status) {
        exitStatus = status;
    }

    /** Asks the agent for the exit status, which is null while the engine runs. */
    @CheckForNull
    Integer askExitStatus(FilePath workspace, InvocationUpdate update, TaskListener listener)
            throws IOException, InterruptedException {
        if (handle.isLost()) {
            Integer reportedExitStatus = feed.reportedExitStatus();
            boolean dead = reportedExitStatus == null && update.silenceMillis() > DEAD_AFTER_MILLIS;
            return dead ? Integer.valueOf(-1) : reportedExitStatus;
        }
        Integer status = handle.exitStatus(workspace, plainLauncher(listener), listener);
        if (status != null && status == InvocationDirectory.ALREADY_STARTED) {
            // This was a second start. The engine that was started first is still at work and reports its end.
            launchedUnnoticed();
            return null;
        }
        return status;
    }

    @CheckForNull
    private Launcher plainLauncher(TaskListener listener) {
        Node there = nodeIfAny();
        return there == null ? null : there.createLauncher(listener);
    }

    void askForStop(FilePath workspace) throws IOException, InterruptedException {
        files(workspace).askForStop();
    }

    /** The last line of the log. */
    LastLogLine lastLine() {
        return feed.lastLine();
    }

    /** How many seconds the engine may take to stop. */
    long stopSeconds() {
        return feed.stopSeconds();
    }

    boolean isStopOverdue(long askedAtMillis) {
        return feed.isStopOverdue(askedAtMillis);
    }

    /**
     * Kills the engine, once. This is the last resort, because the kill finds processes by a cookie that other processes
     * of the workspace share.
     *
     * @param launcher the launcher of the step, which reaches into a container; null if there is none any more
     */
    void kill(FilePath workspace, @CheckForNull Launcher launcher, TaskListener listener, DeploymentAction action)
            throws IOException, InterruptedException {
        Launcher there = launcher == null ? plainLauncher(listener) : launcher;
        if (there != null && handle.isKillable()) {
            action.lost("The engine did not stop within " + stopSeconds()
                    + " s and was killed. Check the lock (kamal lock status) and the servers");
            handle.kill(workspace, there);
        }
    }

    /** Gives up the engine: asks it to stop if it was launched, or else removes its directory. */
    void leave() {
        FilePath workspace = isNew() ? null : workspace();
        try {
            if (workspace != null && isLaunched()) {
                askForStop(workspace);
            } else if (workspace != null) {
                InvocationFiles files = files(workspace);
                files.delete();
                // Work that was interrupted may reach the agent late and make the directory once more.
                Timer.get()
                        .schedule(
                                () -> Computer.threadPoolForRemoting.submit(() -> deleteLate(files)),
                                AgentFileWork.STANDARD.toSeconds(),
                                TimeUnit.SECONDS);
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            LOGGER.log(Level.WARNING, "an invocation cannot be cleaned up on " + node(), e);
        }
    }

    private void deleteLate(InvocationFiles files) {
        try {
            files.delete();
        } catch (IOException | InterruptedException | RuntimeException e) {
            LOGGER.log(Level.FINE, "an invocation cannot be cleaned up on " + node(), e);
        }
    }

    /**
     * Removes what is left of the invocation on the agent.
     *
     * @param returnsOutput whether the step returns the output of the command
     */
    void cleanUp(FilePath workspace, boolean returnsOutput) throws IOException, InterruptedException {
        try {
            output = returnsOutput ? files(workspace).output() : "";
        } catch (AbortException tooMuch) {
            outputFailure = tooMuch;
        }
        files(workspace).delete();
        handle.cleanUp(workspace);
    }
}
