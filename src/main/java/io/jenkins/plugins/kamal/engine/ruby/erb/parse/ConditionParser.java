package io.jenkins.plugins.kamal.engine.ruby.erb.parse;

import io.jenkins.plugins.kamal.engine.ruby.erb.parse.Expression.Choice;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.Expression.Literal;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.Expression.Logic;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.Token.Kind;
import java.util.List;
import java.util.Set;

/** {@code if}, {@code unless} and {@code case}. */
final class ConditionParser {

    private static final Literal NIL = new Literal(null);

    private final TokenStream tokens;
    private final RubyParser statements;

    ConditionParser(TokenStream tokens, RubyParser statements) {
        this.tokens = tokens;
        this.statements = statements;
    }

    /** The rest of an {@code if} or {@code unless}, including its {@code end}. */
    Expression condition(boolean unless) {
        statements.enter();
        Expression condition = statements.words();
        then();
        Expression yes = statements.sequence(Set.of("elsif", "else", "end"));
        Expression no = NIL;
        if (!unless && tokens.takeKeyword("elsif")) {
            no = condition(false);
        } else {
            if (tokens.takeKeyword("else")) {
                no = statements.sequence(Set.of("end"));
            }
            tokens.expectKeyword("end");
        }
        statements.leave();
        return unless ? new Choice(condition, no, yes) : new Choice(condition, yes, no);
    }

    private void then() {
        Kind next = tokens.peek().kind();
        if (next != Kind.NEWLINE && next != Kind.TEXT && next != Kind.OUTPUT) {
            tokens.expectKeyword("then");
        } else {
            tokens.skipNewlines();
            tokens.takeKeyword("then");
        }
    }

    /** The rest of a {@code case}, including its {@code end}. */
    Expression cases(RubyPosition place) {
        Expression subject = statements.expression();
        tokens.skipNewlines();
        while (tokens.peek().kind() == Kind.TEXT && tokens.peek().text().isBlank()) {
            tokens.next();
            tokens.skipNewlines();
        }
        tokens.expectKeyword("when");
        return when(subject, place);
    }

    private Expression when(Expression subject, RubyPosition place) {
        statements.enter();
        Expression matches = matches(subject, place);
        while (tokens.takeOperator(",")) {
            tokens.skipNewlines();
            matches = new Logic(false, matches, matches(subject, place));
        }
        then();
        Expression yes = statements.sequence(Set.of("when", "else", "end"));
        Expression no = NIL;
        if (tokens.takeKeyword("when")) {
            no = when(subject, place);
        } else {
            if (tokens.takeKeyword("else")) {
                no = statements.sequence(Set.of("end"));
            }
            tokens.expectKeyword("end");
        }
        statements.leave();
        return new Choice(matches, yes, no);
    }

    private Expression matches(Expression subject, RubyPosition place) {
        return new Expression.Call(statements.expression(), "===", List.of(subject), null, false, place);
    }
}
