package io.jenkins.plugins.kamal.engine.secrets.dotenv;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The secrets that a configuration refers to by name. They are read once, at the first look-up.
 *
 * <p>Every method except {@link #with} throws a {@link SecretsException} if the files cannot be read. Later calls throw
 * the same exception, so that no vault is asked twice. If the reading thread is interrupted, the method throws a
 * {@link SecretsException} with the interrupt status set, and the next look-up starts again.
 */
public final class Secrets {

    private final Object lock = new Object();
    private final Source source;
    private final Map<String, Secret> over;

    @CheckForNull
    private LoadedSecrets loaded;

    @CheckForNull
    private SecretsException failure;

    Secrets(Source source) {
        this(source, Map.of());
    }

    private Secrets(Source source, Map<String, Secret> over) {
        this.source = source;
        this.over = Collections.unmodifiableMap(new LinkedHashMap<>(over));
    }

    /** Secrets that do not come from files. */
    public static Secrets of(Map<String, Secret> secrets) {
        LoadedSecrets none = new LoadedSecrets(Map.of(), Map.of(), List.of(), List.of(), null);
        return new Secrets(() -> none, secrets);
    }

    /** The secret of this name, if there is one; it may be empty. */
    public Optional<Secret> find(String name) {
        Secret given = over.get(name);
        return Optional.ofNullable(given != null ? given : loaded().values().get(name));
    }

    /**
     * The secret of this name; it may be empty.
     *
     * @throws SecretsException if there is no such secret (the message names the files), or if the command of its value
     *     failed
     */
    public Secret require(String name) {
        origin(name).filter(origin -> origin.failure() != null).ifPresent(origin -> {
            throw LoadedSecrets.failed(name, origin);
        });
        return find(name).orElseThrow(() -> loaded().missing(name));
    }

    /** Why the command of a secret failed; empty if it did not. The text may contain the output of the command. */
    public Optional<String> failure(String name) {
        return origin(name).filter(origin -> origin.failure() != null).map(origin -> LoadedSecrets.failed(name, origin)
                .getMessage());
    }

    /** Says where secrets that are missing can be added: names the files, and whether they exist. */
    public String places() {
        return loaded().places();
    }

    /** All secrets by name, in the order of the files. */
    public Map<String, Secret> all() {
        Map<String, Secret> all = new LinkedHashMap<>(loaded().values());
        all.putAll(over);
        return Collections.unmodifiableMap(all);
    }

    /** The origin of a secret; empty if there is no such secret, or if {@link #with} added it. */
    public Optional<SecretOrigin> origin(String name) {
        return over.containsKey(name)
                ? Optional.empty()
                : Optional.ofNullable(loaded().origins().get(name));
    }

    /** These secrets and others, which override them. The files are still read only once. */
    public Secrets with(Map<String, Secret> others) {
        Map<String, Secret> both = new LinkedHashMap<>(over);
        both.putAll(others);
        return new Secrets(this::loaded, both);
    }

    private LoadedSecrets loaded() {
        synchronized (lock) {
            if (failure != null) {
                throw failure;
            }
            if (loaded == null) {
                loaded = load();
            }
            return loaded;
        }
    }

    private LoadedSecrets load() {
        try {
            return source.read();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SecretsException("interrupted while the secrets were read");
        } catch (SecretsException e) {
            failure = Thread.currentThread().isInterrupted() ? null : e;
            throw e;
        }
    }

    /** Reads the files. */
    @FunctionalInterface
    interface Source {

        LoadedSecrets read() throws InterruptedException;
    }
}
