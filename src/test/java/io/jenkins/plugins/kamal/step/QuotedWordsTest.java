package io.jenkins.plugins.kamal.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The text of a command is split as a shell would, and is refused if a quotation mark is never closed. */
class QuotedWordsTest {

    @Test
    void keepsQuotedBlanks() throws AbortException {
        assertThat(QuotedWords.split("app exec --reuse \"bin/rails db:migrate\" 'a \"b\"' it\\'s"))
                .containsExactly("app", "exec", "--reuse", "bin/rails db:migrate", "a \"b\"", "it's");
        assertThat(QuotedWords.split("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "lock acquire -m \"until noon | without an end: \"until noon; close it, or write \\\"",
                "app exec 'ls -l | without an end: 'ls -l; close it, or write \\'",
                "app exec \"it's | without an end: \"it's",
                "app exec it's \"fine\" | without an end: 's \"fine\"",
                "app exec 'ls\\' | without an end: 'ls\\'",
                "app exec ls\\ | ends with a backslash",
            })
    void refusesWhatHasNoEnd(String command, String message) {
        assertThatThrownBy(() -> QuotedWords.split(command))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining(message);
    }
}
