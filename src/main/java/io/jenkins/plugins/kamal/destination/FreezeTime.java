package io.jenkins.plugins.kamal.destination;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bound of a freeze: a time on a date, of each week, or of each day.
 *
 * @param date the date; null for a time that recurs
 * @param day the day of the week; null for a date and for a time of each day
 * @param time the time
 */
record FreezeTime(
        @CheckForNull LocalDate date, @CheckForNull DayOfWeek day, LocalTime time) {

    private static final int MINUTES_OF_DAY = 24 * 60;
    private static final int DAYS_OF_WEEK = 7;
    private static final Pattern FORM =
            Pattern.compile("(?:(\\d{4}-\\d{2}-\\d{2})[ T]+|(\\p{Alpha}+)\\s+)?(\\d{2}:\\d{2})");

    /** Parses a time. Returns null for a blank text, and refuses an invalid one. */
    @CheckForNull
    static FreezeTime parse(@CheckForNull String text) {
        String trimmed = Util.fixEmptyAndTrim(text);
        if (trimmed == null) {
            return null;
        }
        Matcher matcher = FORM.matcher(trimmed);
        try {
            if (matcher.matches()) {
                String date = matcher.group(1);
                String day = matcher.group(2);
                return new FreezeTime(
                        date == null ? null : LocalDate.parse(date),
                        day == null ? null : dayOfWeek(day),
                        LocalTime.parse(matcher.group(3)));
            }
        } catch (DateTimeException notATime) {
            throw new EngineException(Topic.DESTINATIONS, Messages.FreezeTime_invalid(trimmed), notATime);
        }
        throw new EngineException(Topic.DESTINATIONS, Messages.FreezeTime_invalid(trimmed));
    }

    private static DayOfWeek dayOfWeek(String name) {
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> Arrays.stream(new TextStyle[] {TextStyle.SHORT, TextStyle.FULL})
                        .anyMatch(style ->
                                day.getDisplayName(style, Locale.ENGLISH).equalsIgnoreCase(name)))
                .findFirst()
                .orElseThrow(() -> new EngineException(Topic.DESTINATIONS, Messages.FreezeTime_invalid(name)));
    }

    boolean hasSameFormAs(FreezeTime other) {
        return (date == null) == (other.date == null) && (day == null) == (other.day == null);
    }

    /** Whether a bound with a date has been reached. */
    boolean isReached(LocalDateTime now) {
        return date != null && !now.isBefore(date.atTime(time));
    }

    /**
     * The minutes from the start of the week to this time, or from the start of the day if there is no day of the week.
     */
    int minutes() {
        return minutes(day, time);
    }

    /** The minutes from the start of the same week or day to another time. */
    int minutesAt(LocalDateTime now) {
        return minutes(day == null ? null : now.getDayOfWeek(), now.toLocalTime());
    }

    /** When this time comes next; a date that has passed is returned all the same. */
    LocalDateTime next(LocalDateTime now) {
        if (date != null) {
            return date.atTime(time);
        }
        int period = day == null ? MINUTES_OF_DAY : DAYS_OF_WEEK * MINUTES_OF_DAY;
        return now.truncatedTo(ChronoUnit.MINUTES).plusMinutes(Math.floorMod(minutes() - minutesAt(now), period));
    }

    private static int minutes(@CheckForNull DayOfWeek day, LocalTime time) {
        int days = day == null ? 0 : day.ordinal();
        return days * MINUTES_OF_DAY + time.getHour() * 60 + time.getMinute();
    }

    @Override
    public String toString() {
        if (date != null) {
            return date + " " + time;
        }
        return day == null ? time.toString() : day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH) + " " + time;
    }
}
