package io.jenkins.plugins.kamal.engine.config.yaml;

import io.jenkins.plugins.kamal.engine.config.fault.SourceLocation;
import io.jenkins.plugins.kamal.engine.config.yaml.ScalarNode.Kind;
import io.jenkins.plugins.kamal.engine.ruby.RubyFloat;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the type of an unquoted scalar, by the rules of Ruby's Psych ({@code lib/psych/scalar_scanner.rb}). */
public final class ScalarScanner {

    private static final Pattern WORD =
            Pattern.compile("[^\\d.:-]?[\\p{IsAlphabetic}_\\s!@#$%^&*(){}<>|/\\\\~;=]+", Pattern.DOTALL);
    private static final Pattern TIME =
            Pattern.compile("-?(\\d{4}-\\d{1,2}-\\d{1,2})(?:[Tt]|\\s+)(\\d{1,2}:\\d\\d:\\d\\d)"
                    + "(?:\\.\\d*)?(?:\\s*(?:Z|[-+]\\d{1,2}:?(?:\\d\\d)?))?");
    private static final Pattern DATE = Pattern.compile("(\\d{4})-(1[012]|0\\d|\\d)-([12]\\d|3[01]|0\\d|\\d)");
    private static final Pattern QUOTED_SYMBOL = Pattern.compile(":([\"'])(.*)\\1.*");
    private static final Pattern BASE_60 = Pattern.compile("[-+]?[0-9][0-9_]*(?::[0-5]?[0-9]){1,2}");
    private static final Pattern FLOAT_BASE_60 = Pattern.compile("[-+]?[0-9][0-9_]*(?::[0-5]?[0-9]){1,2}\\.[0-9_]*");
    private static final Pattern FLOAT = Pattern.compile("[-+]?([0-9][0-9_,]*)?\\.[0-9]*([eE][-+][0-9]+)?");
    private static final Pattern BINARY = Pattern.compile("([-+]?)0b([0-1_,]+)");
    private static final Pattern OCTAL = Pattern.compile("([-+]?)0([0-7_,]+)");
    private static final Pattern DECIMAL = Pattern.compile("([-+]?)(0|[1-9](?:[0-9]|,[0-9]|_[0-9])*)");
    private static final Pattern HEXADECIMAL = Pattern.compile("([-+]?)0x([0-9a-fA-F_,]+)");
    private static final int LONGEST_WORD_WITH_A_MEANING = 5;
    private static final int LONGEST_NUMBER = 200;

    private final SourceLocation origin;

    public ScalarScanner(SourceLocation origin) {
        this.origin = origin;
    }

    public ScalarNode scan(String plain) {
        if (plain.isEmpty()) {
            return node(Kind.NULL, "", plain);
        }
        if (plain.indexOf('\n') >= 0 || WORD.matcher(plain).lookingAt()) {
            return word(plain);
        }
        return dateOrTime(plain)
                .or(() -> symbol(plain))
                .or(() -> plain.length() > LONGEST_NUMBER ? Optional.empty() : number(plain))
                .orElseGet(() -> node(Kind.STRING, plain, plain));
    }

    ScalarNode string(String text) {
        return node(Kind.STRING, text, text);
    }

    ScalarNode symbol(String name, String written) {
        return node(Kind.SYMBOL, name, written);
    }

    private ScalarNode node(Kind kind, String text, String written) {
        return new ScalarNode(kind, text, written, origin);
    }

    private ScalarNode word(String plain) {
        if (plain.length() > LONGEST_WORD_WITH_A_MEANING) {
            return string(plain);
        }
        return switch (plain.toLowerCase(Locale.ROOT)) {
            case "~", "null" -> node(Kind.NULL, "", plain);
            case "yes", "true", "on" -> node(Kind.BOOLEAN, "true", plain);
            case "no", "false", "off" -> node(Kind.BOOLEAN, "false", plain);
            default -> string(plain);
        };
    }

    private Optional<ScalarNode> dateOrTime(String plain) {
        Matcher time = TIME.matcher(plain);
        if (time.matches() && date(time.group(1)).isPresent() && isTimeOfDay(time.group(2))) {
            return Optional.of(node(Kind.TIME, plain, plain));
        }
        return date(plain).map(day -> node(Kind.DATE, day.toString(), plain));
    }

