package io.jenkins.plugins.kamal.task;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.TaskListener;
import io.jenkins.plugins.kamal.task.launch.PreparedLaunch;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serial;
import java.io.Serializable;
import org.jenkinsci.plugins.durabletask.BourneShellScript;
import org.jenkinsci.plugins.durabletask.Controller;

/** The durable task that runs the engine. The handle is lost if the controller ends between the launch and the save. */
final class TaskHandle implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    @CheckForNull
    private Controller controller;

    private boolean lost;
    private boolean killed;

    boolean isLaunched() {
        return controller != null || lost;
    }

    boolean isLost() {
        return controller == null;
    }

    /**
     * Records that the engine runs without a handle. Its log and its events are still in the invocation's directory.
     */
    void lose() {
        lost = true;
        controller = null;
    }

    void launch(PreparedLaunch prepared, Launcher launcher, FilePath workspace, TaskListener listener)
            throws IOException, InterruptedException {
        controller =
                new BourneShellScript(prepared.script()).launch(prepared.environment(), workspace, launcher, listener);
    }

    /** Copies messages that the launcher or the shell printed before the engine's own log begins. */
    void writeLog(FilePath workspace, OutputStream log) throws IOException, InterruptedException {
        Controller present = controller;
        if (present != null) {
            present.writeLog(workspace, log);
        }
    }

    /** The exit status, or null while the engine runs or if the handle is lost. */
    @CheckForNull
    Integer exitStatus(FilePath workspace, @CheckForNull Launcher launcher, TaskListener listener)
            throws IOException, InterruptedException {
        Controller present = controller;
        return present == null ? null : present.exitStatus(workspace, launcher, listener);
    }

    /** Whether the engine can be killed, and has not been. */
    boolean isKillable() {
        return controller != null && !killed;
    }

    void kill(FilePath workspace, Launcher launcher) throws IOException, InterruptedException {
        Controller present = controller;
        if (present != null) {
            killed = true;
            present.stop(workspace, launcher);
        }
    }

    /** Removes the files of the durable task. */
    void cleanUp(FilePath workspace) throws IOException, InterruptedException {
        Controller present = controller;
        if (present != null) {
            present.cleanup(workspace);
        }
    }
}
