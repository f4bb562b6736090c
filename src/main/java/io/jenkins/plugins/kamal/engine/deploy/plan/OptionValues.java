package io.jenkins.plugins.kamal.engine.deploy.plan;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values of options of {@code docker run} in the form in which Docker reports them. */
final class OptionValues {

    private static final Pattern SIZE =
            Pattern.compile("(\\d{1,18}(?:\\.\\d{0,18})?) ?(?:([kmgtp])i?)?b?", Pattern.CASE_INSENSITIVE);
    private static final String UNITS = "kmgtp";
    private static final int UNIT_BITS = 10;
    private static final Pattern CPUS = Pattern.compile("\\d{1,6}(\\.\\d{1,9})?|\\.\\d{1,9}");
    private static final int NANO_DIGITS = 9;

    private OptionValues() {}

    /** A size such as {@code 512m}, {@code 1.5g} or {@code 1GiB} in bytes; empty if the text is not a size. */
    static Optional<String> bytes(String size) {
        Matcher matcher = SIZE.matcher(size);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String unit = matcher.group(2);
        int power = unit == null ? 0 : 1 + UNITS.indexOf(unit.toLowerCase(Locale.ROOT));
        // A double, as in Docker, so that both round a fraction of a byte in the same way.
        double bytes = Double.parseDouble(matcher.group(1)) * (1L << (UNIT_BITS * power));
        return Optional.of(Long.toString((long) bytes));
    }

    /** A number of CPUs such as {@code 1.5} in billionths; empty if the text is not a decimal number. */
    static Optional<String> nanoCpus(String cpus) {
        return CPUS.matcher(cpus).matches()
                ? Optional.of(new BigDecimal(cpus)
                        .movePointRight(NANO_DIGITS)
                        .toBigInteger()
                        .toString())
                : Optional.empty();
    }
}
