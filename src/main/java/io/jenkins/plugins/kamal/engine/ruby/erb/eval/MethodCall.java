package io.jenkins.plugins.kamal.engine.ruby.erb.eval;

import io.jenkins.plugins.kamal.engine.ruby.RubyValues;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.RubyFault;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.RubyPosition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A call with its arguments evaluated.
 *
 * @param receiver the receiver; null is nil
 * @param method its name
 * @param arguments its arguments
 * @param block its block, or null
 * @param place its position
 */
record MethodCall(
        Object receiver, String method, List<Object> arguments, RubyValues.Closure block, RubyPosition place) {

    /** The argument at this index, or nil. */
    Object argument(int index) {
        return index < arguments.size() ? arguments.get(index) : null;
    }

    /** The argument as text. */
    String text(int index) {
        if (argument(index) instanceof String text) {
            return text;
        }
        throw mismatch("a string", index);
    }

    /** The argument as an int. */
    int number(int index) {
        if (argument(index) instanceof Long number && Math.abs(number) < 1 << 24) {
            return number.intValue();
        }
        throw mismatch("a number", index);
    }

    /** Whether an option like {@code chomp: true} is among the arguments. */
    boolean option(String name) {
        return !arguments.isEmpty()
                && arguments.get(arguments.size() - 1) instanceof Map<?, ?> options
                && RubyValues.truthy(options.get(new RubyValues.Symbol(name)));
    }

    /** The arguments without the options, as text. */
    List<String> texts() {
        return arguments.stream()
                .filter(argument -> !(argument instanceof Map))
                .map(argument -> {
                    if (argument instanceof String text) {
                        return text;
                    }
                    throw RubyFault.error(place, method + " takes strings, but was given " + RubyValues.type(argument));
                })
                .toList();
    }

    /** Calls the block with these values. A real Ruby has to evaluate a call without a block. */
    Object yield(Object... values) {
        if (block == null) {
            throw unsupported();
        }
        return block.call(new ArrayList<>(Arrays.asList(values)));
    }

    RubyFault mismatch(String expected, int index) {
        return RubyFault.error(
                place, method + " needs " + expected + ", but was given " + RubyValues.type(argument(index)));
    }

    /** The fault for a method that is not known for the receiver. */
    RubyFault unsupported() {
        return RubyFault.unsupported(place, "the method " + method + " of " + RubyValues.type(receiver));
    }
}
