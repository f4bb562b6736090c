package io.jenkins.plugins.kamal.engine.secrets;

import java.util.Objects;

/**
 * A value that must not be seen: it prints as {@code [REDACTED]} and is read only where it is handed over.
 *
 * <p>Kamal's counterpart is {@code lib/kamal/utils/sensitive.rb}.
 */
public final class Secret {

    /** The text that replaces a secret. */
    public static final String REDACTION = "[REDACTED]";

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /** Wraps a value; null is refused. */
    public static Secret of(String value) {
        return new Secret(Objects.requireNonNull(value, "value"));
    }

    /** The value itself, for the one place that hands it over. */
    public String reveal() {
        return value;
    }

    /** Whether there is nothing but white space in it. */
    public boolean isBlank() {
        return value.isBlank();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return REDACTION;
    }
}
