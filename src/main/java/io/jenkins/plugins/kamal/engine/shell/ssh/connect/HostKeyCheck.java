package io.jenkins.plugins.kamal.engine.shell.ssh.connect;

import io.jenkins.plugins.kamal.engine.shell.ssh.hostkey.HostKey;
import io.jenkins.plugins.kamal.engine.shell.ssh.hostkey.KnownHosts;
import io.jenkins.plugins.kamal.engine.shell.ssh.hostkey.Refusal;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.Destination;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.HostKeyPolicy;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.SshSettings;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.signature.Signature;

/**
 * Checks host keys, and asks a server that has several for one of a type that is known, as OpenSSH does: else a server
 * with a known RSA key would be refused for its unknown Ed25519 key.
 */
final class HostKeyCheck implements ServerKeyVerifier, SessionListener {

    private final KnownHosts known;
    private final SshSettings.HostKeys settings;

    HostKeyCheck(KnownHosts known, SshSettings.HostKeys settings) {
        this.known = known;
        this.settings = settings;
    }

    @Override
    public void sessionCreated(Session session) {
        SessionFacts facts = SessionFacts.of((ClientSession) session);
        Destination to = facts.destination();
        List<String> types = known.typesFor(to.knownAs(), to.port());
        List<NamedFactory<Signature>> preferred = new ArrayList<>();
        List<NamedFactory<Signature>> others = new ArrayList<>();
        for (NamedFactory<Signature> algorithm : facts.algorithms().hostKey()) {
            boolean isKnown = types.contains(KeyUtils.getCanonicalKeyType(algorithm.getName()));
            (isKnown ? preferred : others).add(algorithm);
        }
        preferred.addAll(others);
        session.setSignatureFactories(preferred);
        session.setKeyExchangeFactories(facts.algorithms().keyExchange());
        session.setCipherFactories(facts.algorithms().ciphers());
        session.setMacFactories(facts.algorithms().macs());
    }

    @Override
    public boolean verifyServerKey(ClientSession session, SocketAddress address, PublicKey key) {
        if (settings.policy() == HostKeyPolicy.NONE) {
            return true;
        }
        SessionFacts facts = SessionFacts.of(session);
        Destination to = facts.destination();
        HostKey shown = HostKey.of(key);
        Optional<Refusal> refusal = known.check(to.knownAs(), to.port(), shown);
        if (refusal.isEmpty()) {
            return true;
        }
        if (settings.policy() == HostKeyPolicy.ACCEPT_NEW && refusal.get().kind() == Refusal.Kind.UNKNOWN) {
            return accept(facts, shown);
        }
        facts.refusal().set(refusal.get().message());
        return false;
    }

    private boolean accept(SessionFacts facts, HostKey shown) {
        try {
            known.add(facts.destination().knownAs(), facts.destination().port(), shown, settings.additions());
            return true;
        } catch (UncheckedIOException e) {
            facts.refusal().set(e.getMessage());
            return false;
        }
    }
}
