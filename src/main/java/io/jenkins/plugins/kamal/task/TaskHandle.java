package io.jenkins.plugins.kamal.task;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Computer;
import hudson.model.TaskListener;
import io.jenkins.plugins.kamal.task.agent.TimeLimit;
import io.jenkins.plugins.kamal.task.launch.PreparedLaunch;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jenkinsci.plugins.durabletask.BourneShellScript;
import org.jenkinsci.plugins.durabletask.Controller;

/** The durable task that runs the engine. The handle is lost if the controller ends between the launch and the save. */
final class TaskHandle implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private static final TimeLimit LIMIT = new TimeLimit(Duration.ofMinutes(10));

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
            within(workspace, () -> present.writeLog(workspace, log));
        }
    }

    /** The exit status, or null while the engine runs or if the handle is lost. */
    @CheckForNull
    Integer exitStatus(FilePath workspace, @CheckForNull Launcher launcher, TaskListener listener)
            throws IOException, InterruptedException {
        Controller present = controller;
        return present == null ? null : within(workspace, () -> present.exitStatus(workspace, launcher, listener));
    }

    /** Whether the engine can be killed, and has not been. */
    boolean isKillable() {
        return controller != null && !killed;
    }

    void kill(FilePath workspace, Launcher launcher) throws IOException, InterruptedException {
        Controller present = controller;
        if (present != null) {
            killed = true;
            within(workspace, () -> {
                present.stop(workspace, launcher);
                return null;
            });
        }
    }

    /** Removes the files of the durable task. */
    void cleanUp(FilePath workspace) throws IOException, InterruptedException {
        Controller present = controller;
        if (present != null) {
            within(workspace, () -> {
                present.cleanup(workspace);
                return null;
            });
        }
    }

    /**
     * Waits for the durable task, which opens files that a hook can replace by named pipes, for a limited time. A lost
     * connection is noticed earlier than that.
     */
    private static <T> T within(FilePath workspace, Callable<T> work) throws IOException, InterruptedException {
        return LIMIT.await(workspace + "@tmp", Computer.threadPoolForRemoting, work);
    }
}
