package io.jenkins.plugins.kamal.task;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.Nullable;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Computer;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.remoting.ChannelClosedException;
import hudson.remoting.RequestAbortedException;
import io.jenkins.plugins.kamal.run.DeploymentAction;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serial;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * Runs one command of the engine on the agent for a Pipeline, and follows it to its end: through restarts of the
 * controller, through losses of the agent's connection, and to a tidy end when the build is aborted.
 *
 * <p>What must survive is in {@link EngineProcess}; this class is what happens when. All work is done by one thread at a
 * time, under this object's monitor; {@link #stop} only leaves its wish, under the process's monitor, which nobody holds
 * for long.
 */
public final class EngineExecution extends StepExecution {

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
    private transient boolean resumed;

    @Nullable
    private transient Thread preparing;

    @Nullable
    private transient volatile Jenkins jenkins;

    @Nullable
    private transient Run<?, ?> run;

    @Nullable
    private transient MaskedLog mask;

    @Nullable
    private transient AgentAbsence absence;

    @Nullable
    private transient ScheduledFuture<?> next;

    private transient long pauseMillis;

    /** An execution of a request in a step's context. */
    public EngineExecution(StepContext context, EngineRequest request) {
        super(context);
        this.request = request;
        this.process = new EngineProcess(UUID.randomUUID().toString());
    }

    @Override
    public boolean start() {
        begin();
        return false;
    }

    @Override
    public void onResume() {
        resumed = true;
        begin();
    }

    private void begin() {
        jenkins = Jenkins.get();
        absence = new AgentAbsence();
        workIn(0);
    }

    @Override
    public void stop(Throwable cause) {
        synchronized (process) {
            if (stopCause != null) {
                return;
            }
            stopAskedAtMillis = System.currentTimeMillis();
            stopCause = cause;
            if (preparing != null) {
                preparing.interrupt();
            }
        }
        getContext().saveState();
        workIn(0);
    }

    @Override
    public String getStatus() {
        return process.isLaunched() ? "running the engine on " + process.node() : "preparing the engine";
    }

    /** The id of the invocation that this follows. */
    String invocation() {
        return process.id();
    }

    private void workIn(long millis) {
        synchronized (process) {
            if (next != null) {
                next.cancel(false);
            }
            if (!ended) {
                next = Timer.get()
                        .schedule(
                                () -> Computer.threadPoolForRemoting.submit(this::work), millis, TimeUnit.MILLISECONDS);
            }
        }
    }

    /** One turn: the launch, or a look at what was launched. */
    private synchronized void work() {
        // Reading while Jenkins goes down would write lines into the log that nobody notes as read any more.
        if (ended || Jenkins.getInstanceOrNull() != jenkins || jenkins.isTerminating() || isAbandoned()) {
            return;
        }
        try {
            TaskListener listener = getContext().get(TaskListener.class);
            run = getContext().get(Run.class);
            Integer exitStatus = process.exitStatus();
            if (exitStatus != null) {
                finish(exitStatus, listener);
            } else if (process.isLaunched()) {
                look(listener);
            } else {
                launch(listener);
            }
        } catch (InterruptedException e) {
            // By a stop during the preparation, or by a connection that ends: the next turn sees which.
            workIn(0);
        } catch (Exception | LinkageError e) {
            fail(e);
        }
    }

    /** A build that was killed hard asks no step for its consent: the engine is told to stop, and nobody listens to it. */
    private boolean isAbandoned() {
        if (run == null || run.isBuilding()) {
            return false;
        }
        ended = true;
        FilePath workspace = process.isLaunched() ? process.workspace() : null;
        try {
            if (workspace != null) {
                process.askForStop(workspace);
            }
        } catch (IOException | InterruptedException e) {
            LOGGER.log(Level.WARNING, "the engine on " + process.node() + " could not be told to stop", e);
        }
        return true;
    }

    private void fail(Throwable failure) {
        boolean away = !process.isNew() && process.workspace() == null;
        boolean transientFailure = isLossOfConnection(failure) || away;
        if (transientFailure || (process.isLaunched() && failure instanceof IOException)) {
            // What was taken over is noted; the next turn starts from there.
            LOGGER.log(Level.FINE, "no connection to the engine on " + process.node(), failure);
            workIn(LONGEST_PAUSE_MILLIS);
            return;
        }
        if (process.isLaunched()) {
            LOGGER.log(Level.WARNING, "the engine on " + process.node() + " cannot be followed", failure);
        }
        leaveNothing();
        end(null, failure);
    }

    private static boolean isLossOfConnection(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .anyMatch(cause -> cause instanceof ChannelClosedException || cause instanceof RequestAbortedException);
    }

    private void launch(TaskListener listener) throws IOException, InterruptedException {
        if (stopCause != null) {
            leaveNothing();
            end(null, stopCause);
            return;
        }
        FilePath workspace = findWorkspace();
        if (workspace == null) {
            absence.begins(process, listener);
            workIn(LONGEST_PAUSE_MILLIS);
            return;
        }
        absence.ends(process, listener);
        if (!process.isNew() && process.files(workspace).isStarted()) {
            process.launchedUnnoticed();
        } else {
            address(workspace);
            prepareAndLaunch(workspace, listener);
        }
        save();
        workIn(SHORTEST_PAUSE_MILLIS);
    }

    /** After a restart the agent may come back later than the step. */
    @CheckForNull
    private FilePath findWorkspace() throws IOException, InterruptedException {
        try {
            getContext().get(Launcher.class);
            return process.isNew() ? getContext().get(FilePath.class) : process.workspace();
        } catch (IOException e) {
            if (resumed) {
                return null;
            }
            throw e;
        }
    }