    private static Optional<LocalDate> date(String text) {
        Matcher date = DATE.matcher(text);
        if (!date.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.of(
                    Integer.parseInt(date.group(1)), Integer.parseInt(date.group(2)), Integer.parseInt(date.group(3))));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    private static boolean isTimeOfDay(String text) {
        String[] parts = text.split(":", -1);
        try {
            LocalTime.of(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
            return true;
        } catch (DateTimeException noSuchTime) {
            return false;
        }
    }

    private Optional<ScalarNode> symbol(String plain) {
        if (plain.length() < 2 || plain.charAt(0) != ':') {
            return Optional.empty();
        }
        Matcher quoted = QUOTED_SYMBOL.matcher(plain);
        String name = quoted.matches() ? quoted.group(2) : plain.substring(1);
        return Optional.of(symbol(name, plain));
    }

    private Optional<ScalarNode> number(String plain) {
        return infinity(plain)
                .or(() -> base60(plain))
                .or(() -> decimalFraction(plain))
                .or(() -> integer(plain));
    }

    private Optional<ScalarNode> infinity(String plain) {
        return switch (plain.toLowerCase(Locale.ROOT)) {
            case ".inf", "+.inf" -> Optional.of(node(Kind.FLOAT, "Infinity", plain));
            case "-.inf" -> Optional.of(node(Kind.FLOAT, "-Infinity", plain));
            case ".nan" -> Optional.of(node(Kind.FLOAT, "NaN", plain));
            default -> Optional.empty();
        };
    }

    /** Psych multiplies the first part by 3600 regardless of the number of parts, so {@code 1:30} is 5400. */
    private Optional<ScalarNode> base60(String plain) {
        boolean whole = BASE_60.matcher(plain).matches();
        if (!whole && !FLOAT_BASE_60.matcher(plain).matches()) {
            return Optional.empty();
        }
        String[] parts = plain.replace("_", "").split(":", -1);
        if (whole) {
            BigInteger sum = BigInteger.ZERO;
            for (int i = 0; i < parts.length; i++) {
                sum = sum.add(new BigInteger(parts[i]).multiply(BigInteger.valueOf(weight(i))));
            }
            return Optional.of(node(Kind.INTEGER, sum.toString(), plain));
        }
        double sum = 0;
        for (int i = 0; i < parts.length; i++) {
            sum += Double.parseDouble(parts[i]) * weight(i);
        }
        return Optional.of(node(Kind.FLOAT, RubyFloat.format(sum), plain));
    }

    private static long weight(int place) {
        return switch (place) {
            case 0 -> 3600;
            case 1 -> 60;
            default -> 1;
        };
    }

    private Optional<ScalarNode> decimalFraction(String plain) {
        if (!FLOAT.matcher(plain).matches()) {
            return Optional.empty();
        }
        try {
            double value = Double.parseDouble(plain.replace(",", "").replace("_", ""));
            return Optional.of(node(Kind.FLOAT, RubyFloat.format(value), plain));
        } catch (NumberFormatException noDigits) {
            return Optional.empty();
        }
    }

    private Optional<ScalarNode> integer(String plain) {
        return integer(BINARY, 2, plain)
                .or(() -> integer(OCTAL, 8, plain))
                .or(() -> integer(DECIMAL, 10, plain))
                .or(() -> integer(HEXADECIMAL, 16, plain));
    }

    private Optional<ScalarNode> integer(Pattern pattern, int radix, String plain) {
        Matcher matcher = pattern.matcher(plain);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String digits = matcher.group(2).replace(",", "").replace("_", "");
        if (digits.isEmpty()) {
            return radix == 8 ? Optional.of(node(Kind.INTEGER, "0", plain)) : Optional.empty();
        }
        BigInteger value = new BigInteger(digits, radix);
        return Optional.of(
                node(Kind.INTEGER, (matcher.group(1).equals("-") ? value.negate() : value).toString(), plain));
    }
}
