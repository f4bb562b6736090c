package io.jenkins.plugins.kamal.engine.ruby.erb.parse;

import java.util.function.Predicate;

/** A position in a piece of Ruby that moves forward and knows its line. */
final class CodeCursor {

    private final String text;
    private final RubyPosition begin;
    private int at;
    private int line;

    CodeCursor(String text, RubyPosition begin) {
        this.text = text;
        this.begin = begin;
        this.line = begin.line();
    }

    boolean atEnd() {
        return at >= text.length();
    }

    char peek() {
        return peek(0);
    }

    /** The character at a distance ahead; NUL after the end. */
    char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
    }

    boolean startsWith(String prefix) {
        return text.startsWith(prefix, at);
    }

    void advance(int count) {
        for (int end = Math.min(text.length(), at + count); at < end; at++) {
            if (text.charAt(at) == '\n') {
                line++;
            }
        }
    }

    void skipLine() {
        while (!atEnd() && peek() != '\n') {
            at++;
        }
    }

    String takeWhile(Predicate<Character> wanted) {
        int from = at;
        while (!atEnd() && wanted.test(peek())) {
            at++;
        }
        return text.substring(from, at);
    }

    RubyPosition place() {
        return begin.atLine(line);
    }
}