    /** Noted before anything is started, so that a second start finds the first. */
    private void address(FilePath workspace) throws IOException, InterruptedException {
        if (process.isNew()) {
            process.addressed(getContext().get(Computer.class).getName(), workspace);
            save();
        }
    }

    private void prepareAndLaunch(FilePath workspace, TaskListener listener) throws IOException, InterruptedException {
        Launcher launcher = getContext().get(Launcher.class);
        EnvVars environment = getContext().get(EnvVars.class);
        Launch launch = new Launch(request, run, workspace, launcher, environment, listener);
        EnvironmentAndArguments prepared;
        setPreparing(Thread.currentThread());
        try {
            prepared = launch.prepare(process.files(workspace));
        } finally {
            setPreparing(null);
        }
        if (stopCause == null) {
            process.launch(prepared, launcher, workspace, listener);
        }
    }

    /** Only the preparation is interrupted by a stop: of a launch that is interrupted nobody knows whether it happened. */
    private void setPreparing(@Nullable Thread thread) {
        synchronized (process) {
            preparing = thread;
            if (thread == null) {
                Thread.interrupted();
            }
        }
    }

    private void leaveNothing() {
        FilePath workspace = process.isNew() ? null : process.workspace();
        try {
            if (workspace != null && process.isLaunched()) {
                process.askForStop(workspace);
            } else if (workspace != null) {
                process.files(workspace).delete();
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            LOGGER.log(Level.WARNING, "the directory of an invocation stays on " + process.node(), e);
        }
    }

    private void look(TaskListener listener) throws IOException, InterruptedException {
        FilePath workspace = process.workspace();
        if (workspace == null) {
            miss(listener);
            return;
        }
        absence.ends(process, listener);
        DeploymentAction action = DeploymentRecord.of(run, invocation());
        if (stopCause != null) {
            stopEngine(workspace, action, listener);
        }
        News news = takeOver(workspace, action, listener, false);
        Integer exitStatus = news.present()
                ? process.askExitStatus(workspace, news, listener)
                : Integer.valueOf(directoryGone(action, workspace));
        if (exitStatus == null) {
            if (news.isAny()) {
                save();
            }
            pauseMillis = news.isAny()
                    ? SHORTEST_PAUSE_MILLIS
                    : Math.min(LONGEST_PAUSE_MILLIS, Math.max(SHORTEST_PAUSE_MILLIS, pauseMillis) * 3 / 2);
            workIn(stopCause == null ? pauseMillis : SHORTEST_PAUSE_MILLIS);
            return;
        }
        while (takeOver(workspace, action, listener, true).isAny()) {
            // until nothing is left
        }
        process.ended(exitStatus);
        save();
        finish(exitStatus, listener);
    }

    private News takeOver(FilePath workspace, DeploymentAction action, TaskListener listener, boolean atTheEnd)
            throws IOException, InterruptedException {
        if (mask == null) {
            mask = MaskedLog.of(run, request);
        }
        try (OutputStream log = mask.over(listener)) {
            return process.takeOver(workspace, atTheEnd, log, action, run);
        }
    }

    private void stopEngine(FilePath workspace, DeploymentAction action, TaskListener listener)
            throws IOException, InterruptedException {
        process.askForStop(workspace);
        if (process.isStopOverdue(stopAskedAtMillis)) {
            process.kill(workspace, launcherIfAny(), listener, action);
        }
    }

    @CheckForNull
    private Launcher launcherIfAny() throws InterruptedException {
        try {
            return getContext().get(Launcher.class);
        } catch (IOException e) {
            return null;
        }
    }

    private static int directoryGone(DeploymentAction action, FilePath workspace) {
        action.lost("The directory in which Jenkins and the engine meet is gone from " + workspace
                + "@tmp: the workspace was deleted, or another machine has the agent's name."
                + " The engine stops by itself and releases its lock; look at the servers (kamal app details)");
        return -1;
    }

    private void miss(TaskListener listener) {
        absence.begins(process, listener);
        if (stopCause != null && process.isStopOverdue(stopAskedAtMillis)) {
            listener.getLogger()
                    .println(
                            "Kamal: the agent " + process.node() + " did not come back in "
                                    + process.stopSeconds()
                                    + " s, so the engine there could not be told to stop; it ends its command, then releases its lock");
            end(null, stopCause);
            return;
        }
        absence.removed(process).ifPresent(failure -> end(null, failure));
        workIn(LONGEST_PAUSE_MILLIS);
    }

    /** How it ended is noted; what is left is to tidy up, which a restart may have interrupted, and to say it. */
    private void finish(int exitStatus, TaskListener listener) throws IOException, InterruptedException {
        FilePath workspace = process.workspace();
        if (workspace != null) {
            process.cleanUp(workspace);
        }
        DeploymentAction action = DeploymentRecord.of(run, invocation());
        if (exitStatus != 0) {
            action.lost("The engine ended with exit status " + exitStatus + " without a word; its log says more");
            run.save();
        }
        listener.getLogger().flush();
        if (stopCause != null) {
            end(null, stopCause);
        } else if (exitStatus == 0) {
            end(EngineResult.of(action.getDeployment()), null);
        } else {
            end(null, new AbortException(action.getDeployment().getMessage()));
        }
    }

    /** Waits until it is on the disk. */
    private void save() throws IOException, InterruptedException {
        try {
            getContext().saveState().get(1, TimeUnit.MINUTES);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("The state of the step cannot be saved; is the controller's disk full?", e);
        }
    }

    private void end(@CheckForNull Object result, @CheckForNull Throwable failure) {
        if (ended) {
            return;
        }
        ended = true;
        if (failure != null) {
            getContext().onFailure(failure);
        } else {
            getContext().onSuccess(result);
        }
    }
}
