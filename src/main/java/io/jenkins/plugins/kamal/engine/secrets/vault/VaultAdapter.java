package io.jenkins.plugins.kamal.engine.secrets.vault;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.SecretsException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A vault that {@code kamal secrets fetch} can ask (Kamal's {@code lib/kamal/secrets/adapters}). */
interface VaultAdapter {

    /** The usual name of the vault. */
    String vault();

    /** Whether the vault needs {@code --account}. */
    default boolean needsAccount() {
        return false;
    }

    /** The command line that shows whether the vault's tool is installed. */
    List<String> check();

    /**
     * Fetches the values, by the names that Kamal gives them.
     *
     * @throws SecretsException if the vault does not answer, or one of the secrets is missing
     */
    Map<String, String> fetch(Request request) throws InterruptedException;

    /**
     * The secrets to fetch.
     *
     * @param names the names as given
     * @param accountOrNull the value of {@code --account}, if there is one
     * @param fromOrNull the value of {@code --from}, if there is one
     */
    record Request(
            List<String> names,
            @CheckForNull String accountOrNull,
            @CheckForNull String fromOrNull) {

        /** The value of {@code --account}, if there is one. */
        public Optional<String> account() {
            return Optional.ofNullable(accountOrNull);
        }

        /** The value of {@code --from}, if there is one. */
        public Optional<String> from() {
            return Optional.ofNullable(fromOrNull);
        }

        /** Copies the names. */
        public Request {
            names = List.copyOf(names);
        }

        /** The names, each with the value of {@code --from} and a slash before it if {@code --from} is given. */
        List<String> prefixed() {
            return names.stream()
                    .map(name -> fromOrNull == null ? name : fromOrNull + "/" + name)
                    .toList();
        }
    }
}
