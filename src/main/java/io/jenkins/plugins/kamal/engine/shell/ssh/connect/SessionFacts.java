package io.jenkins.plugins.kamal.engine.shell.ssh.connect;

import io.jenkins.plugins.kamal.engine.shell.ssh.hostkey.HostKey;
import io.jenkins.plugins.kamal.engine.shell.ssh.key.Identities;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.SshDestination;
import io.jenkins.plugins.kamal.engine.shell.ssh.tunnel.TunnelAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;

/**
 * The facts about a session that the engine knows before it opens the session, or learns meanwhile. MINA's session
 * carries them as its context.
 *
 * @param destination the target of the session
 * @param offer the keys for the target
 * @param algorithms the algorithms that are offered to it
 * @param offered the keys that were offered to the server so far
 * @param refusal set if the host key is not trusted
 */
record SessionFacts(
        SshDestination destination,
        Identities.Offer offer,
        OfferedAlgorithms algorithms,
        Set<HostKey> offered,
        AtomicReference<String> refusal) {

    private static final AttributeRepository.AttributeKey<SessionFacts> KEY = new AttributeRepository.AttributeKey<>();

    SessionFacts(SshDestination destination, Identities.Offer offer, OfferedAlgorithms algorithms) {
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
