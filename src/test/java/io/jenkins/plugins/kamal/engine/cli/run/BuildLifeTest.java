package io.jenkins.plugins.kamal.engine.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BuildLifeTest {

    private final BuildLife build = new BuildLife(60);

    @Test
    void anotherClockOfTheControllerMakesNoDifference() {
        long hoursAgo = System.currentTimeMillis() - TimeUnit.HOURS.toMillis(3);
        for (long second = 0; second < 300; second += 10) {
            assertThat(build.isGone(hoursAgo + second, seconds(second))).isFalse();
        }
    }

    @Test
    void isGoneAMinuteAfterTheLastSign() {
        assertThat(build.isGone(5L, seconds(1))).isFalse();
        assertThat(build.isGone(5L, seconds(60))).isFalse();
        assertThat(build.isGone(5L, seconds(62))).isTrue();
    }

    @Test
    void isNotGoneWhereItNeverGaveASign() {
        assertThat(build.isGone(null, seconds(1))).isFalse();
        assertThat(build.isGone(null, seconds(1000))).isFalse();
    }

    private static long seconds(long count) {
        return TimeUnit.SECONDS.toNanos(count);
    }
}
