package io.jenkins.plugins.kamal.task;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.kamal.engine.protocol.InvocationDirectory;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import io.jenkins.plugins.kamal.task.invocation.InvocationFiles;
import io.jenkins.plugins.kamal.task.invocation.InvocationUpdate;
import io.jenkins.plugins.kamal.task.launch.PreparedLaunch;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Serial;
import java.io.Serializable;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.durabletask.BourneShellScript;
import org.jenkinsci.plugins.durabletask.Controller;
import org.jenkinsci.plugins.workflow.FilePathUtils;

/**
 * The engine as a process on an agent, in a form that survives the controller: where it runs, how far its log and its
 * events were read, how it ended.
 */
final class EngineProcess implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private static final Logger LOGGER = Logger.getLogger(EngineProcess.class.getName());
    private static final long DEAD_AFTER_MILLIS = TimeUnit.MINUTES.toMillis(5);

    private final String id;
    private String node = "";
    private String remote = "";

    @CheckForNull
    private Controller controller;

    private boolean unnoticed;
    private String output = "";

    @CheckForNull
    private AbortException outputFailure;

    private final EngineFeed feed = new EngineFeed();

    @CheckForNull
    private Integer exitStatus;

    private long killedAtMillis;

    EngineProcess(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    /** What the command printed as its result; known when everything is cleaned up. */
    String output() {
        return output;
    }

    /** Why its output cannot be returned; null where it can. */
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
        return controller != null || unnoticed;
    }

    void addressed(String computer, FilePath workspace) {
        node = computer;
        remote = workspace.getRemote();
    }

    /**
     * The controller ended between the launch and its note of it: nobody has the handle of the process any more, but
     * its log and its events are where they always are.
     */
    void launchedUnnoticed() {
        unnoticed = true;
        controller = null;
    }

    InvocationFiles files(FilePath workspace) throws IOException {
        return new InvocationFiles(workspace, id);
    }

    /** The workspace, or null while its agent is away. */
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
        controller =
                new BourneShellScript(prepared.script()).launch(prepared.environment(), workspace, launcher, listener);
    }

    /** Takes over what happened since the last time. */
    InvocationUpdate takeOver(
            FilePath workspace,
            boolean atTheEnd,
            OutputStream log,
            PrintStream notes,
            DeploymentAction action,
            Run<?, ?> run)
            throws IOException, InterruptedException {
        if (controller != null) {
            // Only what the launcher or the shell complain about before the engine's own log begins.
            controller.writeLog(workspace, log);
        }
        return feed.takeOver(files(workspace), atTheEnd, log, notes, action, run);
    }

    /** How it ended, as noted by {@link #ended}; null as long as that is not known. */
    @CheckForNull
    Integer exitStatus() {
        return exitStatus;
    }

    /** Notes how it ended, before its directory is removed. */
    void ended(int status) {
        exitStatus = status;
    }

    /** Asks how it ended; null as long as it runs. */
    @CheckForNull
    Integer askExitStatus(FilePath workspace, InvocationUpdate news, TaskListener listener)
            throws IOException, InterruptedException {
        if (controller == null) {
            Integer toldExitStatus = feed.toldExitStatus();
            boolean dead = toldExitStatus == null && news.silenceMillis() > DEAD_AFTER_MILLIS;
            return dead ? Integer.valueOf(-1) : toldExitStatus;
        }
        Integer status = controller.exitStatus(workspace, plainLauncher(listener), listener);
        if (status != null && status == InvocationDirectory.ALREADY_STARTED) {
            // This was the second start; the first one works, and tells the rest.
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

    /** The last line of its log. */
    LastLogLine lastLine() {
        return feed.lastLine();
    }

    /** How long it may take to stop, in seconds. */
    long stopSeconds() {
        return feed.stopSeconds();
    }

    boolean isStopOverdue(long askedAtMillis) {
        return feed.isStopOverdue(askedAtMillis);
    }

    /**
     * Kills it, once. The kill finds processes by a cookie that the workspace's other processes share, so it is the
     * last resort.
     *
     * @param launcher the step's launcher, which reaches into a container; null where there is none any more
     */
    void kill(FilePath workspace, @CheckForNull Launcher launcher, TaskListener listener, DeploymentAction action)
            throws IOException, InterruptedException {
        Launcher there = launcher == null ? plainLauncher(listener) : launcher;
        if (killedAtMillis == 0 && controller != null && there != null) {
            killedAtMillis = System.currentTimeMillis();
            action.lost("The engine did not stop in " + stopSeconds()
                    + " s and was killed; look at the lock (kamal lock status) and the servers");
            controller.stop(workspace, there);
        }
    }

    /** Called when nobody follows it any more: stops what was launched, and removes what was not. */
    void leave() {
        FilePath workspace = isNew() ? null : workspace();
        try {
            if (workspace != null && isLaunched()) {
                askForStop(workspace);
            } else if (workspace != null) {
                files(workspace).delete();
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            LOGGER.log(Level.WARNING, "an invocation is left as it is on " + node(), e);
        }
    }

    /**
     * Removes what is left of it on the agent.
     *
     * @param returnsOutput whether somebody wants to know what the command printed
     */
    void cleanUp(FilePath workspace, boolean returnsOutput) throws IOException, InterruptedException {
        try {
            output = returnsOutput ? files(workspace).output() : "";
        } catch (AbortException tooMuch) {
            outputFailure = tooMuch;
        }
        files(workspace).delete();
        if (controller != null) {
            controller.cleanup(workspace);
        }
    }
}
