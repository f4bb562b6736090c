package io.jenkins.plugins.kamal.engine.config.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import java.util.Optional;

/**
 * An image registry.
 *
 * @param serverOrNull host and port, or null for Docker Hub
 * @param usernameOrNull the user of the login, if there is one
 * @param passwordOrNull the password of the login, if there is one
 */
public record Registry(
        @CheckForNull String serverOrNull,
        @CheckForNull Credential usernameOrNull,
        @CheckForNull Credential passwordOrNull) {

    /** Host and port, if it is not Docker Hub. */
    public Optional<String> server() {
        return Optional.ofNullable(serverOrNull);
    }

    /** The user of the login, if there is one. */
    public Optional<Credential> username() {
        return Optional.ofNullable(usernameOrNull);
    }

    /** The password of the login, if there is one. */
    public Optional<Credential> password() {
        return Optional.ofNullable(passwordOrNull);
    }

    /**
     * Whether this is the registry on the deploying machine itself ({@code localhost:5000} and the like). Kamal
     * requires the port ({@code configuration/registry.rb}).
     */
    public boolean isLocal() {
        return server().filter(s -> s.startsWith("localhost:")).isPresent();
    }

    /** The user name or password of a login. */
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

        /**
         * A value that the plugin handed over. It replaces the value in the file and is not a secret of the project.
         */
        record HandedOver(Secret value) implements Credential {}
    }
}
