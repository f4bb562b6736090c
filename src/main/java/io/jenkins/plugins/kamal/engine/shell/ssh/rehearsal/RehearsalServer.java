package io.jenkins.plugins.kamal.engine.shell.ssh.rehearsal;

import io.jenkins.plugins.kamal.engine.shell.ssh.hostkey.HostKey;
import io.jenkins.plugins.kamal.engine.shell.ssh.hostkey.KnownHosts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.function.Function;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.server.SshServer;

/**
 * An SSH server on a loopback port that admits one key, which exists in this process only, and that runs nothing: its
 * answers to the commands of a script are made up.
 */
public final class RehearsalServer implements AutoCloseable {

    private final SshServer server = SshServer.setUpDefaultServer();
    private final KeyPair hostKey = newKey();
    private final KeyPair userKey = newKey();

    /**
     * Starts a server on a free port.
     *
     * @param answers what a command does, by the part of the script that contains it and no other command
     */
    public static RehearsalServer start(Function<String, RehearsedAnswer> answers) throws IOException {
        RehearsalServer rehearsal = new RehearsalServer(answers);
        rehearsal.server.start();
        return rehearsal;
    }

    private RehearsalServer(Function<String, RehearsedAnswer> answers) {
        server.setHost(SshdSocketAddress.LOCALHOST_IPV4);
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setPublickeyAuthenticator((user, key, session) -> KeyUtils.compareKeys(key, userKey.getPublic()));
        server.setCommandFactory((channel, command) -> new RehearsedScript(answers));
    }

    /** The address that the server listens on. */
    public InetSocketAddress address() {
        return new InetSocketAddress(SshdSocketAddress.LOCALHOST_IPV4, server.getPort());
    }

    /** The line of {@code known_hosts} for this server under the given name and port. */
    public String knownHost(String name, int port) {
        return KnownHosts.line(name, port, HostKey.of(hostKey.getPublic())) + "\n";
    }

    /** The private key that the server admits, in OpenSSH's format. */
    public String privateKey() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(userKey, "rehearsal", null, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a new key cannot be written", e);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }

    private static KeyPair newKey() {
        try {
            return KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the engine's own libraries make no Ed25519 key", e);
        }
    }
}
