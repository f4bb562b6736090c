package io.jenkins.plugins.kamal.engine.secrets;

import java.util.Objects;

/**
 * A value that must not be shown. It prints as {@code [REDACTED]}, and only the code that hands it over reads it.
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

    /** Wraps a value, which must not be null. */
    public static Secret of(String value) {
        return new Secret(Objects.requireNonNull(value, "value"));
    }

    /** The value itself, for the one place that hands it over. */
    public String reveal() {
        return value;
    }

    /** Whether the value is empty or contains only white space. */
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
