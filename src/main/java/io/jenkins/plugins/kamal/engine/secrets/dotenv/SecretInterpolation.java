package io.jenkins.plugins.kamal.engine.secrets.dotenv;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Replaces variables and commands in one value, from left to right and once.
 *
 * <p>dotenv 3.2 also replaces variables in the output of a command, so it damages every password that contains a dollar
 * sign. Here the output of a command is used unchanged.
 */
final class SecretInterpolation {

    private static final int DEEPEST = 10;
    private static final int LONGEST = 1 << 20;
    private static final int MOST_NOTES = 20;

    private static final int LONGEST_COMMAND = 80;
    private static final int MOST_ERRORS = 300;

    private final Function<String, Optional<String>> variables;
    private final UnaryOperator<String> failures;
    private final CommandSubstitution substitution;
    private final Map<String, String> environment;
    private final List<String> notes = new ArrayList<>();

    @CheckForNull
    private String failure;

    /**
     * @param variables finds the value of a variable, empty if there is none
     * @param failures finds the failure of the value of a variable, null if there is none
     * @param substitution runs the commands, with this environment
     */
    SecretInterpolation(
            Function<String, Optional<String>> variables,
            UnaryOperator<String> failures,
            CommandSubstitution substitution,
            Map<String, String> environment) {
        this.variables = variables;
        this.failures = failures;
        this.substitution = substitution;
        this.environment = environment;
    }

    /** The value, with all variables and commands replaced. */
    String interpolate(String text) throws InterruptedException {
        CommandParentheses parentheses = new CommandParentheses(text);
        ReferenceBraces braces = new ReferenceBraces(text);
        StringBuilder result = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int closing = isCommand(text, at) ? parentheses.closing(at + 1) : -1;
            boolean escaped = text.charAt(at) == '\\' && at + 1 < text.length() && text.charAt(at + 1) == '$';
            int escapedClosing = escaped && isCommand(text, at + 1) ? parentheses.closing(at + 2) : -1;
            if (closing > 0) {
                result.append(command(text.substring(at + 2, closing)));
                at = closing + 1;
            } else if (escapedClosing > 0) {
                result.append("$(")
                        .append(expand(text.substring(at + 3, escapedClosing), 0))
                        .append(')');
                at = escapedClosing + 1;
            } else {
                at = expandAt(text, at, braces, result, 0);
            }
            requireBounded(result);
        }
        return result.toString();
    }

    /** The variables that are not set and the commands that printed nothing; the value may be empty because of them. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    /** The first command that failed, with its exit status and its standard error; null if none failed. */
    @CheckForNull
    String failure() {
        return failure;
    }

    private static boolean isCommand(String text, int dollar) {
        return text.startsWith("$(", dollar);
    }

    private String command(String commandLine) throws InterruptedException {
        CommandSubstitution.Result result = substitution.run(expand(commandLine, 0), environment);
        if (result.exitStatus() != 0 && failure == null) {
            failure = failure(commandLine, result);
        } else if (result.output().isBlank()) {
            note(printedNothing(commandLine, result));
        }
        return result.chomped();
    }

    private void note(String note) {
        if (notes.size() < MOST_NOTES) {
            notes.add(note);
        }
    }

    /** Limits the length: a file with {@code B=$A$A}, {@code C=$B$B} and so on doubles the length with each line. */
    private static void requireBounded(StringBuilder result) {
        if (result.length() > LONGEST) {
            throw new SecretsException(
                    "the value has more than " + LONGEST + " characters: check the values of its variables");
        }
    }

    /** The command as the file spells it, because its variables may be secrets. */
    private static String failure(String commandLine, CommandSubstitution.Result result) {
        String command = shortened(commandLine, LONGEST_COMMAND);
        String reason =
                switch (result.exitStatus()) {
                    case 126 -> "a program in it may not be executed (exit status 126)";
                    case 127 -> "a program in it is not on the PATH of the agent (exit status 127)";
                    default -> "it failed with exit status " + result.exitStatus();
                };
        String errors = shortened(result.errors(), MOST_ERRORS);
        return "$(" + command + "): " + reason + (errors.isEmpty() ? "" : ": " + errors);
    }

    /** Names a command that succeeded without output, perhaps because a pipe hides that its first part failed. */
    private static String printedNothing(String commandLine, CommandSubstitution.Result result) {
        String errors = shortened(result.errors(), MOST_ERRORS);
        return "$(" + shortened(commandLine, LONGEST_COMMAND) + ") printed nothing"
                + (errors.isEmpty() ? "" : ", and on standard error: " + errors);
    }

    private static String shortened(String text, int length) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() > length ? line.substring(0, length) + "..." : line;
    }

    /** Replaces variables, but no commands. */
    private String expand(String text, int depth) {
        if (depth > DEEPEST) {
            throw new SecretsException("${X:-...} is nested more than " + DEEPEST + " deep: simplify it");
        }
        ReferenceBraces braces = new ReferenceBraces(text);
        StringBuilder result = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            at = expandAt(text, at, braces, result, depth);
            requireBounded(result);
        }
        return result.toString();
    }

    /** Appends the expansion of the text at this position; returns the position after it. */
    private int expandAt(String text, int at, ReferenceBraces braces, StringBuilder result, int depth) {
        boolean escaped = text.charAt(at) == '\\' && at + 1 < text.length() && text.charAt(at + 1) == '$';
        int dollar = escaped ? at + 1 : at;
        if (text.charAt(dollar) != '$' || isCommand(text, dollar)) {
            result.append(text.charAt(at));
            return at + 1;
        }
        VariableReference reference = VariableReference.at(text, dollar, braces);
        if (escaped || reference.name().isEmpty()) {
            result.append(text, dollar, reference.end());
        } else {
            result.append(valueOf(reference, depth));
        }
        return reference.end();
    }

    private String valueOf(VariableReference reference, int depth) {
        Optional<String> value = variables.apply(reference.name());
        if (failure == null) {
            failure = failures.apply(reference.name());
        }
        boolean missing =
                value.isEmpty() || reference.emptyCounts() && value.get().isEmpty();
        if (missing && reference.operator() == '-') {
            return expand(reference.word(), depth + 1);
        }
        if (missing && reference.operator() == '?') {
            throw new SecretsException("$" + reference.name() + " is " + (value.isEmpty() ? "not set" : "empty")
                    + (reference.word().isBlank() ? "" : ": " + reference.word())
                    + ": set it in the environment of the agent or on an earlier line of this file");
        }
        if (value.isEmpty()) {
            note("$" + reference.name() + " is not set");
        }
        return value.orElse("");
    }
}
