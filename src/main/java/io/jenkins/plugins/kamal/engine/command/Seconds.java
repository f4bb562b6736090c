package io.jenkins.plugins.kamal.engine.command;

import java.math.BigDecimal;
import java.time.Duration;

/** Durations as docker and kamal-proxy want them. */
public final class Seconds {

    private Seconds() {}

    /** Seconds without a unit, decimals only where there are some: {@code 30}, {@code 0.5}. */
    public static String of(Duration duration) {
        BigDecimal seconds = BigDecimal.valueOf(duration.toNanos(), 9).stripTrailingZeros();
        return seconds.scale() < 0 ? seconds.setScale(0).toPlainString() : seconds.toPlainString();
    }
}
