package io.jenkins.plugins.kamal.engine.ruby.erb.parse;

import java.util.List;

/**
 * A token of Ruby, or of the template around it.
 *
 * @param kind its kind
 * @param text its text; the text of a string is in {@code pieces}
 * @param pieces the pieces of a string, a command or a word list
 * @param spaced whether a blank precedes it
 * @param place its position
 */
record Token(Kind kind, String text, List<Piece> pieces, boolean spaced, RubyPosition place) {

    Token {
        pieces = List.copyOf(pieces);
    }

    boolean is(Kind other, String expected) {
        return kind == other && text.equals(expected);
    }

    boolean isOperator(String operator) {
        return is(Kind.OPERATOR, operator);
    }

    boolean isKeyword(String keyword) {
        return is(Kind.KEYWORD, keyword);
    }

    /** Whether the token ends a value, which an operator, a call or an index may follow. */
    boolean endsValue() {
        return switch (kind) {
            case IDENTIFIER, CONSTANT, NUMBER, STRING, COMMAND, SYMBOL, WORDS, SYMBOLS, REGEX -> true;
            case OPERATOR -> text.equals(")") || text.equals("]") || text.equals("}");
            case KEYWORD -> text.equals("end") || text.equals("nil") || text.equals("true") || text.equals("false");
            default -> false;
        };
    }

    /** Kinds of tokens. */
    enum Kind {
        IDENTIFIER,
        CONSTANT,
        KEYWORD,
        LABEL,
        NUMBER,
        STRING,
        COMMAND,
        SYMBOL,
        WORDS,
        SYMBOLS,
        REGEX,
        OPERATOR,
        NEWLINE,
        TEXT,
        OUTPUT,
        OUTPUT_END,
        END
    }

    /**
     * A piece of a string.
     *
     * @param literal characters, if there is no code
     * @param code the code between <code>#{</code> and <code>}</code>; null for characters
     */
    record Piece(String literal, List<Token> code) {

        static Piece of(String literal) {
            return new Piece(literal, null);
        }

        static Piece of(List<Token> code) {
            return new Piece("", List.copyOf(code));
        }
    }
}
