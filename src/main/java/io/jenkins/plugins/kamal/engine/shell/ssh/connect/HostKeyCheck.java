package io.jenkins.plugins.kamal.engine.shell.ssh.connect;

import io.jenkins.plugins.kamal.engine.shell.ssh.hostkey.HostKey;
import io.jenkins.plugins.kamal.engine.shell.ssh.hostkey.KnownHosts;
import io.jenkins.plugins.kamal.engine.shell.ssh.hostkey.Refusal;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.HostKeyPolicy;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.SshDestination;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.SshSettings;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.signature.Signature;

/**
 * Checks host keys. Like OpenSSH, this class asks a server for a key of a known type. Otherwise a server with a known
 * RSA key would be refused because of its unknown Ed25519 key.
 */
final class HostKeyCheck implements ServerKeyVerifier, SessionListener {

    private final Map<List<Path>, KnownHosts> known = new ConcurrentHashMap<>();
    private final SshSettings.HostKeys settings;

    HostKeyCheck(SshSettings.HostKeys settings) {
        this.settings = settings;
    }

    @Override
    public void sessionCreated(Session session) {
        SessionFacts facts = SessionFacts.of((ClientSession) session);
        SshDestination to = facts.destination();
        List<String> types = knownTo(to).typesFor(to.known().name(), to.port());
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
        SshDestination to = facts.destination();
        HostKey shown = HostKey.of(key);
        Optional<Refusal> refusal = knownTo(to).check(to.known().name(), to.port(), shown);
        if (refusal.isEmpty()) {
            return true;
        }
        if (settings.policy() == HostKeyPolicy.ACCEPT_NEW && refusal.get().kind() == Refusal.Kind.UNKNOWN) {
            return accept(facts, shown);
        }
        facts.refusal().set(refusal.get().message());
        return false;
    }

    private KnownHosts knownTo(SshDestination to) {
        return known.computeIfAbsent(to.known().files(), this::read);
    }

    private KnownHosts read(List<Path> files) {
        KnownHosts read = new KnownHosts();
        settings.text().ifPresent(text -> read.read("the known host keys of this run", text));
        files.forEach(read::read);
        Path additions = settings.additionsOrNull();
        if (additions != null && !files.contains(additions)) {
            read.read(additions);
        }
        return read;
    }

    private boolean accept(SessionFacts facts, HostKey shown) {
        try {
            SshDestination to = facts.destination();
            KnownHosts known = knownTo(to);
            Path additions = settings.additionsOrNull();
            if (additions == null) {
                known.add(to.known().name(), to.port(), shown);
            } else {
                known.add(to.known().name(), to.port(), shown, additions);
            }
            return true;
        } catch (UncheckedIOException e) {
            facts.refusal().set(e.getMessage());
            return false;
        }
    }
}
