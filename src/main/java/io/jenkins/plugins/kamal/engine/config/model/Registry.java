package io.jenkins.plugins.kamal.engine.config.model;

import java.util.Optional;

/**
 * An image registry.
 *
 * @param server host and port; empty for Docker Hub
 * @param username the user of the login, if there is one
 * @param password the password of the login, if there is one
 */
public record Registry(Optional<String> server, Optional<Credential> username, Optional<Credential> password) {

    /**
     * Whether it is the registry on the deploying machine itself ({@code localhost:5000} and the like). Without a port
     * it is not ({@code configuration/registry.rb}).
     */
    public boolean isLocal() {
        return server.filter(s -> s.startsWith("localhost:")).isPresent();
    }

    /** Part of a login, either written in the file or named there and kept among the secrets. */
    public sealed interface Credential {

        /** A value in the file itself. */
        record Literal(String value) implements Credential {

            /** Hides the value, which may be a password. */
            @Override
            public String toString() {
                return "Literal[REDACTED]";
            }
        }

        /** The name of a secret. */
        record FromSecret(String secretName) implements Credential {}
    }
}
