package io.jenkins.plugins.kamal.engine.config.yaml;

import io.jenkins.plugins.kamal.engine.config.fault.SourceLocation;
import java.math.BigInteger;
import java.util.Optional;

/**
 * A single value.
 *
 * @param kind the Ruby class that Psych would give the value
 * @param text the result of Ruby's {@code to_s}: {@code 16} for {@code 0x10}
 * @param written the text in the file
 * @param origin its location
 */
public record ScalarNode(Kind kind, String text, String written, SourceLocation origin) implements YamlNode {

    /** The Ruby classes that a scalar can become. */
    public enum Kind {
        STRING("text"),
        SYMBOL("text"),
        INTEGER("a whole number"),
        FLOAT("a decimal number"),
        BOOLEAN("true or false"),
        DATE("a date"),
        TIME("a point in time"),
        NULL("empty");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /** Whether Kamal accepts the value as text: text, numbers, true and false, but neither dates nor null. */
    public boolean isTextual() {
        return switch (kind) {
            case STRING, SYMBOL, INTEGER, FLOAT, BOOLEAN -> true;
            case DATE, TIME, NULL -> false;
        };
    }

    public boolean isString() {
        return kind == Kind.STRING || kind == Kind.SYMBOL;
    }

    public boolean isNull() {
        return kind == Kind.NULL;
    }

    public boolean isTrue() {
        return kind == Kind.BOOLEAN && text.equals("true");
    }

    public boolean isFalse() {
        return kind == Kind.BOOLEAN && text.equals("false");
    }

    /** The whole number, if it is one. */
    public Optional<BigInteger> integer() {
        return kind == Kind.INTEGER ? Optional.of(new BigInteger(text)) : Optional.empty();
    }

    @Override
    public String described() {
        return kind == Kind.STRING && text.isBlank() ? "empty text" : kind.words;
    }

    @Override
    public boolean isBlank() {
        return isNull() || isFalse() || isString() && text.isBlank();
    }
}
