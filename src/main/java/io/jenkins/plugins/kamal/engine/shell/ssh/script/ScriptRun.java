package io.jenkins.plugins.kamal.engine.shell.ssh.script;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.CommandFailedException;
import io.jenkins.plugins.kamal.engine.shell.NoAnswerException;
import io.jenkins.plugins.kamal.engine.shell.Output;
import io.jenkins.plugins.kamal.engine.shell.Script;
import io.jenkins.plugins.kamal.engine.shell.ScriptResult;
import io.jenkins.plugins.kamal.engine.shell.ServerUnreachableException;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.SshSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.io.IoOutputStream;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/** The run of one script on a channel. */
public final class ScriptRun implements ScriptChannel.Sink {

    private static final int NO_EXIT_STATUS = -1;

    /** A script of more bytes may take a while to arrive. */
    private static final int LARGE_SCRIPT = 64 << 10;

    private final Host host;
    private final ClientSession session;
    private final Script script;
    private final ScriptText text;
    private final ScriptAnswer answer;
    private final ScriptChannels channels;
    private final int limit;
    private final Duration answerTime;
    private final Executor executor;
    private final CompletableFuture<ScriptResult> result;

    @SuppressFBWarnings(
            value = "NP_NONNULL_FIELD_NOT_INITIALIZED_IN_CONSTRUCTOR",
            justification = "start sets it before anything else can use it")
    private volatile ScriptChannel channel;

    private final AtomicBoolean failed = new AtomicBoolean();
    private volatile boolean triedAgain;
    private volatile boolean sending;
    private volatile boolean sent;

    public ScriptRun(
            Host host,
            ClientSession session,
            ScriptChannels channels,
            Script script,
            SshSettings settings,
            Executor executor,
            CompletableFuture<ScriptResult> result) {
        this.host = host;
        this.session = session;
        this.channels = channels;
        this.script = script;
        this.executor = executor;
        this.result = result;
        this.limit = settings.limits().output();
        this.answerTime = settings.limits().answer();
        this.text = ScriptText.of(script);
        this.answer = new ScriptAnswer(script, text.nonce(), limit, System::nanoTime);
    }

