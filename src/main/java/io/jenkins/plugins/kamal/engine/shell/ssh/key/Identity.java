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

    /** The public key. */
    PublicKey publicKey();

    /** The public key as it is offered; it may be a certificate. */
    default HostKey key() {
        return HostKey.of(publicKey());
    }

    /** The public key, without the certificate if there is one. */
    default HostKey plainKey() {
        return HostKey.of(
                publicKey() instanceof OpenSshCertificate certificate ? certificate.getCertPubKey() : publicKey());
    }

    /** The origin of the key, for messages. */
    String source();

    /** The identity in MINA's terms. */
    PublicKeyIdentity forSession(SignatureFactoriesManager signatures);

    /** Type, fingerprint and origin, for messages. */
    default String described() {
        return key().described() + " (" + source() + ")";
    }

    /** A key whose private key is in this process. */
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
     * A key whose private key is in an ssh-agent. Each signature opens a new connection to the agent, so that none
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
                        // The agent names the algorithm of the key, even for a certificate.
                        return Map.entry(
                                algorithm,
                                agent.sign(session, publicKey, algorithm, data).getValue());
                    }
                }
            };
        }
    }
}
