package io.jenkins.plugins.kamal.engine.shell.ssh.connect;

import io.jenkins.plugins.kamal.engine.shell.ssh.hostkey.HostKey;
import io.jenkins.plugins.kamal.engine.shell.ssh.key.Identities;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.Destination;
import io.jenkins.plugins.kamal.engine.shell.ssh.tunnel.TunnelAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;

/**
 * What our side knows of a session, and finds out while it is opened; it travels with MINA's session as its context.
 *
 * @param destination where it goes
 * @param offer the keys for it
 * @param algorithms what is offered to it
 * @param offered the keys that the server was asked about
 * @param refusal set where the host key is not trusted
 */
record SessionFacts(
        Destination destination,
        Identities.Offer offer,
        OfferedAlgorithms algorithms,
        Set<HostKey> offered,
        AtomicReference<String> refusal) {

    private static final AttributeRepository.AttributeKey<SessionFacts> KEY = new AttributeRepository.AttributeKey<>();

    SessionFacts(Destination destination, Identities.Offer offer, OfferedAlgorithms algorithms) {
        this(destination, offer, algorithms, ConcurrentHashMap.newKeySet(), new AtomicReference<>());
    }

    /** The facts of a session that was opened with {@link #asContext()}. */
    static SessionFacts of(ClientSession session) {
        return session.getConnectionContext().getAttribute(KEY);
    }

    /** These facts in the form in which a session carries them. */
    AttributeRepository asContext() {
        return AttributeRepository.ofKeyValuePair(KEY, this);
    }

    /** These facts in the form in which a session through a tunnel carries them. */
    AttributeRepository asContext(TunnelAddress tunnel) {
        return AttributeRepository.ofAttributesMap(Map.of(KEY, this, TunnelAddress.KEY, tunnel));
    }
}
