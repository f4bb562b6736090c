package io.jenkins.plugins.kamal.engine.shell.ssh.key;

import io.jenkins.plugins.kamal.engine.shell.ssh.hostkey.HostKey;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Map;
import org.apache.sshd.client.auth.pubkey.KeyPairIdentity;
import org.apache.sshd.client.auth.pubkey.PublicKeyIdentity;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.common.signature.SignatureFactoriesManager;

/** A key that may be offered to a server. */
public sealed interface Identity {

    /** The public half. */
    PublicKey publicKey();

    /** The public half as it is offered, which may be a certificate. */
    default HostKey key() {
        return HostKey.of(publicKey());
    }

    /** The public half without a certificate around it. */
    default HostKey plainKey() {
        return HostKey.of(
                publicKey() instanceof OpenSshCertificate certificate ? certificate.getCertPubKey() : publicKey());
    }

    /** Where it comes from, for messages. */
    String source();

    /** The identity in MINA's terms. */
    PublicKeyIdentity forSession(SignatureFactoriesManager signatures);

    /** Type, fingerprint and origin, for messages. */
    default String described() {
        return key().described() + " (" + source() + ")";
    }

    /** A key whose private half is here. */
    record Held(KeyPair pair, String source) implements Identity {

        @Override
        public PublicKey publicKey() {
            return pair.getPublic();
        }

        @Override
        public PublicKeyIdentity forSession(SignatureFactoriesManager signatures) {
            return new KeyPairIdentity(signatures, signatures, pair);
        }

        @Override
        public String toString() {
            return described();
        }
    }

    /**
     * A key whose private half an ssh-agent has; every signature asks the agent anew, so that no connection to it
     * stays open.
     */
    record InAgent(Path socket, PublicKey publicKey, String comment) implements Identity {

        @Override
        public String source() {
            return "ssh-agent: " + comment;
        }

        @Override
        public PublicKeyIdentity forSession(SignatureFactoriesManager signatures) {
            return new PublicKeyIdentity() {
                @Override
                public KeyPair getKeyIdentity() {
                    return new KeyPair(publicKey, null);
                }

                @Override
                public Map.Entry<String, byte[]> sign(SessionContext session, String algorithm, byte[] data)
                        throws Exception {
                    try (AgentSocket agent = new AgentSocket(socket)) {
                        // With a certificate, too, the agent names the algorithm of the key.
                        return Map.entry(
                                algorithm,
                                agent.sign(session, publicKey, algorithm, data).getValue());
                    }
                }
            };
        }
    }
}
