package io.jenkins.plugins.kamal.engine.ruby.erb.parse;

import io.jenkins.plugins.kamal.engine.ruby.erb.parse.Expression.Call;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.Expression.Constant;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.Expression.Items;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.Expression.Literal;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.Expression.Variable;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Parses operands: literals, names and calls, and the calls and indexes that follow them. */
final class OperandParser {

    private final TokenStream tokens;
    private final RubyParser statements;
    private final Set<String> variables;
    private final LiteralParser literals;
    private final ArgumentParser arguments;

    OperandParser(TokenStream tokens, RubyParser statements, Set<String> variables) {
        this.tokens = tokens;
        this.statements = statements;
        this.variables = variables;
        this.literals = new LiteralParser(variables);
        this.arguments = new ArgumentParser(tokens, statements);
    }

    /** An operand and all calls on it. */
    Expression operand() {
        Expression operand = primary();
        while (true) {
            Token token = tokens.peek();
            if (isDot(token) || continuesOnNextLine()) {
                tokens.skipNewlines();
                operand = method(operand);
            } else if (token.isOperator("[") && !token.spaced()) {
                tokens.next();
                operand = new Call(operand, "[]", arguments.until("]"), null, false, token.place());
            } else if (token.isOperator("::")) {
                tokens.next();
                operand = scoped(operand);
            } else {
                return operand;
            }
        }
    }

    /** The next line may begin with a dot. */
    private boolean continuesOnNextLine() {
        int ahead = 0;
        while (tokens.peek(ahead).is(Kind.NEWLINE, "\n")) {
            ahead++;
        }
        return ahead > 0 && isDot(tokens.peek(ahead));
    }

    private static boolean isDot(Token token) {
        return token.isOperator(".") || token.isOperator("&.");
    }

    private Expression scoped(Expression outer) {
        if (!(outer instanceof Constant constant) || tokens.peek().kind() != Kind.CONSTANT) {
            throw tokens.unexpected("a constant");
        }
        return new Constant(constant.name() + "::" + tokens.next().text(), constant.place());
    }

    private Expression method(Expression receiver) {
        boolean safe = tokens.next().text().equals("&.");
        tokens.skipNewlines();
        Token name = tokens.peek();
        if (name.kind() != Kind.IDENTIFIER) {
            throw tokens.unexpected("the name of a method");
        }
        tokens.next();
        return call(receiver, name, safe);
    }

    private Expression call(Expression receiver, Token name, boolean safe) {
        return new Call(
                receiver, name.text(), arguments.ofCall(), statements.blocks().block(), safe, name.place());
    }

    private Expression primary() {
        Token token = tokens.next();
        return switch (token.kind()) {
            case STRING -> string(token);
            case COMMAND, NUMBER, SYMBOL, WORDS, SYMBOLS, REGEX -> literals.literal(token);
            case CONSTANT -> constant(token);
            case IDENTIFIER -> name(token);
            case KEYWORD -> keyword(token);
            case OPERATOR -> group(token);
            default -> throw RubyFault.unsupported(token.place(), "an expression is missing");
        };
    }

    private Expression string(Token first) {
        List<Expression> parts = new ArrayList<>(List.of(literals.literal(first)));
        while (tokens.peek().kind() == Kind.STRING) {
            parts.add(literals.literal(tokens.next()));
        }
        return parts.size() == 1 ? parts.get(0) : new Expression.Text(List.copyOf(parts), first.place());
    }

    /** {@code Integer("5")} is a call, {@code ENV} is not. */
    private Expression constant(Token token) {
        boolean called = tokens.peek().isOperator("(") && !tokens.peek().spaced();
        return called ? call(null, token, false) : new Constant(token.text(), token.place());
    }

    private Expression name(Token token) {
        boolean called = tokens.peek().isOperator("(") && !tokens.peek().spaced();
        return variables.contains(token.text()) && !called ? new Variable(token.text()) : call(null, token, false);
    }

    private Expression keyword(Token token) {
        return switch (token.text()) {
            case "nil" -> new Literal(null);
            case "true" -> new Literal(true);
            case "false" -> new Literal(false);
            case "if" -> statements.conditions().condition(false);
            case "unless" -> statements.conditions().condition(true);
            case "case" -> statements.conditions().cases(token.place());
            default -> throw RubyFault.unsupported(token.place(), "`" + token.text() + "`");
        };
    }

    private Expression group(Token token) {
        switch (token.text()) {
            case "(" -> {
                Expression inner = statements.sequence(Set.of(")"));
                tokens.expectOperator(")");
                return inner;
            }
            case "[" -> {
                return new Items(arguments.until("]"));
            }
            case "{" -> {
                Expression pairs = arguments.pairs("}");
                tokens.expectOperator("}");
                return pairs;
            }
            default -> throw RubyFault.unsupported(token.place(), "'" + token.text() + "' at this place");
        }
    }
}
