package io.jenkins.plugins.kamal.engine.ruby.erb.eval;

import io.jenkins.plugins.kamal.engine.ruby.RubyText;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.RubyFault;
import io.jenkins.plugins.kamal.engine.ruby.erb.rendering.RenderingBudget;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code gsub}, {@code sub} and {@code tr}. */
final class StringReplacement {

    private final RenderingBudget rendering;

    StringReplacement(RenderingBudget rendering) {
        this.rendering = rendering;
    }

    String replace(String text, MethodCall call, boolean all) {
        Object wanted = call.argument(0);
        Pattern pattern = wanted instanceof Pattern given ? given : Pattern.compile(Pattern.quote(call.text(0)));
        Matcher matcher = RubyPattern.matcher(pattern, text, rendering, call.place());
        StringBuilder result = new StringBuilder();
        int from = 0;
        while (RubyPattern.find(matcher, call.place())) {
            String replacement = rendering.produced(replacement(text, matcher, call), call.place());
            result.append(text, from, matcher.start()).append(replacement);
            from = matcher.end();
            if (!all) {
                break;
            }
        }
        return result.append(text, from, text.length()).toString();
    }

    private static String replacement(String text, Matcher matcher, MethodCall call) {
        String matched = text.substring(matcher.start(), matcher.end());
        if (call.arguments().size() == 1) {
            if (call.block() == null) {
                throw call.unsupported();
            }
            return RubyText.plain(call.yield(matched));
        }
        return call.text(1).indexOf('\\') < 0 ? call.text(1) : references(text, matcher, call);
    }

    /** {@code \1} is a group, {@code \0} all, {@code \\} a backslash. */
    private static String references(String text, Matcher matcher, MethodCall call) {
        String template = call.text(1);
        StringBuilder result = new StringBuilder();
        for (int at = 0; at < template.length(); at++) {
            char after = at + 1 < template.length() ? template.charAt(at + 1) : 0;
            if (template.charAt(at) != '\\') {
                result.append(template.charAt(at));
            } else if (after >= '0' && after <= '9') {
                at++;
                int group = after - '0';
                boolean there = group <= matcher.groupCount() && matcher.start(group) >= 0;
                result.append(there ? text.substring(matcher.start(group), matcher.end(group)) : "");
            } else if (after == '\\') {
                at++;
                result.append('\\');
            } else if ("&`'k".indexOf(after) >= 0 && after != 0) {
                throw RubyFault.unsupported(call.place(), "\\" + after + " in a replacement");
            } else {
                result.append('\\');
            }
        }
        return result.toString();
    }

    static String translate(String text, MethodCall call) {
        String from = range(call.text(0), call);
        String to = range(call.text(1), call);
        StringBuilder result = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            int index = from.lastIndexOf(text.charAt(at));
            if (index < 0) {
                result.append(text.charAt(at));
            } else if (!to.isEmpty()) {
                result.append(to.charAt(Math.min(from.indexOf(text.charAt(at)), to.length() - 1)));
            }
        }
        return result.toString();
    }

    private static String range(String set, MethodCall call) {
        if (set.length() > 1 && set.charAt(0) == '^' || set.indexOf('\\') >= 0) {
            throw RubyFault.unsupported(call.place(), "^ or \\ in tr");
        }
        StringBuilder all = new StringBuilder();
        for (int at = 0; at < set.length(); at++) {
            if (at + 2 < set.length() && set.charAt(at + 1) == '-') {
                for (int c = set.charAt(at); c <= set.charAt(at + 2); c++) {
                    all.append((char) c);
                }
                at += 2;
            } else {
                all.append(set.charAt(at));
            }
        }
        return all.toString();
    }
}
