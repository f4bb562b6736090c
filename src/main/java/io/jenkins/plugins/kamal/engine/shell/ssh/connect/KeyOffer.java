package io.jenkins.plugins.kamal.engine.shell.ssh.connect;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.apache.sshd.client.auth.pubkey.PublicKeyIdentity;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKey;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.signature.SignatureFactoriesManager;

/** Offers a server exactly the keys that were decided on for it, in that order; MINA would ask the agent first. */
final class KeyOffer extends UserAuthPublicKeyFactory {

    KeyOffer(List<NamedFactory<Signature>> signatures) {
        super(signatures);
    }

    @Override
    public UserAuthPublicKey createUserAuth(ClientSession session) throws IOException {
        return new UserAuthPublicKey(getSignatureFactories()) {
            @Override
            protected Iterator<PublicKeyIdentity> createPublicKeyIterator(
                    ClientSession client, SignatureFactoriesManager signatures) {
                return SessionFacts.of(client).offer().identities().stream()
                        .map(identity -> identity.forSession(signatures))
                        .iterator();
            }
        };
    }
}
