package io.jenkins.plugins.kamal.engine.ruby.erb.parse;

import io.jenkins.plugins.kamal.engine.ruby.erb.parse.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Splits a piece of Ruby into tokens. */
final class RubyTokenizer {

    private static final int DEEPEST = 5;
    private static final Set<String> KEYWORDS = Set.of(
            "if",
            "elsif",
            "else",
            "unless",
            "end",
            "do",
            "nil",
            "true",
            "false",
            "then",
            "and",
            "or",
            "not",
            "case",
            "when",
            "begin",
            "rescue",
            "ensure",
            "while",
            "until",
            "for",
            "in",
            "def",
            "class",
            "module",
            "return",
            "break",
            "next",
            "yield",
            "self",
            "defined?",
            "loop",
            "lambda",
            "proc",
            "redo",
            "retry",
            "super");
    private static final List<String> OPERATORS = List.of(
            "...", "||=", "&&=", "===", "<=>", "**", "==", "!=", ">=", "<=", "=~", "!~", "||", "&&", "<<", "=>", "..",
            "::", "&.", "+=", "-=", "->", "=", "!", "?", ":", ".", ",", "(", ")", "[", "]", "{", "}", "|", "+", "-",
            "*", "/", "%", "<", ">", "&");

    private final CodeCursor code;
    private final int depth;
    private final List<Token> tokens = new ArrayList<>();
    private boolean spaced;
    private boolean ternary;

    private RubyTokenizer(CodeCursor code, int depth) {
        this.code = code;
        this.depth = depth;
    }

    /** The tokens of a piece of code that begins in this line. */
    static List<Token> tokens(String text, RubyPosition place) {
        RubyTokenizer tokenizer = new RubyTokenizer(new CodeCursor(text, place), 0);
        while (!tokenizer.code.atEnd()) {
            tokenizer.next();
        }
        return List.copyOf(tokenizer.tokens);
    }

    /** The tokens up to the brace that closes an interpolation. The brace is consumed. */
    static List<Token> interpolation(CodeCursor code, int depth) {
        if (depth > DEEPEST) {
            throw RubyFault.unsupported(code.place(), "strings nested more than " + DEEPEST + " deep");
        }
        RubyTokenizer tokenizer = new RubyTokenizer(code, depth);
        int open = 0;
        while (!code.atEnd()) {
            if (code.peek() == '}' && open == 0) {
                code.advance(1);
                return List.copyOf(tokenizer.tokens);
            }
            open += code.peek() == '{' ? 1 : code.peek() == '}' ? -1 : 0;
            tokenizer.next();
        }
        throw RubyFault.error(code.place(), "#{ is not closed");
    }

    private void next() {
        char c = code.peek();
        if (c == ' ' || c == '\t' || c == '\r') {
            code.advance(1);
            spaced = true;
            return;
        }
        if (c == '#') {
            code.skipLine();
        } else if (c == '\\' && code.peek(1) == '\n') {
            code.advance(2);
            spaced = true;
        } else if (c == '\n' || c == ';') {
            code.advance(1);
            add(Kind.NEWLINE, c == ';' ? ";" : "\n");
        } else if (c == '$' && code.peek(1) == '?') {
            code.advance(2);
            add(Kind.CONSTANT, "$?");
        } else if (isWord(c) && !isDigit(c)) {
            word();
        } else if (isDigit(c)) {
            number();
        } else if (!literal(c)) {
            operator();
        }
    }

    private void word() {
        String word = code.takeWhile(RubyTokenizer::isWord);
        boolean method = !tokens.isEmpty() && isDot(tokens.get(tokens.size() - 1));
        char mark = code.atEnd() ? 0 : code.peek();
        if ((mark == '?' || mark == '!') && code.peek(1) != '=') {
            code.advance(1);
            word += mark;
        }
        if (!method
                && !code.atEnd()
                && code.peek() == ':'
                && code.peek(1) != ':'
                && !(ternary && code.peek(1) != ' ')) {
            code.advance(1);
            add(Kind.LABEL, word);
        } else if (!method && KEYWORDS.contains(word)) {
            add(Kind.KEYWORD, word);
        } else {
            add(Character.isUpperCase(word.charAt(0)) && !method ? Kind.CONSTANT : Kind.IDENTIFIER, word);
        }
    }

    private void number() {
        String digits = code.takeWhile(c -> isDigit(c) || c == '_');
        if (!code.atEnd() && code.peek() == '.' && isDigit(code.peek(1))) {
            code.advance(1);
            digits += "." + code.takeWhile(c -> isDigit(c) || c == '_');
        }
        add(Kind.NUMBER, digits.replace("_", ""));
    }

    private boolean literal(char c) {
        StringReader strings = new StringReader(code, depth);
        boolean value = !tokens.isEmpty() && tokens.get(tokens.size() - 1).endsValue();
        boolean begins = !value || spaced && code.peek(1) != ' ' && code.peek(1) != '=';
        boolean symbol = c == ':' && (code.peek(1) == '"' || isWord(code.peek(1)) && !isDigit(code.peek(1)));
        if (c == '\'' || c == '"') {
            add(Kind.STRING, strings.quoted(c));
        } else if (c == '`') {
            add(Kind.COMMAND, strings.quoted('`'));
        } else if (c == '%' && begins && strings.isPercent()) {
            percent(strings);
        } else if (c == '/' && begins) {
            add(Kind.REGEX, strings.regex());
        } else if (symbol && begins) {
            code.advance(1);
            symbol();
        } else {
            return false;
        }
        return true;
    }

    private void symbol() {
        if (code.peek() == '"') {
            throw RubyFault.unsupported(code.place(), "a symbol in quotes");
        }
        String name = code.takeWhile(RubyTokenizer::isWord);
        boolean marked = (code.peek() == '?' || code.peek() == '!') && code.peek(1) != '=';
        String mark = marked ? String.valueOf(code.peek()) : "";
        code.advance(mark.length());
        add(Kind.SYMBOL, name + mark);
    }

    private void percent(StringReader strings) {
        char kind = strings.percentKind();
        switch (kind) {
            case 'w', 'W' -> add(Kind.WORDS, strings.percent());
            case 'i' -> add(Kind.SYMBOLS, strings.percent());
            case 'x' -> add(Kind.COMMAND, strings.percent());
            default -> add(Kind.STRING, strings.percent());
        }
    }

    private void operator() {
        for (String operator : OPERATORS) {
            if (code.startsWith(operator)) {
                code.advance(operator.length());
                ternary |= operator.equals("?");
                add(Kind.OPERATOR, operator);
                return;
            }
        }
        throw RubyFault.unsupported(code.place(), "the character '" + code.peek() + "'");
    }

    private void add(Kind kind, String text) {
        tokens.add(new Token(kind, text, List.of(), spaced, code.place()));
        spaced = kind == Kind.NEWLINE;
    }

    private void add(Kind kind, List<Token.Piece> pieces) {
        tokens.add(new Token(kind, "", pieces, spaced, code.place()));
        spaced = false;
    }

    private static boolean isDot(Token token) {
        return token.isOperator(".") || token.isOperator("&.");
    }

    static boolean isWord(char c) {
        return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || isDigit(c);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
