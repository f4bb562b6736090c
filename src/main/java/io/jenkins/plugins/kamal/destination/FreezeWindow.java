package io.jenkins.plugins.kamal.destination;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jvnet.localizer.Localizable;

/**
 * The start and the end of a freeze.
 *
 * @param from the start; null if the freeze has begun
 * @param until the end; null if somebody has to end the freeze
 * @param zone the time zone of both
 */
record FreezeWindow(
        @CheckForNull FreezeTime from, @CheckForNull FreezeTime until, ZoneId zone) {

    /**
     * Parses start, end and time zone as they are written in a form.
     *
     * @throws EngineException if one of them cannot be parsed
     */
    static FreezeWindow parse(@CheckForNull String from, @CheckForNull String until, @CheckForNull String timeZone) {
        FreezeTime begin = FreezeTime.parse(from);
        FreezeTime end = FreezeTime.parse(until);
        boolean pair = begin != null && end != null;
        if (pair ? !begin.hasSameFormAs(end) : returns(begin) || returns(end)) {
            throw new EngineException(
                    Topic.DESTINATIONS, Messages.FreezeWindow_mixed(Util.fixNull(from), Util.fixNull(until)));
        }
        LocalDate first = begin == null ? null : begin.date();
        if (pair && first != null && end.isReached(first.atTime(begin.time()))) {
            throw new EngineException(Topic.DESTINATIONS, Messages.FreezeWindow_empty(begin, end));
        }
        return new FreezeWindow(begin, end, zone(timeZone));
    }

    private static boolean returns(@CheckForNull FreezeTime time) {
        return time != null && time.date() == null;
    }

    private static ZoneId zone(@CheckForNull String name) {
        String trimmed = Util.fixEmptyAndTrim(name);
        if (trimmed == null) {
            return ZoneId.systemDefault();
        }
        try {
            return ZoneId.of(trimmed);
        } catch (DateTimeException e) {
            throw new EngineException(Topic.DESTINATIONS, Messages.FreezeWindow_zone(trimmed), e);
        }
    }

    boolean contains(Instant instant) {
        LocalDateTime now = LocalDateTime.ofInstant(instant, zone);
        if (from != null && until != null && from.date() == null) {
            int at = from.minutesAt(now);
            return from.minutes() < until.minutes()
                    ? from.minutes() <= at && at < until.minutes()
                    : from.minutes() <= at || at < until.minutes();
        }
        return (from == null || from.isReached(now)) && (until == null || !until.isReached(now));
    }

    /** When it begins after a time at which it does not hold; null if it does not begin any more. */
    @CheckForNull
    Instant beginAfter(Instant instant) {
        Instant next = from == null
                ? null
                : from.next(LocalDateTime.ofInstant(instant, zone)).atZone(zone).toInstant();
        return next != null && next.isAfter(instant) ? next : null;
    }

    /** When it ends, for people. */
    Localizable end() {
        if (until == null) {
            return Messages._FreezeWindow_untilEnded();
        }
        return from != null && from.date() == null
                ? Messages._FreezeWindow_returning(from, until, zone)
                : Messages._FreezeWindow_until(until, zone);
    }
}
