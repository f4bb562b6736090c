package io.jenkins.plugins.kamal.engine.cli.option;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a whole number from 0 to 999999999. */
public final class CountConverter implements ITypeConverter<Integer> {

    private static final Pattern UP_TO_NINE_DIGITS = Pattern.compile("[0-9]{1,9}");

    @Override
    public Integer convert(String text) {
        if (!UP_TO_NINE_DIGITS.matcher(text).matches()) {
            throw new TypeConversionException("'" + text + "' is not a number of 0 or more");
        }
        return Integer.valueOf(text);
    }
}
