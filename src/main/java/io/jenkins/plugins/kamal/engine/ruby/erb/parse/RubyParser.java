package io.jenkins.plugins.kamal.engine.ruby.erb.parse;

import io.jenkins.plugins.kamal.engine.ruby.erb.parse.Expression.Choice;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.Expression.Literal;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.Expression.Logic;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.Expression.Not;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.Expression.Put;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.Expression.Sequence;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.Token.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Parses statements: sequences, modifiers, and the text of the template between them. */
public final class RubyParser {

    private static final int DEEPEST = 100;
    private static final Set<String> CLOSING = Set.of("end", "else", "elsif", "when");
    private static final Literal NIL = new Literal(null);

    private final TokenStream tokens;
    private final OperatorParser operators;
    private final ConditionParser conditions;
    private final BlockParser blocks;
    private int depth;

    private RubyParser(TokenStream tokens, Set<String> variables) {
        this.tokens = tokens;
        this.operators = new OperatorParser(tokens, this, variables);
        this.conditions = new ConditionParser(tokens, this);
        this.blocks = new BlockParser(tokens, this, operators);
    }

    /** The program of a template. */
    public static Expression parse(TokenStream tokens) {
        return parse(tokens, new HashSet<>());
    }

    /** Parses a program in which these local variables exist, and adds the variables that it assigns. */
    public static Expression parse(TokenStream tokens, Set<String> variables) {
        RubyParser parser = new RubyParser(tokens, variables);
        Expression program = parser.sequence(Set.of());
        if (tokens.peek().kind() != Kind.END) {
            throw tokens.unexpected("a statement");
        }
        return program;
    }

    /** Statements up to one of these words, which is not consumed. */
    Expression sequence(Set<String> terminators) {
        enter();
        List<Expression> steps = new ArrayList<>();
        tokens.skipNewlines();
        while (!ends(terminators)) {
            steps.add(step());
            tokens.skipNewlines();
        }
        leave();
        return steps.size() == 1 ? steps.get(0) : new Sequence(List.copyOf(steps));
    }

    private boolean ends(Set<String> terminators) {
        Token token = tokens.peek();
        boolean word = token.kind() == Kind.KEYWORD || token.kind() == Kind.OPERATOR;
        return token.kind() == Kind.END
                || token.kind() == Kind.OUTPUT_END
                || word && terminators.contains(token.text());
    }

    private Expression step() {
        Token token = tokens.peek();
        if (token.kind() == Kind.TEXT) {
            tokens.next();
            return new Put(new Literal(token.text()), false, token.place());
        }
        if (token.kind() == Kind.OUTPUT) {
            tokens.next();
            Expression value = sequence(Set.of());
            if (tokens.next().kind() != Kind.OUTPUT_END) {
                throw tokens.unexpected("%>");
            }
            return new Put(value, true, token.place());
        }
        Expression statement = statement();
        Kind next = tokens.peek().kind();
        boolean ended = next == Kind.NEWLINE || next == Kind.TEXT || next == Kind.END || next == Kind.OUTPUT_END;
        if (!ended
                && !tokens.peek().isOperator("}")
                && !tokens.peek().isOperator(")")
                && !(next == Kind.KEYWORD && CLOSING.contains(tokens.peek().text()))) {
            throw tokens.unexpected("the end of the statement");
        }
        return statement;
    }

    /** An expression with its modifiers, {@code and} and {@code or}. */
    Expression statement() {
        Expression statement = words();
        while (true) {
            if (tokens.takeKeyword("if")) {
                statement = new Choice(words(), statement, NIL);
            } else if (tokens.takeKeyword("unless")) {
                statement = new Choice(words(), NIL, statement);
            } else if (tokens.takeKeyword("rescue")) {
                statement = rescued(statement, words());
            } else {
                return statement;
            }
        }
    }

    /** {@code a = b rescue c} assigns c if b fails. */
    private static Expression rescued(Expression attempt, Expression otherwise) {
        if (attempt instanceof Expression.Assignment assignment) {
            return new Expression.Assignment(assignment.name(), rescued(assignment.value(), otherwise));
        }
        if (attempt instanceof Expression.OrAssignment or) {
            return new Expression.OrAssignment(or.current(), rescued(or.assignment(), otherwise));
        }
        if (attempt instanceof Expression.IndexAssignment index) {
            return new Expression.IndexAssignment(
                    index.receiver(), index.index(), rescued(index.value(), otherwise), index.place());
        }
        return new Expression.Rescue(attempt, otherwise);
    }

    /** An expression with {@code and}, {@code or} and {@code not}. */
    Expression words() {
        Expression left = negated();
        while (tokens.peek().isKeyword("and") || tokens.peek().isKeyword("or")) {
            boolean and = tokens.next().text().equals("and");
            tokens.skipNewlines();
            left = new Logic(and, left, negated());
        }
        return left;
    }

    private Expression negated() {
        if (!tokens.takeKeyword("not")) {
            return expression();
        }
        enter();
        Expression operand = negated();
        leave();
        return new Not(operand);
    }

    /** An expression without modifiers. */
    Expression expression() {
        enter();
        Expression expression = operators.assignment();
        leave();
        return expression;
    }

    ConditionParser conditions() {
        return conditions;
    }

    BlockParser blocks() {
        return blocks;
    }

    /** Counts one level of nesting; {@link #leave} ends it. */
    void enter() {
        if (++depth > DEEPEST) {
            throw RubyFault.unsupported(tokens.peek().place(), "code nested more than " + DEEPEST + " deep");
        }
    }

    void leave() {
        depth--;
    }
}
