package io.jenkins.plugins.kamal.engine.secrets.dotenv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The expected values are what dotenv 3.2.0 answers under Kamal 2.12, but for those in {@link #whereWeDiffer()}. */
class DotenvFileTest {

    private static final Map<String, String> ENVIRONMENT = Map.of("HOME", "/home/me", "EMPTY", "");

    private final List<String> commands = new ArrayList<>();

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void syntax(String rule, String text, Map<String, String> expected) throws InterruptedException {
        assertThat(parse(text)).as(rule).containsExactlyEntriesOf(expected);
    }

    static Stream<Arguments> syntax() {
        return Stream.of(
                arguments("unquoted", "FOO=bar", of("FOO", "bar")),
                arguments("blank after the separator", "FOO= bar", of("FOO", "bar")),
                arguments("blanks around the separator", "FOO = bar", of("FOO", "bar")),
                arguments("blank before the name", "  FOO=bar", of("FOO", "bar")),
                arguments("blank behind the value", "FOO=bar  ", of("FOO", "bar")),
                arguments("blank inside an unquoted value", "FOO=a b", of("FOO", "a b")),
                arguments("colon", "FOO: 1", of("FOO", "1")),
                arguments("colon without a blank", "FOO:1", of()),
                arguments("dot in the name", "FOO.BAR=x", of("FOO.BAR", "x")),
                arguments("dash in the name", "FOO-BAR=x", of()),
                arguments("export", "export FOO=2", of("FOO", "2")),
                arguments("export of an earlier line", "FOO=2\nexport FOO", of("FOO", "2")),
                arguments("a variable named export", "export = 2", of("export", "2")),
                arguments("empty", "FOO=", of("FOO", "")),
                arguments("empty, then another", "FOO=\nBAR=x", of("FOO", "", "BAR", "x")),
                arguments("name alone", "FOO", of("FOO", "")),
                arguments("no assignment", "lol$wut", of()),
                arguments("comment line", "# FOO=bar\nBAR=x", of("BAR", "x")),
                arguments("comment behind", "FOO=bar # it is", of("FOO", "bar")),
                arguments("hash without a blank begins a comment", "FOO=ba#r", of("FOO", "ba")),
                arguments("hash in double quotes", "FOO=\"ba#r\" # c", of("FOO", "ba#r")),
                arguments("hash in single quotes", "FOO='ba#r' # c", of("FOO", "ba#r")),
                arguments("empty lines", "\n \t \nFOO=a\n \nBAR=b", of("FOO", "a", "BAR", "b")),
                arguments("the last one wins", "FOO=a\nFOO=b", of("FOO", "b")),
                arguments("carriage return", "FOO=a\rBAR=b\r\nBAZ=c", of("FOO", "a", "BAR", "b", "BAZ", "c")),
                arguments("single quotes", "FOO='a $HOME \\n'", of("FOO", "a $HOME \\n")),
                arguments("quote in single quotes", "FOO='it\\'s'", of("FOO", "it\\'s")),
                arguments("double quotes", "FOO=\"a b\"", of("FOO", "a b")),
                arguments("quote in double quotes", "FOO=\"a\\\"b\"", of("FOO", "a\"b")),
                arguments("blank before quotes", "FOO= \"a b\"", of("FOO", "a b")),
                arguments("text behind quotes", "FOO='a' b", of("FOO", "'a' b")),
                arguments("quotes at both ends of several", "FOO='a' b 'c'", of("FOO", "a' b 'c")),
                arguments("quote never closed", "FOO=\"a\nBAR=b", of("FOO", "\"a", "BAR", "b")),
                arguments("quote closed by an escaped one", "FOO='a\\'\nBAR=b", of("FOO", "a\\", "BAR", "b")),
                arguments("several lines in single quotes", "FOO='a\n\n#b'\nBAR=c", of("FOO", "a\n\n#b", "BAR", "c")),
                arguments("several lines in double quotes", "FOO=\"a\nb\"\nBAR=c", of("FOO", "a\nb", "BAR", "c")),
                arguments("value on the next line", "FOO=\n'a'", of("FOO", "a")),
                arguments("\\n stays", "FOO=\"a\\nb\\r\"", of("FOO", "a\\nb\\r")),
                arguments(
                        "\\n expanded in legacy mode",
                        "DOTENV_LINEBREAK_MODE=legacy\nFOO=\"a\\nb\\r\"",
                        of("DOTENV_LINEBREAK_MODE", "legacy", "FOO", "a\nb\r")),
                arguments("escape in an unquoted value", "FOO=a\\ b\\\\c", of("FOO", "a b\\c")),
                arguments("no quotes but one", "FOO='", of("FOO", "'")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void interpolation(String rule, String text, String expected) throws InterruptedException {
        assertThat(parse("SET=set\nNONE=\n" + text).get("FOO")).as(rule).isEqualTo(expected);
    }

    static Stream<Arguments> interpolation() {
        return Stream.of(
                arguments("earlier line", "FOO=$SET", "set"),
                arguments("braces", "FOO=${SET}up", "setup"),
                arguments("environment", "FOO=$HOME", "/home/me"),
                arguments("earlier line over environment", "HOME=/x\nFOO=$HOME", "/x"),
                arguments("itself", "HOME=${HOME}/x\nFOO=$HOME", "/home/me/x"),
                arguments("later line", "FOO=$LATER\nLATER=1", ""),
                arguments("not set", "FOO=a${NOT_SET}b", "ab"),
                arguments("in double quotes", "FOO=\"a $SET\"", "a set"),
                arguments("not in single quotes", "FOO='$SET'", "$SET"),
                arguments("escaped", "FOO=\\$SET", "$SET"),
                arguments("escaped braces", "FOO=\"a\\${SET}b\"", "a${SET}b"),
                arguments("dollar alone", "FOO=\"a $ b\"", "a $ b"),
                arguments("dollar at the end", "FOO=a$", "a$"),
                arguments("empty braces", "FOO=a${}b", "a${}b"),
                arguments("brace not closed", "FOO=${SET", "set"),
                arguments("brace not opened", "FOO=$SET}x", "setx"),
                arguments("value is not interpolated again", "A='$SET'\nFOO=$A", "$SET"),
                arguments("command", "FOO=$(op read x)", "<op read x>"),
                arguments("command between text", "FOO=a$(b)c", "a<b>c"),
                arguments("command in double quotes", "FOO=\"$(b)\"", "<b>"),
                arguments("command in single quotes", "FOO='$(b)'", "$(b)"),
                arguments("variable in a command", "FOO=$(echo $SET)", "<echo set>"),
                arguments("nested parentheses", "FOO=$(echo $(b (c)))", "<echo $(b (c))>"),
                arguments("escaped command", "FOO=\\$(b $SET)", "$(b set)"),
                arguments("empty command", "FOO=$()", "$()"),
                arguments("parenthesis not closed", "FOO=$(b", "$(b"),
                arguments("escaped parenthesis", "FOO=\"$(b \\\\(c)\"", "<b \\(c>"),
                arguments("two commands", "FOO=$(a)$(b)", "<a><b>"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void whereWeDiffer(String rule, String text, String expected) throws InterruptedException {
        assertThat(parse("SET=set\nNONE=\n" + text).get("FOO")).as(rule).isEqualTo(expected);
    }

    static Stream<Arguments> whereWeDiffer() {
        return Stream.of(
                arguments("default for what is not set", "FOO=${NOT:-word}", "word"),
                arguments("default for what is empty", "FOO=${NONE:-word}", "word"),
                arguments("no default for what is set", "FOO=${SET:-word}x", "setx"),
                arguments("default without a colon", "FOO=${NOT-word}", "word"),
                arguments("empty is no reason without a colon", "FOO=${NONE-word}", ""),
                arguments("empty default", "FOO=a${NOT:-}", "a"),
                arguments("default refers to another", "FOO=${NOT:-$SET}", "set"),
                arguments("default with a default", "FOO=${NOT:-${NEITHER:-x}}", "x"),
                arguments("demanded and there", "FOO=${SET:?why}", "set"),
                arguments("default in a command", "FOO=$(b ${NOT:-c})", "<b c>"),
                arguments("operator without a closing brace", "FOO=${SET:-x", "set:-x"),
                arguments("dollar in what a command printed", "FOO=$(dollar)", "pa$SET\\$x"));
    }

    @Test
    void demandedButNotSet() {
        assertThatThrownBy(() -> parse("A=1\nFOO=${NOT:?log in first}"))
                .isInstanceOf(SecretsException.class)
                .hasMessage(".env:2: FOO: $NOT is not set: log in first:"
                        + " set it in the environment of the agent or on an earlier line of this file");
    }

    @Test
    void demandedButEmpty() {
        assertThatThrownBy(() -> parse("FOO=${EMPTY:?}"))
                .hasMessageStartingWith(".env:1: FOO: $EMPTY is empty: set it");
    }

    @Test
    void demandedWithoutColonAndEmpty() throws InterruptedException {
        assertThat(parse("FOO=${EMPTY?}")).containsEntry("FOO", "");
    }

    @Test
    void defaultsNestedWithoutMeasure() {
        assertThatThrownBy(() -> parse("FOO=" + "${A:-".repeat(40) + "}".repeat(40)))
                .isInstanceOf(SecretsException.class)
                .hasMessageContaining("nested more than 10 deep");
    }

    @Test
    void exportOfWhatIsNotSet() {
        assertThatThrownBy(() -> parse("A=1\n\nexport OH_NO"))
                .isInstanceOfSatisfying(SecretsException.class, e -> {
                    assertThat(e.file()).contains(".env");
                    assertThat(e.line()).contains(3);
                })
                .hasMessageContaining("`export OH_NO` has no value")
                .hasMessageContaining("write `OH_NO=...`");
    }

    @Test
    void aCommandInSingleQuotesIsNotRun() throws InterruptedException {
        parse("FOO='$(b)'\nBAR=$(c)");
        assertThat(commands).containsExactly("c");
    }

    @Test
    void aCommandLosesOneLineBreak() throws InterruptedException {
        assertThat(DotenvFile.parse(".env", "FOO=$(x)", Map.of(), (line, env) -> CommandSubstitution.Result.of("a\n\n"))
                        .get("FOO")
                        .value())
                .isEqualTo("a\n");
    }

    @Test
    void aFailedCommandIsAFailureOfEverySecretThatUsesIt() throws InterruptedException {
        Map<String, DotenvFile.Entry> entries = DotenvFile.parse(
                ".env",
                "A=$(x $HOME)\nB=\"b $A\"\nC=$(y)\nD=plain",
                Map.of(),
                (line, env) -> line.startsWith("x")
                        ? new CommandSubstitution.Result("half", 127, "sh: 1: x: not found\n")
                        : new CommandSubstitution.Result("half", 1));
        String failure = "$(x $HOME): a program in it is not on the PATH of the agent (exit status 127): "
                + "sh: 1: x: not found";
        assertThat(entries.get("A").failure()).isEqualTo(failure);
        assertThat(entries.get("B").failure()).isEqualTo("$A: " + failure);
        assertThat(entries.get("C").failure()).isEqualTo("$(y): it failed with exit status 1");
        assertThat(entries.get("D").failure()).isNull();
    }

    /** A pipe hides that its first part failed, so the exit status alone does not explain an empty value. */
    @Test
    void aCommandThatPrintsNothingLeavesANoteWithItsStandardError() throws InterruptedException {
        Map<String, DotenvFile.Entry> entries = DotenvFile.parse(
                ".env",
                "A=$(x $HOME | head -1)\nB=$(y)",
                Map.of(),
                (line, env) -> new CommandSubstitution.Result("", 0, line.startsWith("x") ? "x: not found\n" : ""));

        assertThat(entries.get("A").notes())
                .containsExactly(
                        "$HOME is not set",
                        "$(x $HOME | head -1) printed nothing, and on standard error: x: not found");
        assertThat(entries.get("B").notes()).containsExactly("$(y) printed nothing");
    }

    @Test
    void aVariableThatIsNotSetLeavesANote() throws InterruptedException {
        assertThat(DotenvFile.parse(".env", "\nFOO=$NOT", Map.of(), (line, env) -> CommandSubstitution.Result.of(""))
                        .get("FOO"))
                .satisfies(entry -> assertThat(entry.notes()).containsExactly("$NOT is not set"))
                .satisfies(entry -> assertThat(entry.line()).isEqualTo(2));
    }

    @Test
    void theCommandGetsTheEnvironmentAndNotTheFile() throws InterruptedException {
        Map<String, String> seen = new LinkedHashMap<>();
        DotenvFile.parse(".env", "A=1\nFOO=$(x)", ENVIRONMENT, (line, env) -> {
            seen.putAll(env);
            return CommandSubstitution.Result.of("");
        });
        assertThat(seen).isEqualTo(ENVIRONMENT);
    }

    @Test
    void aLongValueInQuotes() throws InterruptedException {
        String key = "line of a key\n".repeat(20_000);
        assertThat(parse("FOO=\"" + key + "\"")).containsEntry("FOO", key);
    }

    private Map<String, String> parse(String text) throws InterruptedException {
        Map<String, String> values = new LinkedHashMap<>();
        DotenvFile.parse(".env", text, ENVIRONMENT, (line, env) -> {
                    commands.add(line);
                    return CommandSubstitution.Result.of(line.equals("dollar") ? "pa$SET\\$x\n" : "<" + line + ">\n");
                })
                .forEach((key, entry) -> values.put(key, entry.value()));
        return values;
    }

    private static Map<String, String> of(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int at = 0; at < pairs.length; at += 2) {
            map.put(pairs[at], pairs[at + 1]);
        }
        return map;
    }
}
