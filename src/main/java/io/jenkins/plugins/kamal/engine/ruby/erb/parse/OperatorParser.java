package io.jenkins.plugins.kamal.engine.ruby.erb.parse;

import io.jenkins.plugins.kamal.engine.ruby.erb.parse.Expression.Assignment;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.Expression.Call;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.Expression.Choice;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.Expression.IndexAssignment;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.Expression.Literal;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.Expression.Logic;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.Expression.Not;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.Expression.OrAssignment;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.Expression.Span;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.Expression.Variable;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.Token.Kind;
import java.util.List;
import java.util.Set;

/** Operators, from the weakest ({@code =}) to the strongest ({@code !}). */
final class OperatorParser {

    /** The binary operators that are calls, the weaker ones first. */
    private static final List<Set<String>> LEVELS = List.of(
            Set.of("==", "!=", "===", "=~", "!~"),
            Set.of("<", ">", "<=", ">="),
            Set.of("<<"),
            Set.of("+", "-"),
            Set.of("*", "/", "%"));

    private final TokenStream tokens;
    private final RubyParser statements;
    private final OperandParser operands;
    private final Set<String> variables;

    OperatorParser(TokenStream tokens, RubyParser statements, Set<String> variables) {
        this.variables = variables;
        this.tokens = tokens;
        this.statements = statements;
        this.operands = new OperandParser(tokens, statements, variables);
    }

    void declare(String variable) {
        variables.add(variable);
    }

    Expression assignment() {
        Token first = tokens.peek();
        Token second = tokens.peek(1);
        boolean name = first.kind() == Kind.IDENTIFIER;
        if (name && (second.isOperator("=") || second.isOperator("||=") || second.isOperator("+="))) {
            tokens.next();
            tokens.next();
            tokens.skipNewlines();
            return toVariable(first, second);
        }
        Expression left = choice();
        boolean index = left instanceof Call call
                && call.method().equals("[]")
                && call.arguments().size() == 1;
        if (index && (tokens.peek().isOperator("=") || tokens.peek().isOperator("||="))) {
            boolean or = tokens.next().text().equals("||=");
            tokens.skipNewlines();
            return toIndex((Call) left, or);
        }
        return left;
    }

    private Expression toVariable(Token name, Token operator) {
        declare(name.text());
        Expression value = statements.expression();
        Variable variable = new Variable(name.text());
        return switch (operator.text()) {
            case "=" -> new Assignment(name.text(), value);
            case "+=" -> new Assignment(name.text(), binary(variable, "+", value, name.place()));
            default -> new OrAssignment(variable, new Assignment(name.text(), value));
        };
    }

    private Expression toIndex(Call left, boolean or) {
        Expression value = statements.expression();
        Expression set = new IndexAssignment(left.receiver(), left.arguments().get(0), value, left.place());
        return or ? new OrAssignment(left, set) : set;
    }

    private Expression choice() {
        Expression condition = range();
        if (!tokens.takeOperator("?")) {
            return condition;
        }
        tokens.skipNewlines();
        Expression yes = statements.expression();
        tokens.skipNewlines();
        tokens.expectOperator(":");
        tokens.skipNewlines();
        return new Choice(condition, yes, statements.expression());
    }

    private Expression range() {
        Expression from = either();
        Token token = tokens.peek();
        if (!tokens.takeOperator("..") && !tokens.takeOperator("...")) {
            return from;
        }
        boolean open = tokens.peek().isOperator("]") || tokens.peek().isOperator(")");
        Expression to = open ? new Literal(null) : either();
        return new Span(from, to, token.text().equals("..."), token.place());
    }

    private Expression either() {
        Expression left = both();
        while (tokens.takeOperator("||")) {
            tokens.skipNewlines();
            left = new Logic(false, left, both());
        }
        return left;
    }

    private Expression both() {
        Expression left = binary(0);
        while (tokens.takeOperator("&&")) {
            tokens.skipNewlines();
            left = new Logic(true, left, binary(0));
        }
        return left;
    }

    private Expression binary(int level) {
        if (level == LEVELS.size()) {
            return unary();
        }
        Expression left = binary(level + 1);
        while (tokens.peek().kind() == Kind.OPERATOR
                && LEVELS.get(level).contains(tokens.peek().text())) {
            Token operator = tokens.next();
            tokens.skipNewlines();
            left = binary(left, operator.text(), binary(level + 1), operator.place());
        }
        return left;
    }

    private Expression unary() {
        Token token = tokens.peek();
        if (tokens.takeOperator("!")) {
            return new Not(statementsUnary());
        }
        if (tokens.takeOperator("-")) {
            return new Call(statementsUnary(), "-@", List.of(), null, false, token.place());
        }
        return operands.operand();
    }

    /** Counts the nesting of {@code !!!a}. */
    private Expression statementsUnary() {
        statements.enter();
        Expression operand = unary();
        statements.leave();
        return operand;
    }

    private static Expression binary(Expression left, String operator, Expression right, RubyPosition place) {
        return switch (operator) {
            case "!=" -> new Not(new Call(left, "==", List.of(right), null, false, place));
            case "!~" -> new Not(new Call(left, "=~", List.of(right), null, false, place));
            default -> new Call(left, operator, List.of(right), null, false, place);
        };
    }
}
