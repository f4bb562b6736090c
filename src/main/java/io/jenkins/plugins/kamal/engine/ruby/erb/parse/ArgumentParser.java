package io.jenkins.plugins.kamal.engine.ruby.erb.parse;

import io.jenkins.plugins.kamal.engine.ruby.RubyValues;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.Expression.Literal;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.Expression.Pairs;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Parses lists: the arguments of calls, the items of arrays and the pairs of hashes. */
final class ArgumentParser {

    private final TokenStream tokens;
    private final RubyParser statements;

    ArgumentParser(TokenStream tokens, RubyParser statements) {
        this.tokens = tokens;
        this.statements = statements;
    }

    /** The arguments of a call whose name has just been read; they may stand without parentheses. */
    List<Expression> ofCall() {
        if (tokens.peek().isOperator("(") && !tokens.peek().spaced()) {
            tokens.next();
            return until(")");
        }
        return beginsArgument(tokens.peek()) ? commandArguments() : List.of();
    }

    /** A literal or a name after a blank, as in {@code require "x"}, can only be an argument. */
    private static boolean beginsArgument(Token token) {
        return token.spaced()
                && switch (token.kind()) {
                    case STRING, CONSTANT, NUMBER, SYMBOL, WORDS, IDENTIFIER -> true;
                    default -> false;
                };
    }

    private List<Expression> commandArguments() {
        List<Expression> arguments = new ArrayList<>();
        do {
            tokens.skipNewlines();
            if (tokens.peek().kind() == Kind.LABEL) {
                arguments.add(pairs(""));
                return arguments;
            }
            arguments.add(statements.expression());
        } while (tokens.takeOperator(","));
        return arguments;
    }

    /** The arguments or items up to the closing operator, which is consumed. */
    List<Expression> until(String closing) {
        List<Expression> arguments = new ArrayList<>();
        tokens.skipNewlines();
        while (!tokens.takeOperator(closing)) {
            arguments.add(argument(closing));
            tokens.skipNewlines();
            if (!tokens.takeOperator(",") && !tokens.peek().isOperator(closing)) {
                throw tokens.unexpected("'" + closing + "'");
            }
            tokens.skipNewlines();
        }
        return arguments;
    }

    private Expression argument(String closing) {
        if (tokens.peek().kind() == Kind.LABEL) {
            return pairs(closing);
        }
        if (tokens.peek().isOperator("&")) {
            tokens.next();
            Token symbol = tokens.next();
            if (symbol.kind() != Kind.SYMBOL) {
                throw RubyFault.unsupported(symbol.place(), "a block argument that is no symbol");
            }
            return new Literal(new RubyValues.BlockSymbol(symbol.text()));
        }
        return statements.expression();
    }

    /** Keys and values up to the closing operator, which is not consumed; empty for arguments without parentheses. */
    Expression pairs(String closing) {
        List<Expression> keys = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        tokens.skipNewlines();
        while (!tokens.peek().isOperator(closing)) {
            keys.add(key());
            tokens.skipNewlines();
            values.add(statements.expression());
            if (!closing.isEmpty()) {
                tokens.skipNewlines();
            }
            if (!tokens.takeOperator(",")) {
                break;
            }
            tokens.skipNewlines();
        }
        return new Pairs(List.copyOf(keys), List.copyOf(values));
    }

    private Expression key() {
        if (tokens.peek().kind() == Kind.LABEL) {
            return new Literal(new RubyValues.Symbol(tokens.next().text()));
        }
        if (tokens.peek().kind() == Kind.STRING
                && tokens.peek(1).isOperator(":")
                && !tokens.peek(1).spaced()) {
            throw RubyFault.unsupported(tokens.peek().place(), "a symbol in quotes");
        }
        Expression key = statements.expression();
        tokens.expectOperator("=>");
        return key;
    }
}
