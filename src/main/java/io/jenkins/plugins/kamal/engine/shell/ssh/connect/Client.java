package io.jenkins.plugins.kamal.engine.shell.ssh.connect;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.shell.ssh.hostkey.HostKey;
import io.jenkins.plugins.kamal.engine.shell.ssh.key.AgentSocket;
import io.jenkins.plugins.kamal.engine.shell.ssh.key.SecurityProviders;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.SshSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.sshd.agent.SshAgent;
import org.apache.sshd.agent.SshAgentFactory;
import org.apache.sshd.agent.SshAgentServer;
import org.apache.sshd.agent.local.ChannelAgentForwardingFactory;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.pubkey.PublicKeyAuthenticationReporter;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.forward.ForwardingFilter;
import org.apache.sshd.server.forward.TcpForwardingFilter;

/** Sets up MINA's client. None of MINA's defaults for keys, host keys and configuration files is left in effect. */
final class Client {

    private static final int FEWEST_THREADS = 2;
    private static final int MOST_THREADS = 8;
    private static final int MISSED_SIGNS_OF_LIFE = 2;

    /** Held here, because java.util.logging forgets the level of a logger that nothing refers to. */
    private static final Logger LOG = Logger.getLogger("org.apache.sshd");

    private static final Map<String, Level> LEVELS = Map.of(
            "debug", Level.FINE, "info", Level.INFO, "warn", Level.WARNING, "error", Level.SEVERE, "fatal", Level.OFF);

    static {
        SecurityProviders.leaveOutBouncyCastle();
    }

    private Client() {}

    static SshClient of(SshSettings settings) {
        Level level = LEVELS.getOrDefault(settings.logLevel().toLowerCase(Locale.ROOT), Level.OFF);
        SshClient client = ClientAhead.take();
        log(level);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setUserAuthFactories(List.of(new KeyOffer()));
        client.setPublicKeyAuthenticationReporter(new OfferCounter());
        client.setIoServiceFactoryFactory(new AsyncConnector.Factory());
        HostKeyCheck check = new HostKeyCheck(settings.hostKeys());
        client.setServerKeyVerifier(check);
        client.addSessionListener(check);
        client.setForwarderFactory(OwnForwarder::new);
        client.setForwardingFilter(ForwardingFilter.asForwardingFilter(null, null, new OwnForwardings()));
        if (settings.keys().forwardAgent()) {
            settings.keys().agentSocket().ifPresent(socket -> client.setAgentFactory(new ForwardedAgent(socket)));
        }
        limit(client, settings.limits());
        return client;
    }

    /** A client with MINA's defaults, which are set up in silence. */
    static SshClient withDefaults() {
        LOG.setLevel(Level.OFF);
        return SshClient.setUpDefaultClient();
    }

    /** The library's log goes to this process's handlers, which by default leave out everything finer than INFO. */
    private static void log(Level level) {
        LOG.setLevel(level);
        if (level != Level.OFF) {
            for (Handler handler : Logger.getLogger("").getHandlers()) {
                if (handler.getLevel().intValue() > level.intValue()) {
                    handler.setLevel(level);
                }
            }
        }
    }

    /**
     * How many threads read from all servers. They also compute the key exchanges, which is most of the work if there are
     * many servers, so more processors do more of it at the same time.
     */
    static int threads(int processors) {
        return Math.max(FEWEST_THREADS, Math.min(MOST_THREADS, processors));
    }

    private static void limit(SshClient client, SshSettings.Limits limits) {
        CoreModuleProperties.NIO_WORKERS.set(
                client, threads(Runtime.getRuntime().availableProcessors()));
        CoreModuleProperties.TCP_NODELAY.set(client, true);
        CoreModuleProperties.IO_CONNECT_TIMEOUT.set(client, limits.connect());
        CoreModuleProperties.AUTH_TIMEOUT.set(client, limits.login());
        CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, limits.keepAlive());
        CoreModuleProperties.HEARTBEAT_REQUEST.set(client, "keepalive@openssh.com");
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, MISSED_SIGNS_OF_LIFE);
        CoreModuleProperties.REQUEST_EXEC_REPLY.set(client, true);
    }

    /** Servers reach what was forwarded to them, which is all that MINA asks about here, and nothing else. */
    static final class OwnForwardings implements TcpForwardingFilter {

        @Override
        public boolean canListen(SshdSocketAddress address, Session session) {
            return false;
        }

        @Override
        public boolean canConnect(Type type, @CheckForNull SshdSocketAddress address, Session session) {
            // MINA asks with null about a port that is not (or no longer) forwarded.
            return type == Type.Forwarded && address != null;
        }
    }

    /** Counts the keys that were offered to a server. */
    private static final class OfferCounter implements PublicKeyAuthenticationReporter {

        @Override
        public void signalAuthenticationAttempt(
                ClientSession session, String service, KeyPair identity, String signature) {
            SessionFacts.of(session).offered().add(HostKey.of(identity.getPublic()));
        }
    }

    /** Lets commands on servers use the agent of this machine. */
    private record ForwardedAgent(Path socket) implements SshAgentFactory {

        @Override
        public List<ChannelFactory> getChannelForwardingFactories(FactoryManager manager) {
            return List.of(ChannelAgentForwardingFactory.OPENSSH, ChannelAgentForwardingFactory.IETF);
        }

        @Override
        public SshAgent createClient(Session session, FactoryManager manager) throws IOException {
            return new AgentSocket(socket);
        }

        @Override
        public SshAgentServer createServer(ConnectionService service) {
            throw new UnsupportedOperationException("a client forwards an agent and serves none");
        }
    }
}
