package io.jenkins.plugins.kamal.engine.shell.ssh.connect;

import io.jenkins.plugins.kamal.engine.shell.ssh.settings.Destination;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;

/**
 * A {@code ssh/proxy_command}: a local process whose input and output are the connection to a server's sshd.
 *
 * <p>It is reached through a loopback port that takes one connection and no second. The process's pipes can only be
 * read by waiting,
 * so each tunnel has two threads.
 */
final class CommandTunnel implements AutoCloseable {

    private final ServerSocket entrance;
    private final Process process;

    private CommandTunnel(ServerSocket entrance, Process process) {
        this.entrance = entrance;
        this.process = process;
    }

    /**
     * Starts the command; {@code %h}, {@code %p}, {@code %r} and {@code %%} in it stand for host, port, user and a
     * percent sign.
     */
    static CommandTunnel open(Destination to) throws IOException {
        String command = expand(to.proxyCommand().orElseThrow(), to);
        ServerSocket entrance = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        try {
            Process process = new ProcessBuilder(List.of("/bin/sh", "-c", "exec " + command))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            CommandTunnel tunnel = new CommandTunnel(entrance, process);
            tunnel.start("ssh-proxy-command " + to.host(), tunnel::pumpOut);
            return tunnel;
        } catch (IOException e) {
            entrance.close();
            throw e;
        }
    }

    /** Where to connect to. */
    InetSocketAddress entrance() {
        return (InetSocketAddress) entrance.getLocalSocketAddress();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String expand(String command, Destination to) {
        return command.replace("%%", "\0")
                .replace("%h", to.hostName())
                .replace("%p", String.valueOf(to.port()))
                .replace("%r", to.user())
                .replace("\0", "%");
    }

    private void pumpOut() {
        try (Socket socket = entrance.accept()) {
            entrance.close();
            socket.setTcpNoDelay(true);
            start("ssh-proxy-command-output", () -> pumpIn(socket));
            copy(socket.getInputStream(), process.getOutputStream());
        } catch (IOException e) {
            // The session notices that its connection is gone, and says so.
        } finally {
            process.destroy();
        }
    }

    private void pumpIn(Socket socket) {
        try (socket) {
            copy(process.getInputStream(), socket.getOutputStream());
        } catch (IOException e) {
            // The session notices that its connection is gone, and says so.
        }
    }

    private void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void copy(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[32 * 1024];
        for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
            to.write(buffer, 0, count);
            to.flush();
        }
    }
}
