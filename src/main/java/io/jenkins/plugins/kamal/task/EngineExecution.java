package io.jenkins.plugins.kamal.task;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.model.Computer;
import hudson.model.Run;
import hudson.remoting.ChannelClosedException;
import hudson.remoting.RequestAbortedException;
import io.jenkins.plugins.kamal.task.agent.StuckFileException;
import io.jenkins.plugins.kamal.task.request.EngineRequest;
import java.io.IOException;
import java.io.Serial;
import java.util.UUID;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * Runs one command of the engine on the agent for a Pipeline, and follows it to its end, through restarts of the
 * controller and lost connections to the agent. If the build is aborted, the engine is stopped in an orderly way.
 *
 * <p>{@link EngineProcess} and {@link AbortRequest} hold the state that must survive. This class works in turns, one thread
 * at a time, holding the monitor of this object. {@link #stop} only records the request.
 */
public final class EngineExecution extends StepExecution {

    @Serial
    private static final long serialVersionUID = 1;

    private static final Logger LOGGER = Logger.getLogger(EngineExecution.class.getName());
    private static final String BEGIN_SETS_IT = "set by begin, which start and onResume call before anything else";

    /** How many turns in a row may fail, although the agent answers: about a quarter of an hour. */
    private static final int MOST_FAULTS = 300;

    private static final int MOST_FAULTS_WHEN_OVERDUE = 5;

    private final EngineRequest request;
    private final EngineProcess process;
    private final AbortRequest stop = new AbortRequest();
    private transient volatile boolean ended;

    @SuppressFBWarnings(value = "NP_NONNULL_FIELD_NOT_INITIALIZED_IN_CONSTRUCTOR", justification = BEGIN_SETS_IT)
    private transient volatile Jenkins jenkins;

    @SuppressFBWarnings(value = "NP_NONNULL_FIELD_NOT_INITIALIZED_IN_CONSTRUCTOR", justification = BEGIN_SETS_IT)
    private transient LaunchEngine launch;

    @SuppressFBWarnings(value = "NP_NONNULL_FIELD_NOT_INITIALIZED_IN_CONSTRUCTOR", justification = BEGIN_SETS_IT)
    private transient FollowEngine follow;

    private transient int faults;

    @CheckForNull
    private transient Run<?, ?> run;

    @CheckForNull
    private transient ScheduledFuture<?> next;

    /** An execution of a request in a step's context. */
    public EngineExecution(StepContext context, EngineRequest request) {
        super(context);
        this.request = request;
        this.process =
                new EngineProcess(UUID.randomUUID().toString(), request.source().destination());
    }

    @Override
    public boolean start() {
        begin(false);
        return false;
    }

    @Override
    public void onResume() {
        begin(true);
    }

    private void begin(boolean resumed) {
        AgentOutage outage = new AgentOutage();
        jenkins = Jenkins.get();
        launch = new LaunchEngine(request, process, stop, outage, resumed);
        follow = new FollowEngine(request, process, stop, outage);
        workIn(0);
    }

    @Override
    public void stop(Throwable cause) {
        if (stop.ask(cause)) {
            getContext().saveState();
            workIn(0);
        }
    }

    @Override
    public String getStatus() {
        return process.isLaunched() ? "running the engine on " + process.node() : "preparing the engine";
    }

    /** The id of the invocation. */
    String invocation() {
        return process.id();
    }

    /** Plans the next turn, under a monitor that nobody holds for long, because a stop calls this method, too. */
    private void workIn(long millis) {
        synchronized (process) {
            ScheduledFuture<?> planned = next;
            if (planned != null) {
                planned.cancel(false);
            }
            if (!ended) {
                next = Timer.get()
                        .schedule(
                                () -> Computer.threadPoolForRemoting.submit(this::work), millis, TimeUnit.MILLISECONDS);
            }
        }
    }

    private synchronized void work() {
        // While Jenkins shuts down, lines would get into the log, but the position after them would not be saved.
        if (ended || Jenkins.getInstanceOrNull() != jenkins || jenkins.isTerminating() || isAbandoned()) {
            return;
        }
        try {
            TurnContext turn = TurnContext.in(getContext());
            run = turn.build();
            TurnOutcome then = turn(turn);
            faults = 0;
            goOn(then);
        } catch (InterruptedException e) {
            // A stop interrupted the preparation, or the connection ended. The next turn finds out which.
            workIn(0);
        } catch (Exception | Error e) {
            // Whatever happens, there is a next turn or an end. Otherwise the step would wait forever.
            goOn(afterFailure(e));
        }
    }

    private TurnOutcome turn(TurnContext turn) throws IOException, InterruptedException {
        Integer exitStatus = process.exitStatus();
        if (exitStatus != null) {
            return new FinishEngine(request, process, stop).run(turn, exitStatus);
        }
        return process.isLaunched() ? follow.run(turn) : launch.run(turn);
    }

    private void goOn(TurnOutcome then) {
        if (!then.isEnd()) {
            workIn(then.pauseMillis());
            return;
        }
        ended = true;
        Throwable failure = then.failure();
        if (failure != null) {
            leaveReason(failure);
            getContext().onFailure(failure);
        } else {
            getContext().onSuccess(then.result());
        }
    }

    /** Shows the reason on the build's page if a step fails before its engine can report anything. */
    private void leaveReason(Throwable failure) {
        Run<?, ?> build = run;
        if (build == null || stop.cause() != null) {
            return;
        }
        DeploymentRecord.of(build, process.id(), request)
                .refused(request.title(), String.valueOf(failure.getMessage()));
        try {
            build.save();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "cannot save why a step of " + build + " failed", e);
        }
    }

    /**
     * Whether the build was killed, which does not call {@link #stop}. The engine is then asked to stop, and its log is no
     * longer followed.
     */
    private boolean isAbandoned() {
        Run<?, ?> known = run;
        if (known == null || known.isBuilding()) {
            return false;
        }
        ended = true;
        process.leave();
        return true;
    }

    private TurnOutcome afterFailure(Throwable failure) {
        boolean away = !process.isNew() && process.workspace() == null;
        Throwable stopCause = stop.cause();
        boolean overdue = stopCause != null && process.isStopOverdue(stop.askedAtMillis());
        boolean again = process.isLaunched()
                && (failure instanceof IOException || failure instanceof OutOfMemoryError)
                && !StuckFileException.isCauseOf(failure)
                && ++faults < (overdue ? MOST_FAULTS_WHEN_OVERDUE : MOST_FAULTS);
        if (away || isLossOfConnection(failure) || again) {
            // The positions of what was copied are saved, and the next turn continues from there.
            LOGGER.log(Level.FINE, "no connection to the engine on " + process.node(), failure);
            return TurnOutcome.turnLater();
        }
        if (process.isLaunched()) {
            LOGGER.log(Level.WARNING, "the engine on " + process.node() + " cannot be followed", failure);
        }
        process.leave();
        return TurnOutcome.failed(stopCause != null && overdue ? stopCause : failure);
    }

    private static boolean isLossOfConnection(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .anyMatch(cause -> cause instanceof ChannelClosedException || cause instanceof RequestAbortedException);
    }
}
