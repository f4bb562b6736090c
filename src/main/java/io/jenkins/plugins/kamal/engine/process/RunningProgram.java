package io.jenkins.plugins.kamal.engine.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A process whose outputs are read and whose input is written until it ends or is stopped. */
final class RunningProgram {

    /**
     * How long the outputs are read after the process has ended. A child that the process left behind, such as a
     * daemon, may hold the outputs open forever.
     */
    private static final Duration LINGER = Duration.ofSeconds(5);

    private final LocalProgram program;
    private final Process process;
    private final ProcessTree tree;
    private final OutputCollector stdout;
    private final OutputCollector stderr;

    RunningProgram(LocalProgram program, Process process) {
        this.program = program;
        this.process = process;
        this.tree = new ProcessTree(process.toHandle(), program.endsByItself());
        this.stdout = new OutputCollector(
                "stdout of " + process.pid(), process.getInputStream(), program.bound(), splitter(), tree::end);
        this.stderr = new OutputCollector(
                "stderr of " + process.pid(), process.getErrorStream(), program.bound(), splitter(), tree::end);
    }

    ProgramResult finish() throws IOException, InterruptedException {
        boolean ended = false;
        try {
            stdout.start();
            stderr.start();
            startWriting();
            awaitEnd();
            ended = true;
        } finally {
            if (!ended) {
                tree.end();
            }
        }
        if (stdout.isTooLarge() || stderr.isTooLarge()) {
            throw new OutputTooLargeException(
                    program.argv().get(0), program.bound().characters());
        }
        return new ProgramResult(process.exitValue(), stdout.text(), stderr.text());
    }

    /**
     * Waits for the end of stdout if there is a time limit, because a value is complete only at the end of its output.
     */
    private void awaitEnd() throws InterruptedException, TimeLimitException {
        Duration limit = program.timeLimit();
        if (limit == null) {
            process.waitFor();
            stdout.awaitEnd(LINGER);
        } else {
            long deadline = System.nanoTime() + limit.toNanos();
            if (!stdout.awaitEnd(remaining(deadline))
                    || !process.waitFor(remaining(deadline).toNanos(), TimeUnit.NANOSECONDS)) {
                throw new TimeLimitException(program.argv().get(0), limit);
            }
        }
        stderr.awaitEnd(LINGER);
    }

    private static Duration remaining(long deadline) {
        return Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
    }

    private LineSplitter splitter() {
        return new LineSplitter(program.redaction(), line -> {
            synchronized (this) {
                program.lines().accept(line);
            }
        });
    }

    private void startWriting() {
        String input = program.input();
        if (input == null) {
            return;
        }
        Thread writer = new Thread(() -> write(input), "stdin of " + process.pid());
        writer.setDaemon(true);
        writer.start();
    }

    private void write(String input) {
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // The program ended or closed its input early. Its exit status says whether that is a failure.
        }
    }
}
