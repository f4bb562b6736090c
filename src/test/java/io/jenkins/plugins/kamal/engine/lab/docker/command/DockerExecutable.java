package io.jenkins.plugins.kamal.engine.lab.docker.command;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A directory with an executable {@code docker} in it that asks this process what to do.
 *
 * <p>The executable is a shell script that starts one other program ({@code mkfifo}). It writes its words into a file
 * named after its process id, announces that id in the FIFO {@code calls} (a write that short is never torn), and then
 * reads from a FIFO of its own the few lines of shell that are its answer.
 */
public final class DockerExecutable implements AutoCloseable {

    private static final String SCRIPT = """
            #!/bin/sh
            # Hands this call to the simulated Docker in process @PID@ and does what it answers.
            kill -0 @PID@ 2> /dev/null || { echo "docker: the simulated Docker has ended" >&2; exit 125; }
            q='@CONTROL@'/$$
            mkfifo "$q" 2> /dev/null || { rm -f "$q"; mkfifo "$q"; } || exit 125
            printf '%s\\0' "$PWD" "$HOME" "${DOCKER_CONFIG-}" "$@" > "$q.argv" || exit 125
            case "$1 $2" in "load "* | "image load") cat > "$q.stdin" ;; *) for a in "$@"; do
              case "$a" in --password-stdin | -i | -it | -ti | --interactive) cat > "$q.stdin"; break ;; esac
            done ;; esac
            exec 9<> "$q"
            echo $$ > '@CONTROL@/calls'
            . /dev/fd/9
            """;
    private static final String END = "0";

    private final Path directory;
    private final Path control;
    private final DockerProgram program;
    private final ExecutorService threads;
    private final RandomAccessFile calls;

    private DockerExecutable(Path directory, DockerProgram program) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.program = program;
        this.control = Files.createTempDirectory("lab-docker");
        makeFifo(control.resolve("calls"));
        // Open for both, so that this end never sees the end of the file when no call is under way.
        this.calls = new RandomAccessFile(control.resolve("calls").toFile(), "rw");
        this.threads = Executors.newCachedThreadPool(DockerExecutable::daemon);
        writeScript();
    }

    /**
     * Makes the executable and answers its calls until closed.
     *
     * @param directory where {@code docker} is written; made if missing
     */
    public static DockerExecutable in(Path directory, DockerProgram program) {
        try {
            DockerExecutable executable = new DockerExecutable(directory, program);
            executable.threads.execute(executable::listen);
            return executable;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the simulated docker in " + directory, e);
        }
    }

    /** The directory to put first on a PATH. */
    public Path directory() {
        return directory;
    }

    @Override
    public void close() {
        try {
            calls.write((END + "\n").getBytes(StandardCharsets.US_ASCII));
            threads.shutdownNow();
            Directories.delete(control);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "simulated docker");
        thread.setDaemon(true);
        return thread;
    }

    private static void makeFifo(Path path) throws IOException {
        try {
            Process process =
                    new ProcessBuilder("mkfifo", path.toString()).inheritIO().start();
            if (process.waitFor() != 0) {
                throw new IOException("mkfifo " + path + " failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void writeScript() throws IOException {
        Path docker = directory.resolve("docker");
        String pid = Long.toString(ProcessHandle.current().pid());
        Files.writeString(docker, SCRIPT.replace("@PID@", pid).replace("@CONTROL@", control.toString()));
        Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void listen() {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new FileInputStream(calls.getFD()), StandardCharsets.US_ASCII))) {
            for (String id = lines.readLine(); id != null && !id.equals(END); id = lines.readLine()) {
                Path call = control.resolve(id);
                threads.execute(() -> answer(call));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the simulated docker in " + directory + " is deaf now", e);
        }
    }

    private void answer(Path call) {
        try {
            DockerReply reply = reply(call);
            // Open for both: a caller that was killed meanwhile must not block this thread for ever.
            try (RandomAccessFile answer = new RandomAccessFile(call.toFile(), "rw")) {
                Files.delete(call);
                answer.write(shellText(reply).getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot answer the call " + call, e);
        }
    }

    private DockerReply reply(Path call) throws IOException {
        try {
            return program.run(read(call));
        } catch (RuntimeException e) {
            return DockerReply.failure(125, "docker: the simulated Docker failed: " + e);
        }
    }

    private static DockerCall read(Path call) throws IOException {
        Path words = Path.of(call + ".argv");
        Path stdin = Path.of(call + ".stdin");
        List<String> fields = new ArrayList<>(List.of(Files.readString(words).split("\0", -1)));
        fields.remove(fields.size() - 1);
        Files.delete(words);
        DockerCall read = new DockerCall(
                fields.subList(3, fields.size()),
                Path.of(fields.get(0)),
                Path.of(fields.get(1)),
                fields.get(2),
                "",
                Instant.now());
        if (!Files.exists(stdin)) {
            return read;
        }
        byte[] input = Files.readAllBytes(stdin);
        Files.delete(stdin);
        return read.withInput(input);
    }

    private static String shellText(DockerReply reply) {
        StringBuilder text = new StringBuilder();
        if (!reply.stdout().isEmpty()) {
            text.append("printf %s ").append(quote(reply.stdout())).append('\n');
        }
        if (!reply.stderr().isEmpty()) {
            text.append("printf %s ").append(quote(reply.stderr())).append(" >&2\n");
        }
        String end = reply.exitStatus() == DockerReply.NO_END ? "exec sleep 600" : "exit " + reply.exitStatus();
        return text.append(end).append('\n').toString();
    }

    private static String quote(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
