package io.jenkins.plugins.kamal.engine.ruby.erb.parse;

import io.jenkins.plugins.kamal.engine.ruby.erb.parse.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** The tokens of a template, one after the other. */
public final class TokenStream {

    private final List<Token> tokens;
    private int at;

    TokenStream(List<Token> tokens) {
        this.tokens = new ArrayList<>(tokens);
        RubyPosition last = tokens.isEmpty()
                ? new RubyPosition(1, "")
                : tokens.get(tokens.size() - 1).place();
        this.tokens.add(new Token(Kind.END, "", List.of(), true, last));
    }

    /** The tokens of all parts of a template, text and code, in their order. */
    public static TokenStream of(List<TemplatePart> parts) {
        List<Token> all = new ArrayList<>();
        for (TemplatePart part : parts) {
            RubyPosition place = RubyPosition.of(part.line(), part.content());
            switch (part.kind()) {
                case TEXT -> all.add(marker(Kind.TEXT, part.content(), place));
                case CODE -> {
                    all.addAll(RubyTokenizer.tokens(part.content(), place));
                    all.add(marker(Kind.NEWLINE, "\n", place));
                }
                default -> {
                    all.add(marker(Kind.OUTPUT, "", place));
                    all.addAll(RubyTokenizer.tokens(part.content(), place));
                    all.add(marker(Kind.OUTPUT_END, "", place));
                }
            }
        }
        return new TokenStream(all);
    }

    private static Token marker(Kind kind, String text, RubyPosition place) {
        return new Token(kind, text, List.of(), true, place);
    }

    Token peek() {
        return tokens.get(at);
    }

    Token peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    Token next() {
        Token token = tokens.get(at);
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    boolean takeOperator(String operator) {
        return takeIf(peek().isOperator(operator));
    }

    boolean takeKeyword(String keyword) {
        return takeIf(peek().isKeyword(keyword));
    }

    private boolean takeIf(boolean matches) {
        if (matches) {
            next();
        }
        return matches;
    }

    void expectOperator(String operator) {
        if (!takeOperator(operator)) {
            throw unexpected(operator);
        }
    }

    void expectKeyword(String keyword) {
        if (!takeKeyword(keyword)) {
            throw unexpected(keyword);
        }
    }

    void skipNewlines() {
        while (peek().kind() == Kind.NEWLINE) {
            next();
        }
    }

    RubyFault unexpected(String expected) {
        Token token = peek();
        String found =
                switch (token.kind()) {
                    case END -> "the end of the file";
                    case NEWLINE -> "the end of the line";
                    case TEXT, OUTPUT, OUTPUT_END -> "the end of the tag";
                    case STRING -> "a string";
                    default -> "'" + token.text() + "'";
                };
        return RubyFault.unsupported(token.place(), found + " where " + expected + " was expected");
    }
}
