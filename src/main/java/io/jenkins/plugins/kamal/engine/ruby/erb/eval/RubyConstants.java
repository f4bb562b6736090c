package io.jenkins.plugins.kamal.engine.ruby.erb.eval;

import io.jenkins.plugins.kamal.engine.ruby.erb.parse.RubyFault;
import java.util.Set;

/** Constants that describe the Ruby that renders. There is none here, so they can be compared but not printed. */
final class RubyConstants {

    /** Conditions ask for a Ruby that is new enough. */
    private static final String VERSION = "3.4.0";

    private static final String ENGINE = "ruby";

    private RubyConstants() {}

    static boolean isRuby(String constant) {
        return Set.of("RUBY_VERSION", "RUBY_ENGINE").contains(constant);
    }

    static Object call(String constant, MethodCall call) {
        if (constant.equals("RUBY_ENGINE") && Set.of("==", "===").contains(call.method())) {
            return ENGINE.equals(call.argument(0));
        }
        if (constant.equals("RUBY_VERSION") && StringMethods.isComparison(call.method())) {
            return StringMethods.compare(VERSION, call);
        }
        throw RubyFault.unsupported(call.place(), "the method " + call.method() + " of " + constant);
    }
}
