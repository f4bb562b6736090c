package io.jenkins.plugins.kamal.engine.shell.ssh.key;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;

/** Reads private keys: OpenSSH's format, PEM and PKCS#8, encrypted or not, of type RSA, ECDSA and Ed25519. */
final class PrivateKeys {

    private static final Pattern ENCRYPTED_PKCS8 =
            Pattern.compile("-----BEGIN ENCRYPTED PRIVATE KEY-----([^-]+)-----END ENCRYPTED PRIVATE KEY-----");

    private static final byte[] BEGIN = "-----BEGIN PRIVATE KEY-----\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n-----END PRIVATE KEY-----\n".getBytes(StandardCharsets.US_ASCII);

    static {
        SecurityProviders.leaveOutBouncyCastle();
    }

    private PrivateKeys() {}

    /**
     * The keys in a text.
     *
     * @throws IOException if there is none, or if it cannot be read; the message continues a sentence that begins with
     *     "cannot read"
     */
    static List<KeyPair> read(String text, @CheckForNull Secret passphrase) throws IOException {
        FilePasswordProvider provider = (session, resource, retry) -> revealed(passphrase);
        try {
            byte[] readable = decrypted(text.strip() + "\n", revealed(passphrase));
            try (InputStream input = new ByteArrayInputStream(readable)) {
                List<KeyPair> keys = new ArrayList<>();
                Iterable<KeyPair> found =
                        SecurityUtils.loadKeyPairIdentities(null, NamedResource.ofName("key"), input, provider);
                if (found != null) {
                    found.forEach(keys::add);
                }
                return notEmpty(keys);
            } finally {
                Arrays.fill(readable, (byte) 0);
            }
        } catch (NoKeyException e) {
            throw e;
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw new IOException(
                    revealed(passphrase).isEmpty() && isEncrypted(text)
                            ? "it is encrypted, and no passphrase was given"
                            : "it cannot be decoded" + (isEncrypted(text) ? " with the passphrase that was given" : ""),
                    e);
        }
    }

    /** MINA and the cipher treat an empty passphrase as none. */
    private static String revealed(@CheckForNull Secret passphrase) {
        return passphrase == null ? "" : passphrase.reveal();
    }

    private static List<KeyPair> notEmpty(List<KeyPair> keys) throws NoKeyException {
        if (keys.isEmpty()) {
            throw new NoKeyException();
        }
        return keys;
    }

    private static final class NoKeyException extends IOException {
        private static final long serialVersionUID = 1;

        NoKeyException() {
            super("it holds no private key in OpenSSH, PEM or PKCS#8 format");
        }
    }

    private static boolean isEncrypted(String text) {
        return text.contains("ENCRYPTED") || text.contains("BEGIN OPENSSH PRIVATE KEY") && openSshEncrypted(text);
    }

    /** An unencrypted key has {@code none} as the name of the cipher, right after the magic word. */
    private static boolean openSshEncrypted(String text) {
        String base64 = text.replaceAll("-----[^-]+-----", "").replaceAll("\\s", "");
        try {
            byte[] start = Base64.getDecoder().decode(base64.substring(0, Math.min(base64.length(), 48)));
            return !new String(start, StandardCharsets.ISO_8859_1).contains("none");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Decrypts PKCS#8 with a password, for which MINA needs Bouncy Castle; leaves other keys as they are. The caller
     * overwrites the result after use.
     */
    private static byte[] decrypted(String text, String passphrase) throws GeneralSecurityException, IOException {
        Matcher matcher = ENCRYPTED_PKCS8.matcher(text);
        if (!matcher.find()) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        EncryptedPrivateKeyInfo info =
                new EncryptedPrivateKeyInfo(Base64.getMimeDecoder().decode(matcher.group(1)));
        AlgorithmParameters parameters = info.getAlgParameters();
        String algorithm =
                info.getAlgName().equals("PBES2") || info.getAlgName().equals("1.2.840.113549.1.5.13")
                        ? parameters.toString()
                        : info.getAlgName();
        char[] password = passphrase.toCharArray();
        PBEKeySpec spec = new PBEKeySpec(password);
        Arrays.fill(password, '\0');
        try {
            SecretKey key = SecretKeyFactory.getInstance(algorithm).generateSecret(spec);
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(Cipher.DECRYPT_MODE, key, parameters);
            return inPem(info.getKeySpec(cipher).getEncoded());
        } finally {
            spec.clearPassword();
        }
    }

    /** Encodes a key in PEM, and overwrites it. */
    private static byte[] inPem(byte[] key) {
        byte[] base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encode(key);
        ByteBuffer pem = ByteBuffer.allocate(BEGIN.length + base64.length + END.length);
        pem.put(BEGIN).put(base64).put(END);
        Arrays.fill(key, (byte) 0);
        Arrays.fill(base64, (byte) 0);
        return pem.array();
    }
}
