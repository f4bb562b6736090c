package io.jenkins.plugins.kamal.engine.command;

import java.util.ArrayList;
import java.util.List;

/** Splits a command line into the words a POSIX shell would see, before it expands anything; operators are words. */
public final class ShellWords {

    private final String line;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int position;

    private ShellWords(String line) {
        this.line = line;
    }

    /** The words of a line, without quotes. */
    public static List<String> of(String line) {
        return new ShellWords(line).split();
    }

    private List<String> split() {
        while (position < line.length()) {
            next(line.charAt(position++));
        }
        end();
        return words;
    }

    private void next(char c) {
        switch (c) {
            case ' ', '\t' -> end();
            case '\'' -> single();
            case '"' -> doubled();
            case '\\' -> add(line.charAt(position++));
            default -> add(c);
        }
    }

    private void single() {
        inWord = true;
        int close = line.indexOf('\'', position);
        word.append(line, position, close);
        position = close + 1;
    }

    private void doubled() {
        inWord = true;
        for (char c = line.charAt(position++); c != '"'; c = line.charAt(position++)) {
            boolean escapes = c == '\\' && "$`\"\\".indexOf(line.charAt(position)) >= 0;
            word.append(escapes ? line.charAt(position++) : c);
        }
    }

    private void add(char c) {
        inWord = true;
        word.append(c);
    }

    private void end() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }
}
