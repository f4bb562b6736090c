package io.jenkins.plugins.kamal.engine.ruby.erb.eval;

import io.jenkins.plugins.kamal.engine.ruby.RubyValues;
import io.jenkins.plugins.kamal.engine.ruby.erb.rendering.RenderingBudget;

/** {@code "abc"[0..1]}, {@code "abc"[0, 2]}, {@code "abc"[-1]}, {@code "abc"["b"]}. */
final class StringSlice {

    private StringSlice() {}

    static Object slice(String text, MethodCall call, RenderingBudget rendering) {
        Object index = call.argument(0);
        if (index instanceof RubyValues.Span span) {
            int first = span.first(text.length());
            return first < 0 ? null : text.substring(first, Math.max(first, span.last(text.length()) + 1));
        }
        if (index instanceof String part) {
            return text.contains(part) ? part : null;
        }
        if (index instanceof java.util.regex.Pattern pattern) {
            return matched(text, pattern, call, rendering);
        }
        return at(text, call);
    }

    private static Object at(String text, MethodCall call) {
        int begin = call.number(0) < 0 ? call.number(0) + text.length() : call.number(0);
        boolean several = call.arguments().size() > 1;
        int length = several ? call.number(1) : 1;
        boolean outside = begin < 0 || length < 0 || (several ? begin > text.length() : begin >= text.length());
        return outside ? null : text.substring(begin, Math.min(text.length(), begin + length));
    }

    private static Object matched(
            String text, java.util.regex.Pattern pattern, MethodCall call, RenderingBudget rendering) {
        var matcher = RubyPattern.matcher(pattern, text, rendering, call.place());
        if (!RubyPattern.find(matcher, call.place())) {
            return null;
        }
        int group = call.arguments().size() > 1 ? call.number(1) : 0;
        boolean there = group >= 0 && group <= matcher.groupCount() && matcher.start(group) >= 0;
        return there ? text.substring(matcher.start(group), matcher.end(group)) : null;
    }
}
