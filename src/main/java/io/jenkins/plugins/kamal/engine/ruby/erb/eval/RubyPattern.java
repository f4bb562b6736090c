package io.jenkins.plugins.kamal.engine.ruby.erb.eval;

import io.jenkins.plugins.kamal.engine.ruby.erb.parse.RubyFault;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.RubyPosition;
import io.jenkins.plugins.kamal.engine.ruby.erb.rendering.RenderingBudget;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Patterns that mean the same to Ruby and to Java; others are refused. */
final class RubyPattern {

    private static final int MOST_STEPS = 2_000_000;
    private static final int LONGEST = 10_000;
    private static final Pattern DIFFERENT = Pattern.compile("\\\\[^dDwWsSbAzntr.\\-/\\[\\](){}*+?^$|\\\\0-9]"
            + "|\\(\\?(?![:=!i])|&&|\\[\\[|\\[\\^?\\]|[^\\x00-\\x7f]|\\{,|[*+?}]\\+");

    private RubyPattern() {}

    static Pattern compile(String source, boolean ignoreCase, RubyPosition place) {
        if (source.length() > LONGEST) {
            throw RubyFault.unsupported(place, "a pattern of more than " + LONGEST + " characters");
        }
        Matcher different = DIFFERENT.matcher(source);
        if (different.find()) {
            throw RubyFault.unsupported(place, "'" + different.group() + "' in a pattern");
        }
        try {
            int flags = Pattern.MULTILINE | Pattern.UNIX_LINES | (ignoreCase ? Pattern.CASE_INSENSITIVE : 0);
            return Pattern.compile(source, flags);
        } catch (PatternSyntaxException e) {
            throw RubyFault.unsupported(place, "a pattern that cannot be read: " + e.getDescription());
        }
    }

    /** A matcher that gives up before it takes too long. */
    static Matcher matcher(Pattern pattern, String text, RenderingBudget rendering, RubyPosition place) {
        return pattern.matcher(new Counted(text, new int[] {MOST_STEPS}, rendering, place));
    }

    /** Runs a search. A pattern that needs too much of Java's stack is a fault of the template. */
    static boolean find(Matcher matcher, RubyPosition place) {
        try {
            return matcher.find();
        } catch (StackOverflowError e) {
            throw RubyFault.unsupported(place, "a pattern on so long a text");
        }
    }

    private record Counted(CharSequence text, int[] left, RenderingBudget rendering, RubyPosition place)
            implements CharSequence {

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (left[0]-- == 0) {
                throw RubyFault.error(place, "a pattern takes too long on this text: make it simpler");
            }
            rendering.looks(1, place);
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
