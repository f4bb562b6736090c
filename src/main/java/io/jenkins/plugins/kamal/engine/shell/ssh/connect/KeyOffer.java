package io.jenkins.plugins.kamal.engine.shell.ssh.connect;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.security.KeyPair;
import java.util.Iterator;
import org.apache.sshd.client.auth.pubkey.PublicKeyIdentity;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKey;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.signature.SignatureFactoriesManager;

/** Offers a server exactly the keys that were chosen for it, in the chosen order. MINA would ask the agent first. */
final class KeyOffer extends UserAuthPublicKeyFactory {

    @Override
    public UserAuthPublicKey createUserAuth(ClientSession session) throws IOException {
        return new UserAuthPublicKey(SessionFacts.of(session).algorithms().userKey()) {
            @Override
            protected Iterator<PublicKeyIdentity> createPublicKeyIterator(
                    ClientSession client, SignatureFactoriesManager signatures) {
                return SessionFacts.of(client).offer().identities().stream()
                        .map(identity -> identity.forSession(signatures))
                        .iterator();
            }

            /** If the server knows none of the offered algorithms, MINA would sign with another one. */
            @Override
            protected @CheckForNull String getDefaultSignatureAlgorithm(
                    ClientSession client, String service, PublicKeyIdentity identity, KeyPair pair, String keyType) {
                return NamedResource.getNameList(getSignatureFactories()).contains(keyType) ? keyType : null;
            }
        };
    }
}
