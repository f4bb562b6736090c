package io.jenkins.plugins.kamal.engine.cli.parent;

import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks the command whose hook has called this process for its context. The connection stays open until this process
 * ends, so that a parent command that has to stop knows which processes it has to wait for.
 */
public final class ParentCall {

    /** The connection, which stays open as long as the process lives. */
    private static final List<SocketChannel> LINES = new CopyOnWriteArrayList<>();

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static final int LARGEST = 32 << 20;

    private ParentCall() {}

    /** The parent command; {@link ParentCommand#NONE} if the environment names none. */
    public static ParentCommand find(Map<String, String> environment, Path directory, PrintStream err) {
        return find(environment, directory, err, LIMIT);
    }

    static ParentCommand find(Map<String, String> environment, Path directory, PrintStream err, Duration limit) {
        String socket = environment.getOrDefault(HookServer.VARIABLE, "");
        if (socket.isBlank()) {
            return ParentCommand.NONE;
        }
        try {
            return ParentCommand.of(ParentContext.fromJson(ask(Path.of(socket), limit)), directory);
        } catch (IOException | RuntimeException e) {
            err.println("WARNING: The command whose hook has called this one does not answer (" + e.getMessage()
                    + "), so nothing is taken over from it: no destination, no lock, no credentials");
            return ParentCommand.LOST;
        }
    }

    /** Asks in another thread, because the other process may never answer. */
    private static String ask(Path socket, Duration limit) throws IOException {
        SocketChannel line = SocketChannel.open(StandardProtocolFamily.UNIX);
        FutureTask<String> asking = new FutureTask<>(() -> ask(socket, line));
        Thread thread = new Thread(asking, "asks the command whose hook called");
        thread.setDaemon(true);
        thread.start();
        try {
            String answer = asking.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            LINES.add(line);
            return answer;
        } catch (TimeoutException e) {
            line.close();
            throw new IOException("no answer within " + limit.toSeconds() + " s");
        } catch (InterruptedException e) {
            line.close();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        } catch (ExecutionException e) {
            line.close();
            throw e.getCause() instanceof IOException exception ? exception : new IOException(e.getCause());
        }
    }

    private static String ask(Path socket, SocketChannel line) throws IOException {
        line.connect(UnixDomainSocketAddress.of(socket));
        ByteBuffer greeting = ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8));
        while (greeting.hasRemaining()) {
            line.write(greeting);
        }
        StringBuilder answer = new StringBuilder();
        var reader = Channels.newReader(line, StandardCharsets.UTF_8);
        char[] buffer = new char[8192];
        for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
            answer.append(buffer, 0, count);
            if (answer.length() > LARGEST) {
                throw new IOException("its answer is too large");
            }
        }
        if (answer.isEmpty()) {
            throw new IOException("its hook is over");
        }
        return answer.toString();
    }
}
