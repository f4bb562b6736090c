package io.jenkins.plugins.kamal.engine.command;

import java.math.BigDecimal;
import java.time.Duration;

/** Formats durations for docker and kamal-proxy. */
public final class Seconds {

    private Seconds() {}

    /** Returns the seconds without a unit, with decimals only if there are any: {@code 30}, {@code 0.5}. */
    public static String of(Duration duration) {
        BigDecimal seconds = BigDecimal.valueOf(duration.toNanos(), 9).stripTrailingZeros();
        return seconds.scale() < 0 ? seconds.setScale(0).toPlainString() : seconds.toPlainString();
    }
}
