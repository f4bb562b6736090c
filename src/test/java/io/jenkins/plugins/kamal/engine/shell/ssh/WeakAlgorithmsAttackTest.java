package io.jenkins.plugins.kamal.engine.shell.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.ServerUnreachableException;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.SshSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server, or a machine between, that tries to talk the client into algorithms that are no longer safe. */
@Timeout(120)
class WeakAlgorithmsAttackTest {

    private static final String HOST = "127.0.0.1";
    private static final KeyPair HOST_KEY = EmbeddedServer.key("ssh-rsa", 2048);
    private static final KeyPair RSA_USER_KEY = EmbeddedServer.key("ssh-rsa", 2048);
    private static final KeyPair USER_KEY = EmbeddedServer.ed25519();

    /** Each kind of server, and what ~/.ssh/config has to name before the client talks to it. */
    private static final Map<String, Consumer<SshServer>> WEAK_SERVERS = Map.of(
            "Ciphers aes128-cbc", server -> server.setCipherFactories(List.of(BuiltinCiphers.aes128cbc)),
            "Ciphers +aes256-cbc", server -> server.setCipherFactories(List.of(BuiltinCiphers.aes256cbc)),
            "Ciphers 3des-cbc", server -> server.setCipherFactories(List.of(BuiltinCiphers.tripledescbc)),
            "MACs hmac-sha1", server -> checkedBy(BuiltinMacs.hmacsha1, server),
            "MACs ^hmac-sha1-etm@openssh.com", server -> checkedBy(BuiltinMacs.hmacsha1etm, server),
            "HostKeyAlgorithms ssh-rsa",
                    server -> server.setSignatureFactories(List.of(BuiltinSignatures.rsa, BuiltinSignatures.ed25519)),
            "KexAlgorithms +diffie-hellman-group14-sha1",
                    server -> server.setKeyExchangeFactories(
                            List.of(ServerBuilder.DH2KEX.apply(BuiltinDHFactories.dhg14))));

    /** The server has no cipher that authenticates by itself: with one of those, SSH needs no MAC and agrees on none. */
    private static void checkedBy(BuiltinMacs mac, SshServer server) {
        server.setCipherFactories(List.of(BuiltinCiphers.aes128ctr));
        server.setMacFactories(List.of(mac));
    }

    @TempDir
    Path home;

    @Test
    void aWeakServerIsRefusedUnlessTheConfigurationNamesItsAlgorithm() throws Exception {
        for (Map.Entry<String, Consumer<SshServer>> weak : WEAK_SERVERS.entrySet()) {
            try (EmbeddedServer server = server(weak.getValue())) {
                config("");
                assertThatThrownBy(() -> connect(server))
                        .as(weak.getKey())
                        .isInstanceOf(ServerUnreachableException.class)
                        .hasMessageContaining("no agreement with the SSH server")
                        .hasMessageContaining("offered only where ~/.ssh/config names them");
                assertThat(server.users).isEmpty();

                config("Host " + HOST + "\n  " + weak.getKey() + "\n");
                connect(server);
            }
        }
    }

    @Test
    void signsWithSha1OnlyWhereTheConfigurationNamesIt() throws Exception {
        Consumer<SshServer> onlySha1 = server -> server.setSignatureFactories(List.of(BuiltinSignatures.rsa));
        try (EmbeddedServer server = server(onlySha1)) {
            config("HostKeyAlgorithms ssh-rsa\n");
            assertThatThrownBy(() -> connect(server, RSA_USER_KEY))
                    .isInstanceOf(ServerUnreachableException.class)
                    .hasMessageContaining("the login of user deployer was refused");
            assertThat(server.users).isEmpty();

            config("HostKeyAlgorithms ssh-rsa\nPubkeyAcceptedAlgorithms +ssh-rsa\n");
            connect(server, RSA_USER_KEY);
        }
    }

    @Test
    void offersNothingWeakAndAHybridKeyExchangeFirst() throws Exception {
        List<String> offered = new ArrayList<>();
        List<String> agreed = new ArrayList<>();
        config("");
        try (EmbeddedServer server = server(plain -> plain.addSessionListener(new SessionListener() {
            @Override
            public void sessionNegotiationEnd(
                    Session session,
                    Map<KexProposalOption, String> client,
                    Map<KexProposalOption, String> ours,
                    Map<KexProposalOption, String> negotiated,
                    Throwable reason) {
                agreed.add(negotiated.get(KexProposalOption.ALGORITHMS));
                client.values().forEach(names -> offered.addAll(Arrays.asList(names.split(","))));
            }
        }))) {
            connect(server);
        }

        assertThat(offered)
                .noneMatch(name -> name.contains("cbc") || name.contains("md5") || name.contains("arcfour"))
                .noneMatch(name -> name.contains("sha1") || name.equals("ssh-rsa") || name.equals("ssh-dss"))
                .contains("aes256-gcm@openssh.com", "hmac-sha2-256", "rsa-sha2-512");
        assertThat(offered.get(0)).isEqualTo("mlkem768x25519-sha256");
        assertThat(offered.indexOf("sntrup761x25519-sha512"))
                .as("costs more than the rest of a connection, as docs/ssh.md says")
                .isGreaterThan(offered.indexOf("curve25519-sha256"));
        assertThat(agreed).containsExactly("mlkem768x25519-sha256");
    }

    @Test
    void saysThatAConfigurationLeavesNothingToOffer() throws Exception {
        try (EmbeddedServer server = server(plain -> {})) {
            config("Ciphers rot13\n");
            assertThatThrownBy(() -> connect(server))
                    .isInstanceOf(ServerUnreachableException.class)
                    .hasMessageContaining("Ciphers rot13")
                    .hasMessageContaining("leaves nothing to offer")
                    .hasMessageContaining("aes128-ctr");

            config("Ciphers -*cbc,aes*\n");
            connect(server);
        }
    }

    private static EmbeddedServer server(Consumer<SshServer> change) throws Exception {
        EmbeddedServer server = new EmbeddedServer(List.of(HOST_KEY), USER_KEY.getPublic(), RSA_USER_KEY.getPublic());
        change.accept(server.server);
        return server.start();
    }

    private void config(String text) throws Exception {
        Files.writeString(Files.createDirectories(home.resolve(".ssh")).resolve("config"), text);
    }

    private void connect(EmbeddedServer server) throws Exception {
        connect(server, USER_KEY);
    }

    private void connect(EmbeddedServer server, KeyPair key) throws Exception {
        SshSettings settings =
                server.settings(home, server.line(HOST, HOST_KEY), List.of(Settings.text("test-key", key)));
        try (SshServers servers = SshServers.start(settings)) {
            servers.connect(Host.parse(HOST)).get(60, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException e) {
            throw e.getCause() instanceof CompletionException wrapped
                    ? (Exception) wrapped.getCause()
                    : (Exception) e.getCause();
        }
    }
}
