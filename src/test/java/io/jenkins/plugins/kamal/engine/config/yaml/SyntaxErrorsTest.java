package io.jenkins.plugins.kamal.engine.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.config.fault.ConfigurationException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a text stops being YAML: the line to change, and what to change there. */
class SyntaxErrorsTest {

    /** In the texts ~ is a line break and > a tab. */
    @ParameterizedTest
    @CsvSource(delimiterString = " | ", textBlock = """
            a: "x~b: y~c: d | 1 | the quote in column 4 is not closed
            a: 1~b: 'x~c: y | 2 | the quote in column 4 is not closed
            a: "x~b: "y"~c: d | 1 | the quote in column 4 is not closed
            a: 'x~b: 'y'~c: 'd' | 1 | the quote in column 4 is not closed
            a: 'it's' | 1 | text after the closing quote
            a: "x" y | 1 | text after the closing quote
            image lab/app~servers: [a] | 1 | there is no colon after `image lab/app`
            a: 1~image lab/app~servers: [a]~b: c | 2 | there is no colon after `image lab/app`
            a:~  b c~  d: e | 2 | there is no colon after `b c`
            a:~  x: 1~  b c~  # more~~  d: e | 3 | there is no colon after `b c`
            a:b~c: d | 1 | there is no colon after `a:b`
            a: b: c | 1 | the value has a colon in column 5
            a: 1~  b: 2 | 2 | indented further than the one above
            a:~>b: 1 | 2 | there is a tab in column 1
            a: @x | 1 | a value cannot begin with @
            a: `x` | 1 | a value cannot begin with `
            a: %x | 1 | a value cannot begin with %
            a: [b, c~d: e | 1 | the [ in column 4 is not closed
            a: {b: c~d: e | 1 | the { in column 4 is not closed
            a: [b~c: d~e: f | 1 | the [ in column 4 is not closed
            a: ] | 1 | there is a ] in column 4 that nothing opens
            a: {b: c}} | 1 | there is a } in column 10 that nothing opens
            a:~  b: 1~ c: 2 | 3 | does not fit the section that begins in line 1
            - a~b: c | 2 | does not fit the section
            a: b~- c | 2 | does not fit the section
            a: - b | 1 | a list begins below its key
            a: "\\d" | 1 | the backslash in column 5 begins no escape
            a: *x | 1 | there is no anchor &x
            a: !foo!bar x | 1 | a value that begins with ! is a tag
            a: &~b: c | 1 | a value that begins with & is an anchor
            a: |x~ b | 1 | after | or > the text begins in the next line
            <<<<<<< HEAD~a: b~=======~a: c~>>>>>>> x | 1 | unresolved merge conflict
            a: b~=======~a: c | 2 | unresolved merge conflict
            """)
    void namesTheLineToChange(String text, int line, String message) {
        ConfigurationException.Fault fault = fault(text.replace('~', '\n').replaceFirst("\n>", "\n\t"));

        assertThat(fault.message()).startsWith("this is not YAML: ").contains(message);
        assertThat(fault.line()).contains(line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00a0", "\u2003", "\u3000", "  \u00a0", "\u200b"})
    void namesABlankThatIsNoSpaceInTheIndentation(String blank) {
        ConfigurationException.Fault key = fault("a:\n  b: 1\n" + blank + "c: 2\n");
        ConfigurationException.Fault broken = fault("a:\n  b: 1\n" + blank + "c: 2\nd: [\n");

        assertThat(key.line()).contains(3);
        assertThat(key.message()).contains("the indentation has a blank that is not a space (U+");
        assertThat(broken.line()).contains(3);
        assertThat(broken.message()).contains("the indentation has a blank that is not a space (U+");
    }

    @Test
    void namesACharacterThatNoTextHas() {
        ConfigurationException.Fault fault = fault("a: 1\nb: x\u0000y\n");

        assertThat(fault.line()).contains(2);
        assertThat(fault.message()).contains("a character that no text has (U+0000)");
    }

    @Test
    void refusesASecondDocumentBecauseNothingReadsIt() {
        ConfigurationException.Fault fault = fault("a: b\n---\nc: d\n");

        assertThat(fault.line()).contains(3);
        assertThat(fault.message()).contains("a second YAML document begins here");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "---\na: b\n",
                "a: b\n---\n",
                "a: b\n...\n",
                "a: b\n...\nno document: here\n",
                "--- # one\na: b\n"
            })
    void acceptsTheMarksOfOneDocument(String text) {
        assertThat(new YamlReader("deploy.yml").read(text).entries()).hasSize(1);
    }

    private static ConfigurationException.Fault fault(String text) {
        ConfigurationException refused = Assertions.catchThrowableOfType(
                ConfigurationException.class, () -> new YamlReader("deploy.yml").read(text));
        assertThat(refused).as(text).isNotNull();
        return refused.faults().get(0);
    }
}
