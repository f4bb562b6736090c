package io.jenkins.plugins.kamal.task;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.kamal.engine.event.DeployEvent;
import io.jenkins.plugins.kamal.engine.event.NumberedEvent;
import io.jenkins.plugins.kamal.run.DeploymentAction;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.durabletask.BourneShellScript;
import org.jenkinsci.plugins.durabletask.Controller;
import org.jenkinsci.plugins.workflow.FilePathUtils;

/**
 * The engine as a process on an agent, in a form that survives the controller: where it runs, how its log is followed,
 * and how far log and events were read.
 */
final class EngineProcess implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    /** Where the events do not say how long a stop may take. */
    private static final long USUAL_STOP_SECONDS = 90;

    private static final long GONE_FOR_GOOD_MILLIS = TimeUnit.MINUTES.toMillis(5);

    private final String id;
    private String node = "";
    private String remote = "";

    @CheckForNull
    private Controller controller;

    private boolean unnoticed;
    private String output = "";
    private long eventsRead;
    private long stopSeconds = USUAL_STOP_SECONDS;

    @CheckForNull
    private Integer toldExitStatus;

    private boolean killed;
    private transient long lastSeenMillis;

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

    String node() {
        return node.isEmpty() ? "the built-in node" : node;
    }

    boolean isNew() {
        return remote.isEmpty();
    }

    boolean isLaunched() {
        return controller != null || unnoticed;
    }

    void addressed(Computer computer, FilePath workspace) {
        node = computer.getName();
        remote = workspace.getRemote();
    }

    void launchedUnnoticed() {
        unnoticed = true;
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

    void seen() {
        lastSeenMillis = System.currentTimeMillis();
    }

    /** Whether the agent has been away for so long that nobody waits for it. */
    boolean goneForGood() {
        if (lastSeenMillis == 0) {
            seen();
        }
        return System.currentTimeMillis() - lastSeenMillis > GONE_FOR_GOOD_MILLIS;
    }

    @CheckForNull
    Launcher plainLauncher(TaskListener listener) {
        Node there = nodeIfAny();
        return there == null ? null : there.createLauncher(listener);
    }

    void launch(EnvironmentAndArguments prepared, Launcher launcher, FilePath workspace, TaskListener listener)
            throws IOException, InterruptedException {
        String script = LaunchScript.of(
                prepared.agentJava(), files(workspace).directory().getRemote(), prepared.arguments());
        controller = new BourneShellScript(script).launch(prepared.environment(), workspace, launcher, listener);
        seen();
    }

    /** Copies what was printed since the last time. */
    boolean copyLog(FilePath workspace, OutputStream log) throws IOException, InterruptedException {
        return controller != null && controller.writeLog(workspace, log);
    }

    /** Records what happened since the last time. */
    boolean copyEvents(FilePath workspace, DeploymentAction action, Run<?, ?> run)
            throws IOException, InterruptedException {
        InvocationFiles.Events news = files(workspace).eventsFrom(eventsRead);
        boolean any = false;
        for (NumberedEvent event : news.events()) {
            any |= action.record(event);
            take(event.event());
        }
        if (any) {
            run.save();
        }
        eventsRead = news.position();
        return any;
    }

    private void take(DeployEvent event) {
        if (event instanceof DeployEvent.CommandStarted started) {
            stopSeconds = started.stopSeconds();
        } else if (event instanceof DeployEvent.CommandFinished finished) {
            toldExitStatus = finished.exitStatus();
        }
    }

    /** The exit status, or null as long as it runs. */
    @CheckForNull
    Integer exitStatus(FilePath workspace, @CheckForNull Launcher launcher, TaskListener listener)
            throws IOException, InterruptedException {
        if (controller == null) {
            return toldExitStatus;
        }
        return launcher == null ? null : controller.exitStatus(workspace, launcher, listener);
    }

    /**
     * Asks for a stop; only where the engine takes longer than it may, it is killed. The kill finds processes by a cookie
     * that the workspace's other processes share, so it comes last.
     */
    void stop(FilePath workspace, @CheckForNull Launcher launcher, DeploymentAction action, long askedAtMillis)
            throws IOException, InterruptedException {
        files(workspace).askForStop();
        boolean overdue = System.currentTimeMillis() - askedAtMillis > TimeUnit.SECONDS.toMillis(stopSeconds);
        if (overdue && !killed && controller != null && launcher != null) {
            killed = true;
            action.lost("The engine did not stop in " + stopSeconds
                    + " s and was killed; look at the lock (kamal lock status) and the servers");
            controller.stop(workspace, launcher);
        }
    }

    /** Removes what is left of it on the agent. */
    void cleanUp(FilePath workspace) throws IOException, InterruptedException {
        output = files(workspace).output();
        files(workspace).delete();
        if (controller != null) {
            controller.cleanup(workspace);
        }
    }
}
