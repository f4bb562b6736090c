package io.jenkins.plugins.kamal.engine.ruby.erb.eval;

import io.jenkins.plugins.kamal.engine.ruby.erb.parse.RubyFault;

/** The methods of whole numbers, and the few methods of decimals that configurations call. */
final class NumberMethods {

    private NumberMethods() {}

    static Object call(MethodCall call) {
        if (!(call.receiver() instanceof Long number)) {
            throw call.unsupported();
        }
        try {
            return call.arguments().isEmpty() ? alone(number, call) : withOther(number, call);
        } catch (ArithmeticException e) {
            throw RubyFault.error(call.place(), "the numbers are too large, or one is divided by 0");
        }
    }

    private static Object alone(long number, MethodCall call) {
        return switch (call.method()) {
            case "to_i" -> number;
            case "to_f" -> (double) number;
            case "-@" -> Math.negateExact(number);
            case "abs" -> Math.absExact(number);
            case "zero?" -> number == 0;
            case "positive?" -> number > 0;
            case "times" -> times(number, call);
            default -> throw call.unsupported();
        };
    }

    private static Object times(long number, MethodCall call) {
        if (call.block() == null) {
            throw call.unsupported();
        }
        for (long at = 0; at < number; at++) {
            call.yield(at);
        }
        return number;
    }

    private static Object withOther(long number, MethodCall call) {
        if (!(call.argument(0) instanceof Long other)) {
            if (call.argument(0) instanceof Double) {
                throw call.unsupported();
            }
            throw call.mismatch("a number", 0);
        }
        return switch (call.method()) {
            case "+" -> Math.addExact(number, other);
            case "-" -> Math.subtractExact(number, other);
            case "*" -> Math.multiplyExact(number, other);
            case "/" -> Math.floorDiv(number, other);
            case "%" -> Math.floorMod(number, other);
            case "<" -> number < other;
            case ">" -> number > other;
            case "<=" -> number <= other;
            case ">=" -> number >= other;
            default -> throw call.unsupported();
        };
    }
}
