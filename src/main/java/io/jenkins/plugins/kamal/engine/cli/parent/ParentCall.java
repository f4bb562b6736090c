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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Asks the command whose hook has called this process for its context. The connection stays open until this process
 * ends, so that a parent command that has to stop knows which processes it has to wait for.
 */
public final class ParentCall {

    /** The connection, which stays open as long as the process lives. */
    private static final List<SocketChannel> LINES = new CopyOnWriteArrayList<>();

    private ParentCall() {}

    /** The parent command; {@link ParentCommand#NONE} if the environment names none. */
    public static ParentCommand find(Map<String, String> environment, Path directory, PrintStream err) {
        String socket = environment.getOrDefault(HookServer.VARIABLE, "");
        if (socket.isBlank()) {
            return ParentCommand.NONE;
        }
        try {
            return ParentCommand.of(ParentContext.fromJson(ask(Path.of(socket))), directory);
        } catch (IOException | RuntimeException e) {
            err.println("WARNING: The command whose hook has called this one does not answer (" + e.getMessage()
                    + "), so nothing is taken over from it: no destination, no lock, no credentials");
            return ParentCommand.LOST;
        }
    }

    private static String ask(Path socket) throws IOException {
        SocketChannel line = SocketChannel.open(StandardProtocolFamily.UNIX);
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
        }
        if (answer.isEmpty()) {
            throw new IOException("its hook is over");
        }
        LINES.add(line);
        return answer.toString();
    }
}
