package io.jenkins.plugins.kamal.engine.shell.ssh.script;

import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Output;
import io.jenkins.plugins.kamal.engine.shell.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * A server's answer to a {@link ScriptText}: the exit status, both outputs and the duration of every command that ran.
 *
 * <p>Durations are measured on this side, from the arrival of one mark to the next, because {@code date +%s%N} is not
 * available everywhere and costs a process each time. Output that a login shell prints before the script begins is kept
 * apart as {@link #noise}.
 */
final class ScriptAnswer {

    private final Script script;
    private final LongSupplier nanoTime;
    private final MarkedStream stdout;
    private final MarkedStream stderr;
    private final List<String> printed = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private final List<Integer> statuses = new ArrayList<>();
    private final List<Duration> durations = new ArrayList<>();
    private final StringBuilder noise = new StringBuilder();
    private long lastMark;
    private boolean started;
    private int ends;

    /**
     * @param script the script that the server runs
     * @param nonce the nonce of the script's text
     * @param limit the maximum number of bytes per command and output
     * @param nanoTime the clock, in nanoseconds
     */
    ScriptAnswer(Script script, String nonce, int limit, LongSupplier nanoTime) {
        this.script = script;
        this.nanoTime = nanoTime;
        this.stdout = new MarkedStream(nonce, limit, this::markOnStdout);
        this.stderr = new MarkedStream(nonce, limit, this::markOnStderr);
    }

    /** Takes data from standard output. Returns whether the answer is complete. */
    synchronized boolean stdout(byte[] data, int offset, int count) {
        stdout.append(data, offset, count);
        return ended();
    }

    /** Takes data from standard error. Returns whether the answer is complete. */
    synchronized boolean stderr(byte[] data, int offset, int count) {
        stderr.append(data, offset, count);
        return ended();
    }

    /** Whether both outputs have reached the end of the script. */
    synchronized boolean ended() {
        return ends == 2;
    }

    /** Whether the script began to run. */
    synchronized boolean started() {
        return started;
    }

    /** The command that is running, or that ran last. */
    synchronized Command current() {
        return script.steps()
                .get(Math.min(statuses.size(), script.steps().size() - 1))
                .command();
    }

    /** For how long nothing has begun or ended; the time since the answer was expected if nothing has. */
    synchronized Duration quietTime() {
        return Duration.ofNanos(nanoTime.getAsLong() - lastMark);
    }

    /** Measures the {@link #quietTime} from now on, because the script is about to be sent. */
    synchronized void expect() {
        lastMark = nanoTime.getAsLong();
    }

    /** The text that was printed outside of every command, such as the reason why no script ran. */
    synchronized String noise() {
        return (noise + stdout.rest() + stderr.rest()).strip();
    }

    /** One output for each command that has ended on both streams. */
    synchronized List<Output> outputs() {
        List<Output> outputs = new ArrayList<>();
        for (int i = 0; i < Math.min(statuses.size(), errors.size()); i++) {
            Command command = script.steps().get(i).command();
            outputs.add(new Output(command, statuses.get(i), printed.get(i), errors.get(i), durations.get(i)));
        }
        return outputs;
    }

    private synchronized void markOnStdout(String before, String word) {
        long now = nanoTime.getAsLong();
        if (word.startsWith("done ")) {
            printed.add(withoutLineEnd(before));
            statuses.add(Integer.valueOf(word.substring("done ".length())));
            durations.add(Duration.ofNanos(now - lastMark));
        } else {
            startOrEnd(before, word);
        }
        lastMark = now;
    }

    private synchronized void markOnStderr(String before, String word) {
        if (word.startsWith("done ")) {
            errors.add(withoutLineEnd(before));
        } else {
            startOrEnd(before, word);
        }
    }

    private synchronized void startOrEnd(String before, String word) {
        noise.append(before);
        if (word.equals("end")) {
            ends++;
        } else {
            started = true;
        }
    }

    private static String withoutLineEnd(String text) {
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}
