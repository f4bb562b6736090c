package io.jenkins.plugins.kamal.engine.shell.ssh;

import io.jenkins.plugins.kamal.engine.shell.ssh.hostkey.HostKey;
import io.jenkins.plugins.kamal.engine.shell.ssh.hostkey.KnownHosts;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.PrivateKeyText;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.SshSettings;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.apache.sshd.server.shell.InvertedShellWrapper;
import org.apache.sshd.server.shell.ProcessShell;

/** An SSH server in this process that runs what it is asked to with a real shell. */
public final class EmbeddedServer implements AutoCloseable {

    final SshServer server = SshServer.setUpDefaultServer();
    final Queue<String> commands = new ConcurrentLinkedQueue<>();
    final Queue<String> users = new ConcurrentLinkedQueue<>();
    /** The commands whose first standard output was handed to the connection, which keeps the order of what it sends. */
    final Queue<String> answered = new ConcurrentLinkedQueue<>();

    private volatile boolean hanging;

    public EmbeddedServer(List<KeyPair> hostKeys, PublicKey... allowed) {
        this("127.0.0.1", hostKeys, allowed);
    }

    public EmbeddedServer(String address, List<KeyPair> hostKeys, PublicKey... allowed) {
        server.setHost(address);
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKeys));
        server.setPublickeyAuthenticator((user, key, session) -> {
            users.add(user);
            return List.of(allowed).stream().anyMatch(other -> KeyUtils.compareKeys(other, key));
        });
        server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
        server.setCommandFactory((channel, command) -> {
            commands.add(command);
            return new AnsweringShell(hanging ? "exec sleep 600" : command);
        });
    }

    /** From now on, no command does anything, and none ends. */
    void hangShells() {
        hanging = true;
    }

    EmbeddedServer start() throws IOException {
        server.start();
        return this;
    }

    int port() {
        return server.getPort();
    }

    /** Cuts every connection, as a machine that dies does. */
    void cut() {
        // Closing the session would first close its channels, and tell the client so, depending on who is faster.
        server.getActiveSessions().forEach(session -> session.getIoSession().close(true));
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }

    public static KeyPair key(String type, int size) {
        try {
            return KeyUtils.generateKeyPair(type, size);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static KeyPair ed25519() {
        return key(KeyPairProvider.SSH_ED25519, 256);
    }

    /** Settings that reach this server, with a home directory that has nothing in it. */
    SshSettings settings(Path home, String knownHosts, List<PrivateKeyText> keys) {
        return Settings.of(home, port(), knownHosts, keys);
    }

    /** The line that makes the key of a host on this server known. */
    String line(String host, KeyPair key) {
        return KnownHosts.line(host, port(), HostKey.of(key.getPublic())) + "\n";
    }

    /** Runs a command in a process, and notes when its first output is on the way. */
    private final class AnsweringShell extends InvertedShellWrapper {

        private final String command;

        AnsweringShell(String command) {
            super(new ProcessShell("/bin/sh", "-c", command));
            this.command = command;
        }

        @Override
        public void setOutputStream(OutputStream output) {
            super.setOutputStream(new FilterOutputStream(output) {
                private boolean noted;

                @Override
                public void write(byte[] data, int offset, int count) throws IOException {
                    out.write(data, offset, count);
                }

                @Override
                public void flush() throws IOException {
                    out.flush();
                    if (!noted) {
                        noted = true;
                        answered.add(command);
                    }
                }
            });
        }
    }
}
