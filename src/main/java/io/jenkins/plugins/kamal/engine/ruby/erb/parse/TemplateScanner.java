package io.jenkins.plugins.kamal.engine.ruby.erb.parse;

import io.jenkins.plugins.kamal.engine.ruby.erb.parse.TemplatePart.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Splits a template into text and Ruby, as Ruby's ERB does with trim mode "-" ({@code ExplicitScanner} in its erb.rb).
 */
public final class TemplateScanner {

    private static final int MOST_CODE = 150_000;
    private static final int MOST_PARTS = 50_000;

    private final String text;
    private final List<TemplatePart> parts = new ArrayList<>();
    private final StringBuilder pending = new StringBuilder();
    private int pendingLine = 1;
    private int line = 1;
    private int at;
    private int code;
    private int unclosed;

    private TemplateScanner(String text) {
        this.text = text;
    }

    public static List<TemplatePart> scan(String text) {
        TemplateScanner scanner = new TemplateScanner(text);
        while (scanner.at < text.length()) {
            scanner.textAndTag();
        }
        scanner.flush(Kind.TEXT);
        return List.copyOf(scanner.parts);
    }

    /** The line of a tag that nothing closes; everything after it is text to ERB. */
    public static OptionalInt unclosedTag(String text) {
        TemplateScanner scanner = new TemplateScanner(text);
        while (scanner.at < text.length()) {
            scanner.textAndTag();
        }
        return scanner.unclosed == 0 ? OptionalInt.empty() : OptionalInt.of(scanner.unclosed);
    }

    private void textAndTag() {
        int tag = text.indexOf("<%", at);
        if (tag < 0) {
            take(text.length());
        } else if (text.startsWith("<%%", tag)) {
            take(tag + 2);
            at++;
        } else {
            boolean trims = text.startsWith("<%-", tag);
            int blanks = trims ? beginOfBlanks(tag) : tag;
            take(Math.max(at, blanks));
            at = tag + 2 + (trims ? 1 : 0);
            code();
        }
    }

    /** Removes the blanks before a {@code <%-} if their line contains nothing else before the tag. */
    private int beginOfBlanks(int tag) {
        int begin = tag;
        while (begin > at && (text.charAt(begin - 1) == ' ' || text.charAt(begin - 1) == '\t')) {
            begin--;
        }
        return begin == at || text.charAt(begin - 1) == '\n' ? begin : tag;
    }

    private void code() {
        flush(Kind.TEXT);
        char sign = text.charAt(at - 1) == '-' || at == text.length() ? 0 : text.charAt(at);
        boolean special = sign == '=' || sign == '#';
        at += special ? 1 : 0;
        pendingLine = line;
        int close = text.indexOf("%>", at);
        while (close > 0 && close > at && text.charAt(close - 1) == '%') {
            take(close - 1);
            pending.append("%>");
            at = close + 2;
            close = text.indexOf("%>", at);
        }
        if (close < 0) {
            unclosed = pendingLine;
            take(text.length());
            return;
        }
        boolean trims = close > at && text.charAt(close - 1) == '-';
        take(trims ? close - 1 : close);
        at = close + 2;
        close(sign);
        if (trims && at < text.length() && text.charAt(at) == '\n') {
            at++;
            line++;
        }
        pendingLine = line;
    }

    private void close(char sign) {
        if (sign == '#') {
            pending.setLength(0);
        } else {
            flush(sign == '=' ? Kind.OUTPUT : Kind.CODE);
        }
    }

    private void take(int end) {
        for (int index = at; index < end; index++) {
            if (text.charAt(index) == '\n') {
                line++;
            }
        }
        pending.append(text, at, end);
        at = end;
    }

    private void requireBounded(Kind kind) {
        code += kind == Kind.TEXT ? 0 : pending.length();
        if (code > MOST_CODE || parts.size() == MOST_PARTS) {
            throw RubyFault.error(
                    new RubyPosition(line, ""),
                    "the file holds more than " + MOST_CODE + " characters of Ruby or " + MOST_PARTS + " pieces of it");
        }
    }

    private void flush(Kind kind) {
        if (pending.length() > 0 || kind == Kind.OUTPUT) {
            requireBounded(kind);
            parts.add(new TemplatePart(kind, pending.toString(), pendingLine));
            pending.setLength(0);
        }
        pendingLine = line;
    }
}
