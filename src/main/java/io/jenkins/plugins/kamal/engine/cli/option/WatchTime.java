package io.jenkins.plugins.kamal.engine.cli.option;

import java.time.Duration;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the time of a watch, during which the deploy lock is held, in whole seconds. */
class WatchTime implements ITypeConverter<Duration> {

    private static final Pattern UP_TO_FIVE_DIGITS = Pattern.compile("[0-9]{1,5}");
    private static final int LONGEST = 3600;

    private final int shortest;

    WatchTime() {
        this(1);
    }

    private WatchTime(int shortest) {
        this.shortest = shortest;
    }

    @Override
    public Duration convert(String text) {
        int seconds = UP_TO_FIVE_DIGITS.matcher(text).matches() ? Integer.parseInt(text) : -1;
        if (seconds < shortest || seconds > LONGEST) {
            throw new TypeConversionException(
                    "'" + text + "' is not a number of seconds; write a number from " + shortest + " to " + LONGEST);
        }
        return Duration.ofSeconds(seconds);
    }

    /** Accepts 0, too, for no watch. */
    static final class OrNone extends WatchTime {

        OrNone() {
            super(0);
        }
    }
}
