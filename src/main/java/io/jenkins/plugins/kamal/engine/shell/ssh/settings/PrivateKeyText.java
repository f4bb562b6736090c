package io.jenkins.plugins.kamal.engine.shell.ssh.settings;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.secrets.Secret;

/**
 * A private key that was handed over as text.
 *
 * @param name the name of the key in messages, such as a credential's id; never null
 * @param text the key in OpenSSH, PEM or PKCS#8 format
 * @param passphraseOrNull the passphrase of an encrypted key; otherwise null
 */
public record PrivateKeyText(
        String name, Secret text, @CheckForNull Secret passphraseOrNull) {

    /** A key that is not encrypted. */
    public PrivateKeyText(String name, Secret text) {
        this(name, text, null);
    }
}
