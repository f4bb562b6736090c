package io.jenkins.plugins.kamal.engine.cli.run;

import io.jenkins.plugins.kamal.engine.secrets.Secret;
import java.util.Collection;
import java.util.List;

/**
 * The output of a command whose purpose is to print secrets.
 *
 * @param text the text
 * @param secrets the secrets in it
 */
public record RevealedSecrets(String text, Collection<Secret> secrets) {

    public RevealedSecrets {
        secrets = List.copyOf(secrets);
    }

    /** A text that is secret as a whole. */
    public static RevealedSecrets of(String secret) {
        return new RevealedSecrets(secret, List.of(Secret.of(secret)));
    }

    @Override
    public String toString() {
        return Secret.REDACTION;
    }
}
