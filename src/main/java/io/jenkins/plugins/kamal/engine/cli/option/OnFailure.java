package io.jenkins.plugins.kamal.engine.cli.option;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What happens to the hosts that already serve the new version when a deploy fails on another host. */
public enum OnFailure {
    /** They keep serving the new version, as in Kamal. */
    STOP,
    /** They go back to the version that they served before. */
    ROLLBACK;

    /** Reads {@code stop} and {@code rollback}. */
    public static final class Converter implements ITypeConverter<OnFailure> {

        @Override
        public OnFailure convert(String value) {
            for (OnFailure one : values()) {
                if (one.name().toLowerCase(Locale.ROOT).equals(value)) {
                    return one;
                }
            }
            throw new TypeConversionException("must be stop or rollback, but is '" + value + "'");
        }
    }
}
