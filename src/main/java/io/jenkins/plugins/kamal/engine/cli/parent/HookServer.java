package io.jenkins.plugins.kamal.engine.cli.parent;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.deploy.run.HookCalls;
import io.jenkins.plugins.kamal.engine.process.SearchPath;
import io.jenkins.plugins.kamal.engine.shell.Output;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Answers the commands that hooks call: through a directory on the PATH of the hooks, with a socket that answers as
 * long as a hook runs. The directory is created for the first hook and removed at the end of the run.
 */
public final class HookServer implements HookCalls, AutoCloseable {

    /**
     * The variable that tells a command where its parent command listens. Kamal's own variables begin without an
     * underscore.
     */
    static final String VARIABLE = "_KAMAL_CALLER";

    private static final String PATH = "PATH";
    private static final int LONGEST_LINE = 20;

    private final Map<String, String> environment;
    private final List<Path> places;
    private final ParentContext context;
    private final Consumer<String> complaints;
    private final Set<Long> atWork = ConcurrentHashMap.newKeySet();

    @CheckForNull
    private CallDirectory directory;

    @CheckForNull
    private ServerSocketChannel socket;

    private final long start = System.nanoTime();
    private boolean impossible;

    /** What a call is told; null while no hook runs. It is JSON only once there is a call, because loading JSON takes time. */
    @CheckForNull
    private volatile ParentContext answer;

    /**
     * A server for the hooks of one run.
     *
     * @param environment the environment of this process
     * @param places where the directory may be created, the best place first
     * @param context the context for the commands, without the parts that change from hook to hook
     * @param complaints takes a message if there can be no server
     */
    public HookServer(
            Map<String, String> environment, List<Path> places, ParentContext context, Consumer<String> complaints) {
        this.environment = Map.copyOf(environment);
        this.places = List.copyOf(places);
        this.context = context;
        this.complaints = complaints;
    }

    @Override
    public Output during(
            Moment moment, Map<String, String> hookEnvironment, Function<Map<String, String>, Output> hook) {
        Optional<CallDirectory> open = open();
        if (open.isEmpty()) {
            return hook.apply(hookEnvironment);
        }
        answer = context.at(moment, Duration.ofNanos(System.nanoTime() - start));
        try {
            return hook.apply(withServer(hookEnvironment, open.get()));
        } finally {
            answer = null;
        }
    }

    /** Whether a process is a command that a hook has called and that has not ended. */
    public boolean isAtWork(ProcessHandle process) {
        return atWork.contains(process.pid());
    }

    private Map<String, String> withServer(Map<String, String> hookEnvironment, CallDirectory open) {
        Map<String, String> variables = new LinkedHashMap<>(hookEnvironment);
        String path = hookEnvironment.getOrDefault(PATH, environment.getOrDefault(PATH, SearchPath.DEFAULT));
        variables.put(PATH, open.path() + ":" + path);
        variables.put(VARIABLE, open.socket().toString());
        return variables;
    }

    private synchronized Optional<CallDirectory> open() {
        if (directory == null && !impossible) {
            try {
                directory = CallDirectory.make(places);
                socket = listen(directory.socket());
            } catch (IOException | UnsupportedOperationException e) {
                impossible = true;
                close();
                complaints.accept("    Hooks cannot call this program as `kamal`: " + e.getMessage());
            }
        }
        return Optional.ofNullable(directory);
    }

    private ServerSocketChannel listen(Path path) throws IOException {
        ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listening.bind(UnixDomainSocketAddress.of(path));
        begin("calls of hooks", () -> accept(listening));
        return listening;
    }

    private void accept(ServerSocketChannel listening) {
        while (listening.isOpen()) {
            try {
                SocketChannel call = listening.accept();
                begin("a call of a hook", () -> serve(call));
            } catch (IOException e) {
                // The socket was closed, because the run is over.
                return;
            }
        }
    }

    /** A called command sends its process id, gets the answer, and keeps the connection open until it ends. */
    private void serve(SocketChannel call) {
        try (call) {
            InputStream in = Channels.newInputStream(call);
            long pid = Long.parseLong(line(in));
            atWork.add(pid);
            try {
                ParentContext told = answer;
                if (told != null) {
                    write(call, told.toJson());
                }
                call.shutdownOutput();
                in.transferTo(OutputStream.nullOutputStream());
            } finally {
                atWork.remove(pid);
            }
        } catch (IOException | RuntimeException e) {
            // The other process has ended, or does not speak this protocol.
            return;
        }
    }

    /** Reads a short line; a longer one, which could fill the memory, is refused. */
    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (line.length() == LONGEST_LINE) {
                throw new IOException("a process id is shorter");
            }
            line.append((char) next);
        }
        return line.toString();
    }

    private static void write(SocketChannel call, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            call.write(bytes);
        }
    }

    private static void begin(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public synchronized void close() {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            complaints.accept("    The socket of the hooks could not be closed: " + e.getMessage());
        }
        if (directory != null) {
            directory.close();
        }
        directory = null;
        socket = null;
    }
}
