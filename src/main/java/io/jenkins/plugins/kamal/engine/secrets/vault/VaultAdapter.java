package io.jenkins.plugins.kamal.engine.secrets.vault;

import io.jenkins.plugins.kamal.engine.secrets.dotenv.SecretsException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A vault that {@code kamal secrets fetch} can ask (Kamal's {@code lib/kamal/secrets/adapters}). */
interface VaultAdapter {

    /** The vault as people call it. */
    String vault();

    /** Whether it needs {@code --account}. */
    default boolean needsAccount() {
        return false;
    }

    /** Its tool and the arguments that show whether it is installed. */
    List<String> check();

    /**
     * The values by the names that Kamal gives them.
     *
     * @throws SecretsException if the vault does not answer, or one of them is not there
     */
    Map<String, String> fetch(Request request) throws InterruptedException;

    /**
     * What is wanted.
     *
     * @param names the names as given
     * @param account {@code --account}
     * @param from {@code --from}
     */
    record Request(List<String> names, Optional<String> account, Optional<String> from) {

        /** Copies the names. */
        public Request {
            names = List.copyOf(names);
        }

        /** The names with {@code --from} and a slash before each. */
        List<String> prefixed() {
            return names.stream()
                    .map(name -> from.map(prefix -> prefix + "/" + name).orElse(name))
                    .toList();
        }
    }
}
