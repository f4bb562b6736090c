package io.jenkins.plugins.kamal.task.jars;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class PostponementTest {

    private final SetClock clock = new SetClock();
    private final Postponement<String> postponement = new Postponement<>(clock, Duration.ofHours(1));

    @Test
    void whatHasNotFailedIsDue() {
        assertThat(postponement.isDue("agent")).isTrue();
    }

    @Test
    void whatHasFailedIsDueAfterItsTimeOnly() {
        postponement.postpone("agent");

        clock.now = clock.now.plus(Duration.ofMinutes(59));
        assertThat(postponement.isDue("agent")).isFalse();
        assertThat(postponement.isDue("another agent")).isTrue();

        clock.now = clock.now.plus(Duration.ofMinutes(1));
        assertThat(postponement.isDue("agent")).isTrue();
    }

    private static final class SetClock extends Clock {

        private Instant now = Instant.EPOCH;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
