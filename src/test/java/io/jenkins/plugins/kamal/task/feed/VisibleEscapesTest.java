package io.jenkins.plugins.kamal.task.feed;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.console.ConsoleNote;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server or a hook may print. */
class VisibleEscapesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"plain", "größer\n", "\u001B[31mred\u001B[0m", "\u001B[m", "\u001B[1;38;5;8mgray\u001B[0;39m"})
    void textAndColorsStay(String text) {
        assertThat(VisibleEscapes.in(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001B[8mhidden",
                "\u001B[0;8mhidden",
                "\u001B[08mhidden",
                "\u001B[38;5;1;8mhidden",
                "\u001B[2J",
                "\u001B]0;title\u0007",
                "\u001B[1A\u001B[2K",
                "\u001B[",
                "\u001B"
            })
    void whatHidesOrOverwritesIsShown(String text) {
        assertThat(VisibleEscapes.in(text)).isEqualTo(text.replace('\u001B', '\u241B'));
    }

    @Test
    void noAnnotationOfJenkinsIsLeft() {
        assertThat(VisibleEscapes.in(ConsoleNote.PREAMBLE_STR + "AAAA" + ConsoleNote.POSTAMBLE_STR))
                .doesNotContain(ConsoleNote.PREAMBLE_STR);
    }

    /** A log is read in pieces, and the next piece may complete what this one begins. */
    @Test
    void aPieceMayEndAnywhere() {
        byte[] bytes = "ü\u001B[8mha:".getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut <= bytes.length; cut++) {
            String both = new String(VisibleEscapes.in(bytes, 0, cut), StandardCharsets.ISO_8859_1)
                    + new String(VisibleEscapes.in(bytes, cut, bytes.length - cut), StandardCharsets.ISO_8859_1);
            assertThat(new String(both.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                    .isEqualTo("ü\u241B[8mha:");
        }
    }
}
