package io.jenkins.plugins.kamal.engine.ruby.erb.parse;

import java.util.ArrayList;
import java.util.List;

/** Reads strings, commands, word lists and patterns, with their interpolations. */
final class StringReader {

    private static final String OPENING = "([{<";
    private static final String CLOSING = ")]}>";

    private final CodeCursor code;
    private final int depth;
    private final List<Token.Piece> pieces = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();

    StringReader(CodeCursor code, int depth) {
        this.code = code;
        this.depth = depth;
    }

    /** The string at this position, which begins with this quote. */
    List<Token.Piece> quoted(char quote) {
        code.advance(1);
        return body(quote, quote, quote != '\'', false);
    }

    /** A pattern between slashes, with its escapes unchanged. {@code i} is the only option that is not refused. */
    List<Token.Piece> regex() {
        code.advance(1);
        List<Token.Piece> body = new ArrayList<>(body('/', '/', true, true));
        String options = code.takeWhile(RubyTokenizer::isWord);
        if (!options.isEmpty() && !options.equals("i")) {
            throw RubyFault.unsupported(code.place(), "the option " + options + " of a pattern");
        }
        body.add(0, Token.Piece.of(options));
        return body;
    }

    boolean isPercent() {
        char kind = code.peek(1);
        return "wWiqQx".indexOf(kind) >= 0 && "([{<|!/".indexOf(code.peek(2)) >= 0 && code.peek(2) != 0
                || "([{".indexOf(kind) >= 0 && kind != 0;
    }

    char percentKind() {
        return RubyTokenizer.isWord(code.peek(1)) ? code.peek(1) : 'Q';
    }

    List<Token.Piece> percent() {
        char kind = percentKind();
        code.advance(RubyTokenizer.isWord(code.peek(1)) ? 2 : 1);
        char open = code.peek();
        code.advance(1);
        int pair = OPENING.indexOf(open);
        char close = pair < 0 ? open : CLOSING.charAt(pair);
        List<Token.Piece> body = body(open, close, kind == 'Q' || kind == 'W' || kind == 'x', false);
        boolean interpolates = body.stream().anyMatch(piece -> piece.code() != null);
        if (kind == 'W' && interpolates) {
            throw RubyFault.unsupported(code.place(), "%W with something interpolated");
        }
        return body;
    }

    private List<Token.Piece> body(char open, char close, boolean interpolates, boolean raw) {
        int nested = 0;
        while (!code.atEnd()) {
            char c = code.peek();
            if (c == close && nested == 0) {
                code.advance(1);
                endLiteral();
                return List.copyOf(pieces);
            }
            if (open != close) {
                nested += c == open ? 1 : c == close ? -1 : 0;
            }
            character(c, close, interpolates, raw);
        }
        throw RubyFault.error(code.place(), "a string is not closed: " + close + " is missing");
    }

    private void character(char c, char close, boolean interpolates, boolean raw) {
        if (interpolates && c == '#' && code.peek(1) == '{') {
            code.advance(2);
            endLiteral();
            pieces.add(Token.Piece.of(RubyTokenizer.interpolation(code, depth + 1)));
        } else if (c == '\\' && raw) {
            literal.append(c).append(code.peek(1));
            code.advance(2);
        } else if (c == '\\') {
            code.advance(1);
            literal.append(interpolates ? new EscapeReader(code).read() : literalEscape(close));
        } else {
            literal.append(c);
            code.advance(1);
        }
    }

    private String literalEscape(char close) {
        char c = code.peek();
        if (c == close || c == '\\') {
            code.advance(1);
            return String.valueOf(c);
        }
        return "\\";
    }

    private void endLiteral() {
        if (literal.length() > 0) {
            pieces.add(Token.Piece.of(literal.toString()));
            literal.setLength(0);
        }
    }
}
