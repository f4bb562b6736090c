package io.jenkins.plugins.kamal.engine.cli.option;

import io.jenkins.plugins.kamal.engine.host.selection.CanaryHosts;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the hosts of a canary: a number, a share in percent, or names. */
final class CanaryHostsConverter implements ITypeConverter<CanaryHosts> {

    private static final Pattern NUMBER = Pattern.compile("(?<number>[0-9]{1,9})(?<percent>%?)");

    @Override
    public CanaryHosts convert(String text) {
        Matcher number = NUMBER.matcher(text);
        if (!number.matches()) {
            return named(text);
        }
        int value = Integer.parseInt(number.group("number"));
        boolean percent = !number.group("percent").isEmpty();
        if (value < 1 || percent && value > 99) {
            throw new TypeConversionException(
                    "must be " + (percent ? "a share from 1% to 99%" : "at least 1") + ", but is '" + text + "'");
        }
        return percent ? new CanaryHosts.Share(value) : new CanaryHosts.First(value);
    }

    private static CanaryHosts named(String text) {
        List<String> names =
                Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        if (names.stream().anyMatch(name -> name.isEmpty() || name.startsWith("-") || name.contains("%"))) {
            throw new TypeConversionException("must be a number of hosts, a share such as 25%, or names of hosts that"
                    + " are separated by commas, but is '" + text + "'");
        }
        return new CanaryHosts.Named(names);
    }
}
