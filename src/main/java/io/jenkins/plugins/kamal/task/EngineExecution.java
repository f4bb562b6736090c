package io.jenkins.plugins.kamal.task;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.kamal.run.DeploymentAction;
import java.io.IOException;
import java.io.Serial;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.steps.AbstractStepExecutionImpl;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Runs one command of the engine on the agent for a Pipeline, and follows it to its end: through restarts of the
 * controller, through losses of the agent's connection, and to a tidy end when the build is aborted.
 *
 * <p>What must survive is in {@link EngineProcess}; this class is what happens when.
 */
public final class EngineExecution extends AbstractStepExecutionImpl {

    @Serial
    private static final long serialVersionUID = 1;

    private static final Logger LOGGER = Logger.getLogger(EngineExecution.class.getName());
    private static final long SHORTEST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 3_000;

    private final EngineRequest request;
    private final EngineProcess process;

    @CheckForNull
    private volatile Throwable stopCause;

    private volatile long stopAskedAtMillis;
    private transient volatile boolean ended;
    private transient volatile Future<?> preparation;
    private transient volatile ScheduledFuture<?> nextLook;
    private transient volatile boolean agentMissed;
    private transient long pauseMillis;

    /** An execution of a request in a step's context. */
    public EngineExecution(StepContext context, EngineRequest request) {
        super(context);
        this.request = request;
        this.process = new EngineProcess(UUID.randomUUID().toString());
    }

    @Override
    public boolean start() {
        preparation = Computer.threadPoolForRemoting.submit(this::launch);
        return false;
    }

    @Override
    public void onResume() {
        super.onResume();
        // An invocation that was saved but not launched is launched now; the engine refuses a second start.
        preparation = Computer.threadPoolForRemoting.submit(process.isLaunched() ? this::look : this::launch);
    }

    @Override
    public void stop(Throwable cause) throws Exception {
        if (stopCause != null) {
            return;
        }
        stopCause = cause;
        stopAskedAtMillis = System.currentTimeMillis();
        getContext().saveState();
        if (!process.isLaunched()) {
            Future<?> preparing = preparation;
            if (preparing != null) {
                preparing.cancel(true);
            }
            Computer.threadPoolForRemoting.submit(this::stopBeforeLaunch);
        } else {
            lookIn(0);
        }
    }

    @Override
    public String getStatus() {
        return process.isLaunched() ? "running the engine on " + process.node() : "preparing the engine";
    }

