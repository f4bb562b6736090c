package io.jenkins.plugins.kamal.engine.shell.ssh.hostkey;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Base64;
import java.util.Optional;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/**
 * A public key, in the form that known_hosts uses.
 *
 * @param type the type, such as {@code ssh-ed25519}
 * @param base64 the key as RFC 4253 encodes it, in base64
 */
public record HostKey(String type, String base64) {

    /** The key that a server has presented. */
    public static HostKey of(PublicKey key) {
        ByteArrayBuffer buffer = new ByteArrayBuffer();
        buffer.putRawPublicKey(key);
        return decode(Base64.getEncoder().encodeToString(buffer.getCompactData()))
                .orElseThrow();
    }

    /** Reads a key in base64; empty if the text is no key. */
    public static Optional<HostKey> decode(String base64) {
        try {
            ByteBuffer blob = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
            byte[] type = new byte[Math.min(blob.getInt(), blob.remaining())];
            blob.get(type);
            return Optional.of(new HostKey(new String(type, StandardCharsets.US_ASCII), base64));
        } catch (IllegalArgumentException | java.nio.BufferUnderflowException | NegativeArraySizeException e) {
            return Optional.empty();
        }
    }

    /** The fingerprint as {@code ssh-keygen -l} prints it. */
    public String fingerprint() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(Base64.getDecoder().decode(base64));
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Type and fingerprint, for messages. */
    public String described() {
        return type + " " + fingerprint();
    }
}
