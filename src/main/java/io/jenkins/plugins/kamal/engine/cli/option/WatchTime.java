package io.jenkins.plugins.kamal.engine.cli.option;

import java.time.Duration;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the time of a watch, during which the deploy lock is held, in whole seconds. */
final class WatchTime implements ITypeConverter<Duration> {

    private static final Pattern UP_TO_FIVE_DIGITS = Pattern.compile("[0-9]{1,5}");
    private static final int LONGEST = 3600;

    @Override
    public Duration convert(String text) {
        int seconds = UP_TO_FIVE_DIGITS.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (seconds < 1 || seconds > LONGEST) {
            throw new TypeConversionException(
                    "'" + text + "' is not a number of seconds; write a number from 1 to " + LONGEST);
        }
        return Duration.ofSeconds(seconds);
    }
}
