package io.jenkins.plugins.kamal.figures;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The four DORA figures of a service at a destination, for the last weeks and for each day or week of them. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class DeliveryReport {

    /** Fewer deployments say nothing about how a team delivers software. */
    private static final int FEWEST = 2;

    private static final int MOST_WEEKS = 12;
    private static final int MOST_DAYS = 14;
    private static final double DAYS_OF_A_WEEK = 7;

    private final List<DeployedChange> changes;
    private final Instant now;
    private final ZoneId zone;

    private DeliveryReport(List<DeployedChange> changes, Instant now, ZoneId zone) {
        this.changes = changes;
        this.now = now;
        this.zone = zone;
    }

    /** The report about these deployments at this moment, if there are enough of them. */
    public static Optional<DeliveryReport> of(Collection<Attempt> attempts) {
        return of(attempts, Instant.now(), ZoneId.systemDefault());
    }

    static Optional<DeliveryReport> of(Collection<Attempt> attempts, Instant now, ZoneId zone) {
        Instant begin = now.minus(Duration.ofDays((long) MOST_WEEKS * (long) DAYS_OF_A_WEEK));
        List<DeployedChange> recent = DeployedChange.in(attempts).stream()
                .filter(change -> !change.started().isBefore(begin))
                .toList();
        return recent.size() < FEWEST ? Optional.empty() : Optional.of(new DeliveryReport(recent, now, zone));
    }

    /** The figures of the whole time. */
    @Exported(inline = true)
    public Figures getTotal() {
        return new Figures(changes);
    }

    /** The number of new versions per week that were deployed successfully, since the first one. */
    @Exported
    public double getGoodPerWeek() {
        double days = Duration.between(changes.get(0).started(), now).toHours() / 24.0;
        long good = changes.stream().filter(change -> !change.isFailed()).count();
        return good * DAYS_OF_A_WEEK / Math.max(DAYS_OF_A_WEEK, days);
    }

    /** Whether each period is a week rather than a day. */
    @Exported
    public boolean isWeekly() {
        return ChronoUnit.DAYS.between(firstDay(), today()) >= MOST_DAYS;
    }

    /** The days or weeks from the first change until now, oldest first, including those without a change. */
    @Exported(inline = true)
    public List<Period> getPeriods() {
        Map<LocalDate, List<DeployedChange>> byPeriod =
                changes.stream().collect(Collectors.groupingBy(change -> periodOf(dayOf(change.started()))));
        int days = isWeekly() ? (int) DAYS_OF_A_WEEK : 1;
        LocalDate last = periodOf(today());
        return Stream.iterate(periodOf(firstDay()), first -> !first.isAfter(last), first -> first.plusDays(days))
                .map(first -> new Period(first, new Figures(byPeriod.getOrDefault(first, List.of()))))
                .toList();
    }

    private LocalDate periodOf(LocalDate day) {
        return isWeekly() ? day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)) : day;
    }

    private LocalDate firstDay() {
        return dayOf(changes.get(0).started());
    }

    private LocalDate today() {
        return dayOf(now);
    }

    private LocalDate dayOf(Instant time) {
        return LocalDate.ofInstant(time, zone);
    }
}
