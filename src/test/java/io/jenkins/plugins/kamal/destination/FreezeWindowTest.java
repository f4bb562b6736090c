package io.jenkins.plugins.kamal.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.failure.EngineException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreezeWindowTest {

    private static final String ZONE = "Europe/Berlin";

    /** The 28th of November 2026 is a Saturday. */
    @ParameterizedTest
    @CsvSource({
        "2026-12-24 18:00, 2026-12-27 08:00, 2026-12-24T17:59, false",
        "2026-12-24 18:00, 2026-12-27 08:00, 2026-12-24T18:00, true",
        "2026-12-24 18:00, 2026-12-27 08:00, 2026-12-27T07:59, true",
        "2026-12-24 18:00, 2026-12-27 08:00, 2026-12-27T08:00, false",
        "2026-12-24T18:00, , 2030-01-01T00:00, true",
        ", 2026-12-27 08:00, 2026-01-01T00:00, true",
        ", 2026-12-27 08:00, 2026-12-27T08:00, false",
        ", , 2026-01-01T00:00, true",
        "Fri 16:00, Mon 08:00, 2026-11-27T15:59, false",
        "Fri 16:00, Mon 08:00, 2026-11-27T16:00, true",
        "Fri 16:00, Mon 08:00, 2026-11-29T12:00, true",
        "friday 16:00, monday 08:00, 2026-11-30T07:59, true",
        "Fri 16:00, Mon 08:00, 2026-11-30T08:00, false",
        "Mon 08:00, Fri 16:00, 2026-11-28T12:00, false",
        "22:00, 06:00, 2026-11-28T23:00, true",
        "22:00, 06:00, 2026-11-28T05:59, true",
        "22:00, 06:00, 2026-11-28T12:00, false",
        "09:00, 17:00, 2026-11-28T12:00, true",
        "09:00, 17:00, 2026-11-28T17:00, false"
    })
    void holdsFromItsBeginToItsEnd(String from, String until, LocalDateTime now, boolean frozen) {
        Instant instant = now.atZone(ZoneId.of(ZONE)).toInstant();

        assertThat(FreezeWindow.parse(from, until, ZONE).contains(instant)).isEqualTo(frozen);
    }

    /** The 28th of November 2026 is a Saturday. */
    @ParameterizedTest
    @CsvSource({
        "2026-12-24 18:00, 2026-12-27 08:00, 2026-11-28T12:00:30, 2026-12-24T18:00",
        "2026-12-24 18:00, , 2026-12-24T17:59:59, 2026-12-24T18:00",
        "2026-12-24 18:00, 2026-12-27 08:00, 2026-12-28T12:00, ",
        ", 2026-12-27 08:00, 2026-12-28T12:00, ",
        "Fri 16:00, Mon 08:00, 2026-11-30T08:00, 2026-12-04T16:00",
        "Fri 16:00, Mon 08:00, 2026-12-04T15:59:59, 2026-12-04T16:00",
        "Mon 08:00, Fri 16:00, 2026-11-28T12:00, 2026-11-30T08:00",
        "22:00, 06:00, 2026-11-28T12:00:30, 2026-11-28T22:00",
        "09:00, 17:00, 2026-11-28T17:00, 2026-11-29T09:00"
    })
    void saysWhenItBeginsNext(String from, String until, LocalDateTime now, LocalDateTime begin) {
        Instant instant = now.atZone(ZoneId.of(ZONE)).toInstant();

        assertThat(FreezeWindow.parse(from, until, ZONE).beginAfter(instant))
                .isEqualTo(begin == null ? null : begin.atZone(ZoneId.of(ZONE)).toInstant());
    }

    @Test
    void goesByItsTimeZone() {
        Instant noon = Instant.parse("2026-11-28T12:00:00Z");

        assertThat(FreezeWindow.parse("21:00", "22:00", "Asia/Tokyo").contains(noon))
                .isTrue();
        assertThat(FreezeWindow.parse("21:00", "22:00", "UTC").contains(noon)).isFalse();
    }

    @Test
    void saysWhenItEnds() {
        assertThat(FreezeWindow.parse("", "2026-12-27 08:00", ZONE).end())
                .hasToString("until 2026-12-27 08:00 (Europe/Berlin)");
        assertThat(FreezeWindow.parse("friday 16:00", "Mon 08:00", ZONE).end())
                .hasToString("from Fri 16:00 until Mon 08:00 (Europe/Berlin)");
        assertThat(FreezeWindow.parse("", "", ZONE).end()).hasToString("until somebody ends it");
    }

    @Test
    void reasonInTheLogIsEnglishInEveryLanguage() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            Freeze freeze = new Freeze("Inventory");
            freeze.setUntil("2026-12-27 08:00");
            freeze.setTimeZone(ZONE);

            assertThat(freeze.reasonAt(Instant.parse("2026-11-28T12:00:00Z")))
                    .isEqualTo("until 2026-12-27 08:00 (Europe/Berlin): Inventory");
            assertThat(Messages.Freeze_notNow()).isEqualTo("Gilt zurzeit nicht");
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "tomorrow, , UTC, tomorrow",
        "2026-13-01 08:00, , UTC, 2026-13-01",
        "2026-12-24, , UTC, 2026-12-24",
        "25:00, 26:00, UTC, 25:00",
        "Someday 08:00, Mon 08:00, UTC, Someday",
        "Fri 16:00, , UTC, cannot be combined",
        ", 08:00, UTC, cannot be combined",
        "Fri 16:00, 08:00, UTC, cannot be combined",
        "2026-12-27 08:00, 2026-12-24 18:00, UTC, not after",
        "22:00, 06:00, Mars/Olympus, Mars/Olympus"
    })
    void refusesWhatCannotBeUnderstood(String from, String until, String zone, String named) {
        assertThatThrownBy(() -> FreezeWindow.parse(from, until, zone))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining(named);
    }

    @Test
    void aFreezeWhoseHoursCannotBeReadHolds() {
        Freeze freeze = new Freeze("the audit");
        freeze.setUntil("later");

        assertThat(freeze.reasonAt(Instant.now())).contains("the audit", "later");
        assertThat(freeze.problem()).contains("later");
        assertThat(new Freeze(" ").problem()).isNotNull();
    }
}
