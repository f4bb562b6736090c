package io.jenkins.plugins.kamal.engine.shell.ssh.settings;

import io.jenkins.plugins.kamal.engine.secrets.Secret;
import java.util.Optional;

/**
 * A private key that was handed over as text.
 *
 * @param name what messages call it, such as a credential's id; never null
 * @param text the key in OpenSSH, PEM or PKCS#8 format
 * @param passphrase what it is encrypted with, if it is
 */
public record PrivateKeyText(String name, Secret text, Optional<Secret> passphrase) {}
