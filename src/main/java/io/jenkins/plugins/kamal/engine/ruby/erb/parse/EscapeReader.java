package io.jenkins.plugins.kamal.engine.ruby.erb.parse;

/** Reads the escape after a backslash in a string with double quotes. */
final class EscapeReader {

    private final CodeCursor code;

    EscapeReader(CodeCursor code) {
        this.code = code;
    }

    String read() {
        char c = code.peek();
        code.advance(1);
        return switch (c) {
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'r' -> "\r";
            case 's' -> " ";
            case 'e' -> "\u001b";
            case '0' -> "\0";
            case 'a' -> "\u0007";
            case 'b' -> "\b";
            case 'f' -> "\f";
            case 'v' -> "\u000b";
            case '\n' -> "";
            case 'u' -> unicode();
            case 'x', '1', '2', '3', '4', '5', '6', '7', 'c', 'C', 'M' ->
                throw RubyFault.unsupported(code.place(), "the escape \\" + c);
            default -> String.valueOf(c);
        };
    }

    private String unicode() {
        StringBuilder digits = new StringBuilder();
        boolean braces = code.peek() == '{';
        code.advance(braces ? 1 : 0);
        while (digits.length() < (braces ? 6 : 4) && Character.digit(code.peek(), 16) >= 0) {
            digits.append(code.peek());
            code.advance(1);
        }
        if (braces && code.peek() != '}' || digits.isEmpty() || !braces && digits.length() < 4) {
            throw RubyFault.error(code.place(), "\\u needs four hexadecimal digits");
        }
        code.advance(braces ? 1 : 0);
        int point = Integer.parseInt(digits.toString(), 16);
        if (!Character.isValidCodePoint(point)) {
            throw RubyFault.error(code.place(), "\\u{" + digits + "} is no character");
        }
        return Character.toString(point);
    }
}
