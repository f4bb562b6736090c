package io.jenkins.plugins.kamal.engine.ruby.erb.eval;

import io.jenkins.plugins.kamal.engine.ruby.erb.parse.RubyFault;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.RubyPosition;
import io.jenkins.plugins.kamal.engine.ruby.erb.rendering.RenderingBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code "a,b".split(",")}. */
final class StringSplit {

    private StringSplit() {}

    static List<Object> split(String text, MethodCall call, RenderingBudget rendering) {
        boolean limited = call.arguments().size() > 1 && call.number(1) > 0;
        int limit = limited ? call.number(1) : Integer.MAX_VALUE;
        boolean keepsEmpty = call.arguments().size() > 1 && call.number(1) != 0;
        Object separator = call.argument(0);
        if (separator instanceof String blank && blank.equals(" ") && !keepsEmpty) {
            return blanks(text);
        }
        Pattern pattern = separator instanceof Pattern given ? given : Pattern.compile(Pattern.quote(call.text(0)));
        List<Object> parts =
                split(RubyPattern.matcher(pattern, text, rendering, call.place()), text, limit, call.place());
        while (!keepsEmpty && !parts.isEmpty() && parts.get(parts.size() - 1).equals("")) {
            parts.remove(parts.size() - 1);
        }
        return parts;
    }

    /** Splits at runs of blanks, which are not part of the result. */
    static List<Object> blanks(String text) {
        List<Object> words = new ArrayList<>();
        for (String word : text.split("[ \\t\\n\\x0B\\f\\r\\x00]+")) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }

    private static List<Object> split(Matcher matcher, String text, int limit, RubyPosition place) {
        if (matcher.groupCount() > 0) {
            throw RubyFault.unsupported(place, "split at a pattern with groups");
        }
        List<Object> parts = new ArrayList<>();
        int from = 0;
        while (parts.size() < limit - 1 && RubyPattern.find(matcher, place)) {
            boolean empty = matcher.end() == matcher.start();
            if (empty && (matcher.start() == 0 || matcher.start() == text.length())) {
                continue;
            }
            parts.add(text.substring(from, matcher.start()));
            from = matcher.end();
        }
        if (!text.isEmpty()) {
            parts.add(text.substring(from));
        }
        return parts;
    }
}
