package io.jenkins.plugins.kamal.engine.shell;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One command line as a value, which other classes run.
 *
 * <p>Immutable; every method returns a new command. Words are quoted so that the shell passes them on unchanged, unless
 * they were added as {@link #withExpandable expandable} or {@link #withShell raw shell text}. A secret never becomes a
 * word; it is the command's {@link #withInput input}.
 *
 * <p>A command has two texts. {@link #shellText} is the line as Kamal writes it, for logs and comparisons.
 * {@link #wireText} is the line that a shell is given; it differs where Kamal's line would hide a failure, above all in
 * pipes ({@link Pipes}).
 */
public final class Command {

    private final List<CommandWord> words;

    @CheckForNull
    private final Secret input;

    private final boolean outputHidden;
    private final boolean brief;

    private Command(List<CommandWord> words, @CheckForNull Secret input, boolean outputHidden, boolean brief) {
        this.words = List.copyOf(words);
        this.input = input;
        this.outputHidden = outputHidden;
        this.brief = brief;
    }

    /** A command of these words, each passed on unchanged. */
    public static Command of(String... words) {
        return new Command(List.of(), null, false, false).with(words);
    }

    /** A command from shell text, for what words cannot express (loops, tests). */
    public static Command shell(String text) {
        return new Command(List.of(CommandWord.shell(text)), null, false, false);
    }

    /** This command with further words, each passed on unchanged. */
    public Command with(String... more) {
        return with(List.of(more));
    }

    /** This command with further words, each passed on unchanged. */
    public Command with(List<String> more) {
        List<CommandWord> all = new ArrayList<>(words);
        more.forEach(word -> all.add(CommandWord.literal(word)));
        return new Command(all, input, outputHidden, brief);
    }

    /**
     * This command with a word {@code prefix"value"} in which the server's shell expands <code>${…}</code> and nothing
     * else, as Kamal does it for {@code env} and {@code labels} ({@code escape_shell_value} in
     * {@code lib/kamal/utils.rb}).
     */
    public Command withExpandable(String prefix, String value) {
        return withWord(CommandWord.expandable(prefix, value));
    }

    /**
     * This command with a word {@code prefix"value"} as of {@link #withExpandable} whose value is not shown: the log
     * has {@code prefix[REDACTED]} instead. The value is on the command line nevertheless, so it must not be a secret.
     */
    public Command withHidden(String prefix, String value) {
        return withWord(CommandWord.hidden(prefix, value));
    }

    /** This command with the shell text of another command as one word, for {@code sh -c}. */
    public Command withShellTextOf(Command other) {
        return withWord(CommandWord.literal(other.shellText(), other.toString(), other.wireText()));
    }

    /** This command with raw shell text at its end, such as a role's {@code cmd}. */
    public Command withShell(String text) {
        return withWord(CommandWord.shell(text));
    }

    /** This command with a secret (or a file's content) on its standard input. */
    public Command withInput(Secret content) {
        return new Command(words, Objects.requireNonNull(content), outputHidden, brief);
    }

    /**
     * This command with a standard output that appears in no log and no error message, because it may contain values of
     * secrets.
     */
    public Command withHiddenOutput() {
        return new Command(words, input, true, brief);
    }

    /**
     * This command as one that ends within seconds unless something is wrong with the server, because it only looks at
     * something or changes one small file. A server's shell does not wait for it forever. A command that is joined with
     * others is brief only if all of them are, or if this is called on the whole.
     */
    public Command brief() {
        return new Command(words, input, outputHidden, true);
    }

    /** This command and, if it succeeds, the next one. */
    public Command and(Command next) {
        return joined(" && ", next);
    }

    /** This command and, if it fails, the next one. */
    public Command or(Command next) {
        return joined(" || ", next);
    }

    /** This command and then the next one, whether this one succeeds or fails. */
    public Command then(Command next) {
        return joined(" ; ", next);
    }

    /**
     * Pipes the whole output of this command to the next one. If this command fails, the next one does not run, and the
     * status is that of this command. This is for short output, such as ids; {@link #stream} is for logs.
     */
    public Command pipe(Command next) {
        return joined(" | ", next, Pipes.wholeOutput(wireText(), next.wireText()));
    }

    /**
     * Pipes the output of this command to the next one while it is printed. If this command fails, the status is that
     * of this command, unless the next one has stopped reading.
     */
    public Command stream(Command next) {
        return joined(" | ", next, Pipes.stream(wireText(), next.wireText()));
    }

    /** This command with another text for the shell, because this text would hide a failure. */
    public Command sentAs(String wireText) {
        return new Command(List.of(CommandWord.shell(shellText(), toString(), wireText)), input, outputHidden, brief);
    }

    /** This command with its output appended to a file. */
    public Command appendTo(String path) {
        return joined(" >> ", Command.of(path));
    }

    /** This command with its output written to a file. */
    public Command writeTo(String path) {
        return joined(" > ", Command.of(path));
    }

    /** The words, for running the command without a shell; a command with shell text is refused. */
    public List<String> argv() {
        if (words.stream().anyMatch(CommandWord::isShell)) {
            throw new IllegalStateException("not an argv: " + this);
        }
        return words.stream().map(CommandWord::argument).toList();
    }

    /** The line as Kamal writes it, without the input. */
    public String shellText() {
        return words.stream().map(CommandWord::shellText).collect(Collectors.joining(" "));
    }

    /** The line to give to a POSIX shell, without the input. */
    public String wireText() {
        return words.stream().map(CommandWord::wireText).collect(Collectors.joining(" "));
    }

    /** The standard input of the command, if it has one. */
    public Optional<Secret> input() {
        return Optional.ofNullable(input);
    }

    /** Whether nobody may see the standard output of the command. */
    public boolean isOutputHidden() {
        return outputHidden;
    }

    /** Whether the command ends within seconds unless something is wrong with the server. */
    public boolean isBrief() {
        return brief;
    }

    /** Compares what is run and shown; whether a command is {@link #brief} follows from that. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Command that
                && words.equals(that.words)
                && Objects.equals(input, that.input)
                && outputHidden == that.outputHidden;
    }

    @Override
    public int hashCode() {
        return Objects.hash(words, input, outputHidden);
    }

    /** The line that people may see. */
    @Override
    public String toString() {
        return words.stream().map(CommandWord::shownText).collect(Collectors.joining(" "));
    }

    /** A word, in single quotes if it needs them. */
    public static String quote(String word) {
        return CommandWord.quote(word);
    }

    private Command withWord(CommandWord word) {
        List<CommandWord> all = new ArrayList<>(words);
        all.add(word);
        return new Command(all, input, outputHidden, brief);
    }

    private Command joined(String operator, Command next) {
        return joined(operator, next, wireText() + operator + next.wireText());
    }

    private Command joined(String operator, Command next, String wireText) {
        if (input != null || next.input != null) {
            throw new IllegalArgumentException("a command with input stands alone: " + this + operator + next);
        }
        CommandWord word =
                CommandWord.shell(shellText() + operator + next.shellText(), this + operator + next, wireText);
        return new Command(List.of(word), null, outputHidden || next.outputHidden, brief && next.brief);
    }
}
