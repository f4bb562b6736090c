package io.jenkins.plugins.kamal.engine.cli.option;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a share in percent, from 0 to 100. */
final class PercentConverter implements ITypeConverter<Double> {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3})?");
    private static final double ALL = 100;

    @Override
    public Double convert(String text) {
        if (!NUMBER.matcher(text).matches() || Double.parseDouble(text) > ALL) {
            throw new TypeConversionException("'" + text + "' is not a share in percent; write a number from 0 to 100");
        }
        return Double.valueOf(text);
    }
}
