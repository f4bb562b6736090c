package io.jenkins.plugins.kamal.engine.ruby.erb.parse;

import io.jenkins.plugins.kamal.engine.ruby.erb.parse.Expression.Block;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Blocks in braces or between {@code do} and {@code end}, with their parameters. */
final class BlockParser {

    private final TokenStream tokens;
    private final RubyParser statements;
    private final OperatorParser operators;

    BlockParser(TokenStream tokens, RubyParser statements, OperatorParser operators) {
        this.tokens = tokens;
        this.statements = statements;
        this.operators = operators;
    }

    /** A block, if one begins here; null if not. */
    Block block() {
        boolean brace = tokens.peek().isOperator("{");
        if (!brace && !tokens.peek().isKeyword("do")) {
            return null;
        }
        tokens.next();
        List<String> parameters = parameters();
        Expression body = statements.sequence(Set.of(brace ? "}" : "end"));
        if (brace) {
            tokens.expectOperator("}");
        } else {
            tokens.expectKeyword("end");
        }
        return new Block(parameters, body);
    }

    private List<String> parameters() {
        List<String> names = new ArrayList<>();
        if (tokens.takeOperator("||") || !tokens.takeOperator("|")) {
            return names;
        }
        do {
            if (tokens.peek().kind() != Kind.IDENTIFIER) {
                throw tokens.unexpected("the name of a block's parameter");
            }
            names.add(tokens.next().text());
            operators.declare(names.get(names.size() - 1));
        } while (tokens.takeOperator(","));
        tokens.expectOperator("|");
        return names;
    }
}
