package io.jenkins.plugins.kamal.engine.lab.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.core.CoreModuleProperties;

/**
 * The least that a program in Java with the engine's library can take: it starts, makes one connection with the key
 * exchange that the engine prefers, runs one command and ends.
 */
final class Floor {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Floor() {}

    /** Connects to the host and port with the private key of the file, all three given as arguments. */
    public static void main(String[] arguments) throws Exception {
        SecurityUtils.setAPrioriDisabledProvider(SecurityUtils.BOUNCY_CASTLE, true);
        SshClient client = SshClient.setUpDefaultClient();
        client.setKeyExchangeFactories(List.of(ClientBuilder.DH2KEX.apply(BuiltinDHFactories.mlkem768x25519)));
        client.setServerKeyVerifier((session, address, key) -> true);
        client.setKeyIdentityProvider(new FileKeyPairProvider(Path.of(arguments[2])));
        CoreModuleProperties.TCP_NODELAY.set(client, true);
        client.start();
        ClientSession session = client.connect("root", arguments[0], Integer.parseInt(arguments[1]))
                .verify(PATIENCE)
                .getSession();
        session.auth().verify(PATIENCE);
        ChannelExec command = session.createExecChannel("true");
        command.open().verify(PATIENCE);
        command.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), PATIENCE);
        Integer status = command.getExitStatus();
        System.exit(status == null ? 1 : status);
    }
}
