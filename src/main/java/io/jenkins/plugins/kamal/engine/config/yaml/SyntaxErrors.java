package io.jenkins.plugins.kamal.engine.config.yaml;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Explains where a text stops being YAML, why, and how to fix it, in our own words instead of the parser's. */
final class SyntaxErrors {

    private static final int LONGEST_QUOTE = 60;
    private static final Pattern FOREIGN_BLANK = Pattern.compile("^[ \\t]*([\\p{Z}\\u200B\\uFEFF&&[^ ]])");
    private static final Pattern CONFLICT = Pattern.compile("(?:<{7}|={7}|>{7})(?: .*)?");
    private static final Pattern KEY_AND_VALUE = Pattern.compile(".*:\\s+\\S.*");
    private static final Pattern KEY = Pattern.compile(".*:(?:\\s.*)?");
    private static final Pattern ALIAS = Pattern.compile("found undefined alias (\\S+)");
    private static final Pattern TOKEN = Pattern.compile("but (?:found|got) '?([^']+)'?$");

    /** The messages for problems whose cause is in the reported line, keyed by a fragment of the parser's message. */
    private static final Map<String, String> HERE = Map.of(
            "sequence entries are not allowed", "a list begins below its key; write `- ` in the next line",
            "undefined tag handle", "a value that begins with ! is a tag; put the value in quotes",
            "anchor", "a value that begins with & is an anchor; put the value in quotes",
            "alias", "a value that begins with * is an alias; put the value in quotes",
            "block scalar", "after | or > the text begins in the next line, indented; move the text there");

    private final List<String> lines;
    private final QuotedScalars quoted;
    private final IntUnaryOperator lineInFile;

    SyntaxErrors(String text, IntUnaryOperator lineInFile) {
        this.lineInFile = lineInFile;
        this.lines = List.of(text.split("\n", -1));
        this.quoted = new QuotedScalars(text);
    }

    /**
     * A syntax error.
     *
     * @param line the line of the text that the user has to change, counted from 1
     * @param message what is wrong there
     */
    record SyntaxError(int line, String message) {}

    SyntaxError explain(MarkedYAMLException broken) {
        int last = Math.min(lines.size(), line(broken.getProblemMark()));
        for (int line = 1; line <= last; line++) {
            Optional<String> message = wrongCharacters(line);
            if (message.isPresent()) {
                return new SyntaxError(line, message.get());
            }
        }
        return explain(broken, String.valueOf(broken.getContext()), String.valueOf(broken.getProblem()));
    }

    /** The code point of a blank at the start of a text that YAML does not accept as indentation. */
    static Optional<String> foreignBlank(String text) {
        Matcher blank = FOREIGN_BLANK.matcher(text);
        return blank.find()
                ? Optional.of("U+%04X".formatted((int) blank.group(1).charAt(0)))
                : Optional.empty();
    }

    private Optional<String> wrongCharacters(int line) {
        String text = lines.get(line - 1);
        if (CONFLICT.matcher(text.stripTrailing()).matches()) {
            return Optional.of("there is an unresolved merge conflict of Git here; resolve it");
        }
        return foreignBlank(text)
                .map(character -> "the indentation has a blank that is not a space (" + character
                        + ", perhaps a no-break space); replace it with spaces");
    }

    private SyntaxError explain(MarkedYAMLException broken, String context, String problem) {
        Mark at = broken.getProblemMark();
        Mark from = broken.getContextMark() == null ? at : broken.getContextMark();
        if (problem.contains("could not find expected ':'")) {
            return noColon(line(from));
        }
        if (problem.contains("mapping values are not allowed")) {
            return unexpectedColon(at);
        }
        if (context.contains("quoted scalar")) {
            return inQuotes(from, at, problem);
        }
        if (problem.contains("cannot start any token")) {
            return cannotBegin(at);
        }
        if (problem.contains("expected ',' or")) {
            String bracket = context.contains("sequence") ? "[" : "{";
            return new SyntaxError(
                    line(from),
                    "the " + bracket + " in column " + column(from) + " is not closed, or a comma is missing"
                            + (line(at) == line(from) ? "" : " up to line " + lineInFile.applyAsInt(line(at))));
        }
        Matcher alias = ALIAS.matcher(problem);
        if (alias.find()) {
            return new SyntaxError(
                    line(at), "there is no anchor &" + alias.group(1) + " above the alias *" + alias.group(1));
        }
        return HERE.entrySet().stream()
                .filter(entry -> (context + " " + problem).contains(entry.getKey()))
                .findFirst()
                .map(entry -> new SyntaxError(line(at), entry.getValue()))
                .orElseGet(() -> misplaced(from, at, problem));
    }

