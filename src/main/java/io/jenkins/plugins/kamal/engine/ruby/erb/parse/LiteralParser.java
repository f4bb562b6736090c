package io.jenkins.plugins.kamal.engine.ruby.erb.parse;

import io.jenkins.plugins.kamal.engine.ruby.RubyValues;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.Expression.Items;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.Expression.Literal;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.Expression.Regex;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.Expression.Shell;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.Expression.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Strings, commands, numbers, symbols, word lists, patterns. */
final class LiteralParser {

    private final Set<String> variables;

    /** The variables that exist; the set grows while the program is parsed. */
    LiteralParser(Set<String> variables) {
        this.variables = variables;
    }

    Expression literal(Token token) {
        return switch (token.kind()) {
            case STRING -> text(token.pieces(), token.place());
            case COMMAND -> new Shell(text(token.pieces(), token.place()), token.place());
            case SYMBOL -> new Literal(new RubyValues.Symbol(token.text()));
            case WORDS -> words(token, word -> word);
            case SYMBOLS -> words(token, RubyValues.Symbol::new);
            case REGEX -> regex(token);
            default -> number(token);
        };
    }

    private Expression text(List<Token.Piece> pieces, RubyPosition place) {
        List<Expression> parts = new ArrayList<>();
        for (Token.Piece piece : pieces) {
            parts.add(
                    piece.code() == null
                            ? new Literal(piece.literal())
                            : RubyParser.parse(new TokenStream(piece.code()), variables));
        }
        return new Text(List.copyOf(parts), place);
    }

    private Expression regex(Token token) {
        boolean ignoreCase = token.pieces().get(0).literal().equals("i");
        List<Token.Piece> source = token.pieces().subList(1, token.pieces().size());
        return new Regex(text(source, token.place()), ignoreCase, token.place());
    }

    private static Expression words(Token token, Function<String, Object> type) {
        String all = token.pieces().stream().map(Token.Piece::literal).collect(Collectors.joining());
        return new Items(Stream.of(all.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .<Expression>map(word -> new Literal(type.apply(word)))
                .toList());
    }

    private static Expression number(Token token) {
        try {
            return new Literal(
                    token.text().contains(".") ? (Object) Double.valueOf(token.text()) : Long.valueOf(token.text()));
        } catch (NumberFormatException e) {
            throw RubyFault.unsupported(token.place(), "the number " + token.text());
        }
    }
}
