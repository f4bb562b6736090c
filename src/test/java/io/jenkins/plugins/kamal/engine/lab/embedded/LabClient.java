package io.jenkins.plugins.kamal.engine.lab.embedded;

import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerReply;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.core.CoreModuleProperties;

/** The plainest SSH client there is, for tests of the lab itself. */
final class LabClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SshClient client = SshClient.setUpDefaultClient();
    private final ClientSession session;

    /** Logs in to a server, whose host key must be its own. */
    LabClient(EmbeddedServers servers, String name) throws IOException {
        EmbeddedServer server = servers.server(name);
        client.setServerKeyVerifier((session, address, key) -> key.equals(server.hostKey()));
        CoreModuleProperties.TCP_NODELAY.set(client, true);
        client.start();
        try {
            session =
                    client.connect("deploy", server.address()).verify(PATIENCE).getSession();
            session.addPublicKeyIdentity(servers.key());
            session.auth().verify(PATIENCE);
        } catch (IOException e) {
            client.stop();
            throw e;
        }
    }

    DockerReply run(String line) throws IOException {
        return run(line, "");
    }

    /** Runs a command line; exit status -1 where the server never said how it ended. */
    DockerReply run(String line, String input) throws IOException {
        try (ChannelExec channel = session.createExecChannel(line)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            channel.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
            channel.setOut(out);
            channel.setErr(err);
            channel.open().verify(PATIENCE);
            channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), PATIENCE);
            Integer status = channel.getExitStatus();
            return new DockerReply(
                    status == null ? -1 : status,
                    out.toString(StandardCharsets.UTF_8),
                    err.toString(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() {
        client.stop();
    }
}
