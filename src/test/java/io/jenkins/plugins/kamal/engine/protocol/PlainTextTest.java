package io.jenkins.plugins.kamal.engine.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {

    @Test
    void lineEndsTabsAndLettersOfEveryAlphabetStay() {
        String text = "first\n\tsecond — größer, 版本, 🚀";
        assertThat(PlainText.of(text)).isEqualTo(text);
        assertThat(PlainText.of("a\r\nb")).isEqualTo("a\nb");
    }

    /** XML cannot hold the first four; a terminal obeys the others. */
    @ParameterizedTest
    @ValueSource(chars = {'\0', '\uFFFE', '\uFFFF', '\uD800', '\u001B', '\b', '\r', '\u007F', '\u009B', '\u2028'})
    void whatNoTextHasIsReplaced(char character) {
        assertThat(PlainText.of("a" + character + "b")).isEqualTo("a\uFFFDb");
    }

    @Test
    void anEventHasPlainTexts() {
        String line = EventJson.write(
                new NumberedEvent(
                        EventJson.FORMAT,
                        1,
                        Instant.EPOCH,
                        new DeployEvent.BootFailed("h", "web", "unhealthy\0\u001B[2J")),
                text -> text);

        assertThat(((DeployEvent.BootFailed) EventJson.read(line).event()).reason())
                .isEqualTo("unhealthy\uFFFD\uFFFD[2J");
    }

    @Test
    void isBounded() {
        assertThat(PlainText.of("x".repeat(1 << 20))).hasSize(64 << 10);
    }
}
