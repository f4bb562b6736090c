package io.jenkins.plugins.kamal.engine.lab.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;

/**
 * Hundreds of servers in one process with few threads: one SSH server that listens on many addresses of this machine,
 * with one host key. The first is the primary one, which holds the lock, and the others are like each other; what they
 * answer is remembered, so that they cost little more than their encryption.
 */
final class ManyServers implements AutoCloseable {

    private static final int ADDRESSES_IN_A_BLOCK = 250;

    private final SshServer server = SshServer.setUpDefaultServer();
    private final String hostKey;
    private final List<String> addresses;

    ManyServers(int count, PublicKey authorized, RememberedAnswers primary, RememberedAnswers others)
            throws IOException {
        this.addresses = IntStream.range(0, count)
                .mapToObj(
                        number -> "127.4." + number / ADDRESSES_IN_A_BLOCK + "." + (1 + number % ADDRESSES_IN_A_BLOCK))
                .toList();
        KeyPair own = newKey();
        this.hostKey = PublicKeyEntry.toString(own.getPublic());
        server.setHost(String.join(",", addresses));
        CoreModuleProperties.TCP_NODELAY.set(server, true);
        CoreModuleProperties.SOCKET_BACKLOG.set(server, count);
        server.setKeyPairProvider(KeyPairProvider.wrap(own));
        server.setPublickeyAuthenticator((user, key, session) -> KeyUtils.compareKeys(key, authorized));
        server.setCommandFactory((channel, line) -> {
            InetSocketAddress place =
                    (InetSocketAddress) channel.getSession().getIoSession().getLocalAddress();
            boolean isPrimary = place.getAddress().getHostAddress().equals(addresses.get(0));
            return new RememberedCommand(isPrimary ? primary : others);
        });
        server.start();
    }

    List<String> addresses() {
        return addresses;
    }

    int port() {
        return server.getPort();
    }

    /** The lines of a known_hosts file for these addresses at a port. */
    String knownHosts(List<String> names, int port) {
        StringBuilder lines = new StringBuilder();
        names.forEach(name -> lines.append("[%s]:%d %s%n".formatted(name, port, hostKey)));
        return lines.toString();
    }

    @Override
    public void close() {
        try {
            server.stop(true);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair newKey() {
        try {
            return KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
