package io.jenkins.plugins.kamal.engine.cli.option;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a TCP port. */
public final class PortConverter implements ITypeConverter<Integer> {

    private static final Pattern UP_TO_FIVE_DIGITS = Pattern.compile("[0-9]{1,5}");
    private static final int HIGHEST = 65_535;

    @Override
    public Integer convert(String text) {
        int port = UP_TO_FIVE_DIGITS.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (port < 1 || port > HIGHEST) {
            throw new TypeConversionException("'" + text + "' is not a port; write a number from 1 to " + HIGHEST);
        }
        return port;
    }
}