    /**
     * Starts the script. The returned stage is complete when the server has closed the channel.
     *
     * @param refused is called if the server opens no further channel; returns true if another run tries the script
     *     again
     */
    public CompletionStage<Void> start(BooleanSupplier refused) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        answer.expect();
        start(refused, over);
        lookAgainIn(answerTime, over);
        return over;
    }

    private void start(BooleanSupplier refused, CompletableFuture<Void> over) {
        try {
            ScriptChannels.Taken taken = channels.take();
            channel = taken.channel();
            taken.channel().addCloseFutureListener(closed -> {
                if (taken.wasSpare() && !sent) {
                    start(refused, over);
                    return;
                }
                if (!triedAgain) {
                    fail(endedEarly());
                }
                over.complete(null);
            });
            taken.channel().opening().addListener(open -> opened(taken, open, refused));
        } catch (IOException | RuntimeException e) {
            fail(new ServerUnreachableException(host, host + ": the connection is closed", e));
            over.complete(null);
        }
    }

    @Override
    public void stdout(byte[] data, int offset, int count) {
        take(() -> answer.stdout(data, offset, count));
    }

    @Override
    public void stderr(byte[] data, int offset, int count) {
        take(() -> answer.stderr(data, offset, count));
    }

    private void take(BooleanSupplier append) {
        try {
            if (append.getAsBoolean()) {
                ScriptResult complete = new ScriptResult(host, script, answer.outputs());
                executor.execute(() -> result.complete(complete));
                channel.close(false);
            }
        } catch (MarkedStream.TooLong e) {
            Output output = new Output(
                    answer.current(),
                    NO_EXIT_STATUS,
                    "",
                    "it printed more than " + (limit >> 20) + " MB and was left alone",
                    Duration.ZERO);
            fail(new CommandFailedException(host, output));
            channel.close(false);
        }
    }

    private void opened(ScriptChannels.Taken taken, OpenFuture open, BooleanSupplier refused) {
        if (open.getException() instanceof SshChannelOpenException && !taken.wasSpare()) {
            triedAgain = refused.getAsBoolean();
            if (triedAgain) {
                return;
            }
            fail(new ServerUnreachableException(
                    host,
                    host + ": the server opens no more sessions on this connection ("
                            + open.getException().getMessage() + "). Check MaxSessions in its sshd_config",
                    open.getException()));
        }
        if (!open.isOpened()) {
            return;
        }
        try {
            taken.channel().requestShell(this);
            sent = true;
            IoOutputStream stdin = taken.channel().getAsyncIn();
            byte[] bytes = text.bytes();
            sending = bytes.length > LARGE_SCRIPT;
            stdin.writeBuffer(new ByteArrayBuffer(bytes)).addListener(written -> {
                if (sending) {
                    answer.expect();
                    sending = false;
                }
                stdin.close(false);
            });
            channels.openSpare();
        } catch (IOException | RuntimeException e) {
            fail(new ServerUnreachableException(host, host + ": the script could not be sent: " + e.getMessage(), e));
            taken.channel().close(false);
        }
    }

    private void fail(RuntimeException error) {
        if (!result.isDone() && !answer.ended() && failed.compareAndSet(false, true)) {
            executor.execute(() -> result.completeExceptionally(error));
        }
    }

    private void lookAgainIn(Duration time, CompletableFuture<Void> over) {
        CompletableFuture<Void> due =
                new CompletableFuture<Void>().completeOnTimeout(null, time.toNanos(), TimeUnit.NANOSECONDS);
        over.whenComplete((ended, ignored) -> due.cancel(false));
        due.thenRunAsync(() -> look(over), executor);
    }

    /**
     * Gives the script up if the server has taken too long to begin it or to end a brief command. Other commands may
     * take as long as they need, and so may the transfer of a large script, which the shell reads to its end before it
     * begins.
     */
    private void look(CompletableFuture<Void> over) {
        if (over.isDone() || triedAgain || result.isDone()) {
            return;
        }
        boolean begun = answer.started();
        Command current = answer.current();
        if (begun ? !current.isBrief() : sending) {
            lookAgainIn(answerTime, over);
            return;
        }
        Duration left = answerTime.minus(answer.quietTime());
        if (left.compareTo(Duration.ZERO) > 0) {
            lookAgainIn(left, over);
            return;
        }
        fail(
                begun
                        ? NoAnswerException.during(host, current, answerTime)
                        : NoAnswerException.before(host, current, answerTime));
        channel.close(false);
        over.complete(null);
    }

    private ServerUnreachableException endedEarly() {
        Command current = answer.current();
        String during = " while `" + current + "` ran";
        String what;
        if (!session.isOpen()) {
            what = "the connection was lost"
                    + (answer.started()
                            ? during + ", and it is not known whether that command ended"
                            : sent ? ", and it is not known whether `" + current + "` started" : "")
                    + ". Check the server and the network, then run the deploy again";
        } else if (channel.isRefused()) {
            what = "the server refused to run `" + ScriptText.COMMAND + "`. Check that its sshd lets "
                    + session.getUsername() + " run commands";
        } else if (answer.started()) {
            what = "the script's shell ended" + status() + during
                    + ", before the script did. Look at the server's log (memory, limits)";
        } else {
            String said = answer.noise();
            what = "`" + ScriptText.COMMAND + "` ran no script" + status()
                    + (said.isEmpty() ? "" : ", but printed: " + said) + ". Check the login shell of "
                    + session.getUsername() + ", and sshd's ForceCommand";
        }
        return new ServerUnreachableException(host, host + ": " + what);
    }

    private String status() {
        return channel.getExitSignal() != null
                ? " (signal " + channel.getExitSignal() + ")"
                : channel.getExitStatus() != null ? " (exit status " + channel.getExitStatus() + ")" : "";
    }
}