    private void launch() {
        try {
            StepContext context = getContext();
            FilePath workspace = context.get(FilePath.class);
            Launcher launcher = context.get(Launcher.class);
            Run<?, ?> run = context.get(Run.class);
            if (process.isNew()) {
                process.addressed(context.get(Computer.class), workspace);
                save();
            } else if (process.files(workspace).isStarted()) {
                // The controller ended between the launch and its note of it. The process cannot be followed by its log
                // any more, but it tells its end in its events.
                process.launchedUnnoticed();
                lookIn(0);
                return;
            }
            Launch launch = new Launch(
                    request, run, workspace, launcher, context.get(EnvVars.class), context.get(TaskListener.class));
            EnvironmentAndArguments prepared = launch.prepare(process.files(workspace));
            if (stopCause != null) {
                stopBeforeLaunch();
                return;
            }
            process.launch(prepared, launcher, workspace, context.get(TaskListener.class));
            save();
            lookIn(SHORTEST_PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            if (stopCause == null) {
                end(null, e);
            }
        } catch (IOException | RuntimeException e) {
            end(null, e);
        }
    }

    private void stopBeforeLaunch() {
        try {
            FilePath workspace = process.isNew() ? null : process.workspace();
            if (workspace != null) {
                process.files(workspace).delete();
            }
        } catch (IOException | InterruptedException e) {
            LOGGER.log(Level.FINE, "the directory of an invocation that never began could not be removed", e);
        }
        end(null, stopCause);
    }

    private void lookIn(long millis) {
        ScheduledFuture<?> pending = nextLook;
        if (pending != null) {
            pending.cancel(false);
        }
        if (!ended) {
            nextLook = Timer.get()
                    .schedule(() -> Computer.threadPoolForRemoting.submit(this::look), millis, TimeUnit.MILLISECONDS);
        }
    }

    /** Takes over what the engine has told since the last look; one look at a time. */
    private synchronized void look() {
        if (ended) {
            return;
        }
        try {
            TaskListener listener = getContext().get(TaskListener.class);
            FilePath workspace = process.workspace();
            if (workspace == null) {
                missAgent(listener);
                return;
            }
            foundAgent(listener);
            lookAt(workspace, listener);
        } catch (IOException e) {
            // The connection may be lost in the middle of a look; the next one starts from what is recorded.
            LOGGER.log(Level.FINE, "could not look at the engine on " + process.node(), e);
            lookIn(LONGEST_PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            end(null, e);
        }
    }

    private void lookAt(FilePath workspace, TaskListener listener) throws IOException, InterruptedException {
        Run<?, ?> run = getContext().get(Run.class);
        DeploymentAction action = DeploymentRecord.of(run, process.id());
        if (stopCause != null) {
            process.stop(workspace, launcherThere(listener), action, stopAskedAtMillis);
        }
        boolean news;
        try (MaskedLog log = MaskedLog.of(listener, run, request)) {
            news = process.copyLog(workspace, log.stream());
        }
        news |= process.copyEvents(workspace, action, run);
        Integer exitStatus = process.exitStatus(workspace, launcherThere(listener), listener);
        if (exitStatus == null) {
            pauseMillis = news
                    ? SHORTEST_PAUSE_MILLIS
                    : Math.min(LONGEST_PAUSE_MILLIS, Math.max(SHORTEST_PAUSE_MILLIS, pauseMillis) * 3 / 2);
            if (news) {
                getContext().saveState();
            }
            lookIn(pauseMillis);
            return;
        }
        try (MaskedLog log = MaskedLog.of(listener, run, request)) {
            process.copyLog(workspace, log.stream());
        }
        process.copyEvents(workspace, action, run);
        process.cleanUp(workspace);
        finish(exitStatus, action, run);
    }

    private void finish(int exitStatus, DeploymentAction action, Run<?, ?> run) throws IOException {
        if (exitStatus != 0) {
            action.lost("The engine ended with exit status " + exitStatus + " without a word; its log says more");
            run.save();
        }
        if (stopCause != null) {
            end(null, stopCause);
        } else if (exitStatus == 0) {
            end(EngineResult.of(request.returns(), action.getDeployment(), process.output()), null);
        } else {
            end(null, new AbortException(action.getDeployment().getMessage()));
        }
    }

    private void missAgent(TaskListener listener) {
        if (!agentMissed) {
            agentMissed = true;
            listener.getLogger()
                    .println("Kamal: the agent " + process.node()
                            + " is away; the engine goes on there, and its log follows when it is back");
        }
        Node node = process.nodeIfAny();
        if (node == null && process.goneForGood()) {
            end(
                    null,
                    new AbortException(
                            "The agent " + process.node()
                                    + " was removed while the engine ran on it; what it did there is in the"
                                    + " servers' audit log (kamal audit), and its lock is released by the engine itself when it ends"));
        } else {
            lookIn(LONGEST_PAUSE_MILLIS);
        }
    }

    private void foundAgent(TaskListener listener) {
        process.seen();
        if (agentMissed) {
            agentMissed = false;
            listener.getLogger().println("Kamal: the agent " + process.node() + " is back");
        }
    }

    @CheckForNull
    private Launcher launcherThere(TaskListener listener) throws IOException, InterruptedException {
        Launcher launcher = getContext().get(Launcher.class);
        return launcher != null ? launcher : process.plainLauncher(listener);
    }

    private void save() throws IOException, InterruptedException {
        try {
            getContext().saveState().get(1, TimeUnit.MINUTES);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IOException("The state of the step cannot be saved, so nothing is launched", e);
        }
    }

    private void end(@CheckForNull Object result, @CheckForNull Throwable failure) {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        if (failure != null) {
            getContext().onFailure(failure);
        } else {
            getContext().onSuccess(result);
        }
    }
}