    private SyntaxError noColon(int line) {
        return new SyntaxError(line, "there is no colon after `" + shown(line) + "`; write `key: value`");
    }

    private SyntaxError unexpectedColon(Mark at) {
        String before = lines.get(at.getLine())
                .substring(0, Math.min(at.getColumn(), lines.get(at.getLine()).length()));
        if (KEY_AND_VALUE.matcher(before).matches()) {
            return new SyntaxError(
                    line(at), "the value has a colon in column " + column(at) + "; put the value in quotes");
        }
        int above = at.getLine();
        while (above > 0 && isBlankOrComment(above)) {
            above--;
        }
        if (above > 0 && !KEY.matcher(lines.get(above - 1)).matches()) {
            return noColon(above);
        }
        return new SyntaxError(
                line(at),
                "the line is indented further than the one above, which has a value already; check the indentation");
    }

    private boolean isBlankOrComment(int line) {
        String text = lines.get(line - 1).strip();
        return text.isEmpty() || text.startsWith("#");
    }

    private static SyntaxError inQuotes(Mark from, Mark at, String problem) {
        if (problem.contains("escape")) {
            return new SyntaxError(
                    line(at),
                    "the backslash in column " + (column(at) - 1) + " begins no escape of YAML; use single quotes,"
                            + " or write two backslashes");
        }
        return openQuote(line(from), column(from));
    }

    private static SyntaxError openQuote(int line, int column) {
        return new SyntaxError(line, "the quote in column " + column + " is not closed; close it in the same line");
    }

    private SyntaxError cannotBegin(Mark at) {
        String text = lines.get(at.getLine());
        char first = at.getColumn() < text.length() ? text.charAt(at.getColumn()) : ' ';
        return first == '\t'
                ? new SyntaxError(line(at), "there is a tab in column " + column(at) + "; indent with spaces")
                : new SyntaxError(line(at), "a value cannot begin with " + first + "; put the value in quotes");
    }

    private SyntaxError misplaced(Mark from, Mark at, String problem) {
        Optional<Mark> opened = quoted.openedAbove(at.getLine());
        if (opened.isPresent()) {
            return openQuote(line(opened.get()), column(opened.get()));
        }
        if (quoted.endsBefore(at)) {
            return new SyntaxError(
                    line(at),
                    "there is text after the closing quote, in column " + column(at) + "; put the whole value in"
                            + " quotes, and write a quote inside single quotes twice");
        }
        String token = token(problem);
        if (token.equals("]") || token.equals("}")) {
            return new SyntaxError(
                    line(at), "there is a " + token + " in column " + column(at) + " that nothing opens");
        }
        if (problem.contains("<block end>")) {
            return new SyntaxError(
                    line(at),
                    "the line does not fit the section that begins in line " + lineInFile.applyAsInt(line(from))
                            + "; check the indentation," + " and do not mix list entries (`- `) with keys");
        }
        return new SyntaxError(line(at), "look at indentation, quotes and colons here and in the line before");
    }

    private static String token(String problem) {
        Matcher token = TOKEN.matcher(problem);
        return token.find() ? token.group(1) : "";
    }

    private String shown(int line) {
        String text = lines.get(line - 1).strip();
        return text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text;
    }

    private static int line(@CheckForNull Mark mark) {
        return mark == null ? 1 : mark.getLine() + 1;
    }

    private static int column(Mark mark) {
        return mark.getColumn() + 1;
    }
}
