package io.jenkins.plugins.kamal.engine.shell.ssh.key;

import java.io.IOException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import org.apache.sshd.agent.SshAgent;
import org.apache.sshd.agent.SshAgentKeyConstraint;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.common.signature.SignatureFactoriesManager;

/** The keys that this run offers to a server, as an ssh-agent that signs with them and accepts no others. */
public final class OfferedKeys implements SshAgent {

    private final List<Identity> identities;
    private final SignatureFactoriesManager signatures;

    public OfferedKeys(List<Identity> identities, SignatureFactoriesManager signatures) {
        this.identities = List.copyOf(identities);
        this.signatures = signatures;
    }

    @Override
    public Iterable<? extends Map.Entry<PublicKey, String>> getIdentities() {
        return identities.stream()
                .map(identity -> Map.entry(identity.publicKey(), identity.source()))
                .toList();
    }

    @Override
    public Map.Entry<String, byte[]> sign(SessionContext session, PublicKey key, String algorithm, byte[] data)
            throws IOException {
        Identity wanted = identities.stream()
                .filter(identity -> KeyUtils.compareKeys(identity.publicKey(), key))
                .findFirst()
                .orElseThrow(() -> new IOException("no such key is lent"));
        try {
            return wanted.forSession(signatures).sign(session, algorithm, data);
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the key cannot sign", e);
        }
    }

    @Override
    public void addIdentity(KeyPair key, String comment, SshAgentKeyConstraint... constraints) throws IOException {
        throw unchangeable();
    }

    @Override
    public void removeIdentity(PublicKey key) throws IOException {
        throw unchangeable();
    }

    @Override
    public void removeAllIdentities() throws IOException {
        throw unchangeable();
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {
        // There is nothing to close.
    }

    private static IOException unchangeable() {
        return new IOException("the keys are lent and cannot be changed");
    }
}
