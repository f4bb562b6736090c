package io.jenkins.plugins.kamal.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How often a team deploys, how long that takes, how often it fails, and how fast a failure is mended. */
class DeliveryReportTest {

    /** A Wednesday. */
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    private final List<Attempt> attempts = new ArrayList<>();

    @Test
    void oneDeploymentIsTooFew() {
        good(Duration.ofHours(3), 60);
        assertThat(DeliveryReport.of(attempts, NOW, ZoneOffset.UTC)).isEmpty();
        rollback(Duration.ofHours(2));
        assertThat(DeliveryReport.of(attempts, NOW, ZoneOffset.UTC))
                .as("a rollback deploys nothing new")
                .isEmpty();
        good(Duration.ofHours(1), 60);
        assertThat(DeliveryReport.of(attempts, NOW, ZoneOffset.UTC)).isPresent();
    }

    @Test
    void deploymentsOfLongAgoDoNotCount() {
        good(Duration.ofDays(85), 60);
        good(Duration.ofDays(83), 60);
        assertThat(DeliveryReport.of(attempts, NOW, ZoneOffset.UTC)).isEmpty();
    }

    @Test
    void countsWhatFailedOrWasRolledBackAndHowLongUntilItWasMended() {
        good(Duration.ofDays(14), 40);
        good(Duration.ofDays(10), 60);
        rollback(Duration.ofDays(10).minusHours(1));
        failed(Duration.ofDays(3));
        failed(Duration.ofDays(3).minusHours(1));
        good(Duration.ofDays(3).minusHours(3), 100);

        DeliveryReport report = report();
        Figures total = report.getTotal();
        assertThat(total.getDeployments()).isEqualTo(5);
        assertThat(total.getFailed()).isEqualTo(3);
        assertThat(total.getFailureRate()).isEqualTo(0.6);
        assertThat(total.getMedianMillis()).isEqualTo(60_000);
        assertThat(total.getMedian()).isEqualTo("1 min 00 s");
        assertThat(Duration.ofMillis(total.getRestoreMillis()))
                .as("of one, two and three hours, each from the end of the failure to the end of the next good one")
                .isBetween(Duration.ofMinutes(119), Duration.ofMinutes(122));
        assertThat(report.getGoodPerWeek()).isEqualTo(1, within(0.01));
    }

    @Test
    void aFailureThatNobodyMendedHasNoTimeToRestore() {
        failed(Duration.ofDays(2));
        failed(Duration.ofDays(1));

        assertThat(report().getTotal().getRestoreMillis()).isNull();
        assertThat(report().getTotal().getRestore()).isNull();
        assertThat(report().getTotal().getMedian()).isNull();
        assertThat(report().getGoodPerWeek()).isZero();
    }

    @Test
    void aShortTimeIsShownByDayAndALongOneByWeek() {
        good(Duration.ofDays(2), 60);
        good(Duration.ofDays(1), 60);
        assertThat(report().isWeekly()).isFalse();
        assertThat(report().getPeriods())
                .extracting(Period::getFirst)
                .containsExactly("2026-11-23", "2026-11-24", "2026-11-25");
        assertThat(report().getPeriods())
                .extracting(period -> period.getFigures().getDeployments())
                .containsExactly(1, 1, 0);

        good(Duration.ofDays(17), 60);
        assertThat(report().isWeekly()).isTrue();
        assertThat(report().getPeriods())
                .extracting(
                        period -> period.getFirst() + " " + period.getFigures().getDeployments())
                .containsExactly("2026-11-02 1", "2026-11-09 0", "2026-11-16 0", "2026-11-23 2");
    }

    private DeliveryReport report() {
        return DeliveryReport.of(attempts, NOW, ZoneOffset.UTC).orElseThrow();
    }

    private void good(Duration ago, long seconds) {
        attempts.add(new Attempt(NOW.minus(ago), Duration.ofSeconds(seconds), true, false));
    }

    private void failed(Duration ago) {
        attempts.add(new Attempt(NOW.minus(ago), Duration.ofSeconds(50), false, false));
    }

    private void rollback(Duration ago) {
        attempts.add(new Attempt(NOW.minus(ago), Duration.ofSeconds(20), true, true));
    }
}
