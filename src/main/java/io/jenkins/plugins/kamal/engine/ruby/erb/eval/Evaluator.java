package io.jenkins.plugins.kamal.engine.ruby.erb.eval;

import io.jenkins.plugins.kamal.engine.ruby.RubyText;
import io.jenkins.plugins.kamal.engine.ruby.RubyValues;
import io.jenkins.plugins.kamal.engine.ruby.RubyValues.Closure;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.Expression;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.Expression.Block;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.Expression.Call;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.RubyFault;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.RubyPosition;
import io.jenkins.plugins.kamal.engine.ruby.erb.rendering.RenderingBudget;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Evaluates expressions recursively. Blocks see and change the variables around them. */
public final class Evaluator {

    private final RenderingBudget rendering;
    private final Methods methods;
    private final Map<String, Object> variables = new HashMap<>();
    private RubyPosition place = new RubyPosition(1, "");

    public Evaluator(RenderingBudget rendering) {
        this.rendering = rendering;
        this.methods = new Methods(rendering);
    }

    /** The value of an expression; nil is null. */
    public Object evaluate(Expression expression) {
        rendering.enter(place);
        Object value = dispatch(expression);
        rendering.leave();
        return value;
    }

    private Object dispatch(Expression expression) {
        if (expression instanceof Expression.Literal literal) {
            return literal.value();
        }
        if (expression instanceof Expression.Put put) {
            return put(put);
        }
        if (expression instanceof Expression.Sequence sequence) {
            return sequence(sequence.steps());
        }
        if (expression instanceof Call call) {
            return call(call);
        }
        if (expression instanceof Expression.Choice choice) {
            return evaluate(RubyValues.truthy(evaluate(choice.condition())) ? choice.yes() : choice.no());
        }
        if (expression instanceof Expression.Logic logic) {
            Object left = evaluate(logic.left());
            return RubyValues.truthy(left) == logic.and() ? evaluate(logic.right()) : left;
        }
        if (expression instanceof Expression.Rescue rescue) {
            return rescue(rescue);
        }
        if (expression instanceof Expression.Not not) {
            return !RubyValues.truthy(evaluate(not.operand()));
        }
        return data(expression);
    }

    private Object data(Expression expression) {
        if (expression instanceof Expression.Variable variable) {
            return variables.get(variable.name());
        }
        if (expression instanceof Expression.Assignment assignment) {
            Object value = evaluate(assignment.value());
            variables.put(assignment.name(), value);
            return value;
        }
        if (expression instanceof Expression.OrAssignment or) {
            Object current = evaluate(or.current());
            return RubyValues.truthy(current) ? current : evaluate(or.assignment());
        }
        if (expression instanceof Expression.IndexAssignment assignment) {
            List<Object> arguments = evaluateAll(List.of(assignment.index(), assignment.value()));
            Object receiver = evaluate(assignment.receiver());
            return methods.call(new MethodCall(receiver, "[]=", arguments, null, assignment.place()));
        }
        if (expression instanceof Expression.Constant constant) {
            return methods.constant(constant.name(), constant.place());
        }
        return literal(expression);
    }

    private Object literal(Expression expression) {
        if (expression instanceof Expression.Text text) {
            return text(text);
        }
        if (expression instanceof Expression.Items items) {
            return rendering.kept(evaluateAll(items.items()), place);
        }
        if (expression instanceof Expression.Pairs pairs) {
            Map<Object, Object> map = new LinkedHashMap<>();
            for (int at = 0; at < pairs.keys().size(); at++) {
                map.put(evaluate(pairs.keys().get(at)), evaluate(pairs.values().get(at)));
            }
            return rendering.kept(map, place);
        }
        if (expression instanceof Expression.Shell shell) {
            return methods.shell(RubyText.plain(evaluate(shell.command())), shell.place());
        }
        if (expression instanceof Expression.Span span) {
            return span(span);
        }
        Expression.Regex regex = (Expression.Regex) expression;
        return RubyPattern.compile(RubyText.plain(evaluate(regex.source())), regex.ignoreCase(), regex.place());
    }

    private Object put(Expression.Put put) {
        place = put.place();
        if (put.tag()) {
            rendering.beginTag();
            rendering.write(printable(evaluate(put.value()), put.place()), put.place());
        } else {
            rendering.writeTemplate(RubyText.plain(evaluate(put.value())), put.place());
        }
        return null;
    }

    private static String printable(Object value, RubyPosition place) {
        if (value instanceof RubyValues.Constant constant && RubyConstants.isRuby(constant.name())) {
            throw RubyFault.unsupported(place, "the value of " + constant.name());
        }
        return RubyText.plain(value);
    }

    /**
     * The value of an expression with {@code rescue}. A fault because of unsupported Ruby is passed on, because a real
     * Ruby might not fail there.
     */
    private Object rescue(Expression.Rescue rescue) {
        int depth = rendering.depth();
        try {
            return evaluate(rescue.attempt());
        } catch (RubyFault fault) {
            if (fault.isUnsupported() || Thread.currentThread().isInterrupted()) {
                throw fault;
            }
            rendering.returnTo(depth);
            return evaluate(rescue.otherwise());
        }
    }

    private Object sequence(List<Expression> steps) {
        Object last = null;
        for (Expression step : steps) {
            last = evaluate(step);
        }
        return last;
    }

    private String text(Expression.Text text) {
        StringBuilder all = new StringBuilder();
        for (Expression part : text.parts()) {
            all.append(rendering.produced(printable(evaluate(part), text.place()), text.place()));
        }
        return all.toString();
    }

    private Object span(Expression.Span span) {
        Object from = evaluate(span.from());
        Object to = evaluate(span.to());
        if (from instanceof Long begin && (to == null || to instanceof Long)) {
            return new RubyValues.Span(begin, (Long) to, span.exclusive());
        }
        throw RubyFault.unsupported(span.place(), "a range that is not one of numbers");
    }

    private Object call(Call call) {
        Object receiver = call.receiver() == null ? Methods.SELF : evaluate(call.receiver());
        if (receiver == null && call.safe()) {
            return null;
        }
        place = call.place();
        List<Object> arguments = evaluateAll(call.arguments());
        Closure block = call.block() == null ? null : closure(call.block());
        if (!arguments.isEmpty() && arguments.get(arguments.size() - 1) instanceof RubyValues.BlockSymbol symbol) {
            arguments.remove(arguments.size() - 1);
            block = given -> methods.call(
                    new MethodCall(given.get(0), symbol.name(), given.subList(1, given.size()), null, call.place()));
        }
        return methods.call(new MethodCall(receiver, call.method(), arguments, block, call.place()));
    }

    private List<Object> evaluateAll(List<Expression> expressions) {
        List<Object> values = new ArrayList<>();
        for (Expression expression : expressions) {
            values.add(evaluate(expression));
        }
        return values;
    }

    private Closure closure(Block block) {
        return arguments -> {
            List<?> given = arguments;
            if (block.parameters().size() > 1 && arguments.size() == 1 && arguments.get(0) instanceof List<?> items) {
                given = items;
            }
            Map<String, Object> hidden = new HashMap<>();
            for (int at = 0; at < block.parameters().size(); at++) {
                String name = block.parameters().get(at);
                hidden.put(name, variables.get(name));
                variables.put(name, at < given.size() ? given.get(at) : null);
            }
            Object value = evaluate(block.body());
            variables.putAll(hidden);
            return value;
        };
    }
}
