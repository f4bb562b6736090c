package io.jenkins.plugins.kamal.engine.ruby;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShellwordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '|',
            value = {
                "a b ~ a,b",
                "'a b' c ~ a b,c",
                "a\\ b ~ a b",
                "\"a \\\" $x\" ~ a \" $x",
                "\"a\\b\" ~ a\\b",
                "a'b'\"c\" ~ abc",
                "'' x ~ ,x",
                "a\\ ~ a\\"
            })
    void splitsALineIntoWords(String line, String expected) {
        assertThat(Shellwords.split(line)).contains(List.of(expected.split(",")));
    }

    @Test
    void splitsAtEveryBlankOfRuby() {
        assertThat(Shellwords.split(" a\tb\nc\u000Bd\fe\rf ")).contains(List.of("a", "b", "c", "d", "e", "f"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a 'b", "\"", "\"a\\\"", "'a' \"b'"})
    void aQuoteThatIsNotClosedMakesNoWords(String line) {
        assertThat(Shellwords.split(line)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "it's", "a\nb", "\"$HOME\"", "\u00e9\\"})
    void splitsWhatItEscapesIntoTheSameWord(String text) {
        assertThat(Shellwords.split(Shellwords.escape(text))).contains(List.of(text));
    }
}
