package io.jenkins.plugins.kamal.engine.ruby;

import java.math.BigDecimal;

/** Decimal numbers as Ruby's {@code Float#to_s} prints them, because command lines contain them. */
public final class RubyFloat {

    private static final int SMALLEST_PLAIN_EXPONENT = -4;
    private static final int GREATEST_PLAIN_EXPONENT = 15;

    private RubyFloat() {}

    public static String format(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "Infinity" : "-Infinity";
        }
        return value == 0 ? zero(value) : finite(value);
    }

    private static String zero(double value) {
        return 1 / value < 0 ? "-0.0" : "0.0";
    }

    private static String finite(double value) {
        BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        int exponent = decimal.precision() - decimal.scale() - 1;
        if (exponent < SMALLEST_PLAIN_EXPONENT || exponent > GREATEST_PLAIN_EXPONENT) {
            return scientific(decimal, exponent);
        }
        String plain = decimal.toPlainString();
        return plain.contains(".") ? plain : plain + ".0";
    }

    private static String scientific(BigDecimal decimal, int exponent) {
        String digits = decimal.unscaledValue().abs().toString();
        String fraction = digits.length() > 1 ? digits.substring(1) : "0";
        String sign = decimal.signum() < 0 ? "-" : "";
        String exponentSign = exponent < 0 ? "-" : "+";
        String padded = Math.abs(exponent) < 10 ? "0" + Math.abs(exponent) : String.valueOf(Math.abs(exponent));
        return sign + digits.charAt(0) + "." + fraction + "e" + exponentSign + padded;
    }
}
