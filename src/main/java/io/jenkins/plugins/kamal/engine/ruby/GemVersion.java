package io.jenkins.plugins.kamal.engine.ruby;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version number as RubyGems compares it, because {@code minimum_version} is one.
 *
 * @param parts numbers and words without trailing zeros
 */
public record GemVersion(List<String> parts) implements Comparable<GemVersion> {

    /** The version of Kamal that this program does the same as. */
    public static final String KAMAL = "2.12.0";

    private static final Pattern WHOLE =
            Pattern.compile("\\s*(?:[0-9]+(?:\\.[0-9a-zA-Z]+)*(?:-[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?)?\\s*");
    private static final Pattern PART = Pattern.compile("[0-9]+|[a-zA-Z]+");

    /** The version, if the text is one. */
    public static Optional<GemVersion> parse(String text) {
        if (!WHOLE.matcher(text).matches()) {
            return Optional.empty();
        }
        List<String> parts = new ArrayList<>();
        Matcher part = PART.matcher(text.replace("-", ".pre."));
        while (part.find()) {
            parts.add(part.group());
        }
        while (!parts.isEmpty() && parts.get(parts.size() - 1).matches("0+")) {
            parts.remove(parts.size() - 1);
        }
        return Optional.of(new GemVersion(List.copyOf(parts)));
    }

    @Override
    public int compareTo(GemVersion other) {
        for (int i = 0; i < Math.max(parts.size(), other.parts.size()); i++) {
            int order = compare(part(i), other.part(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private String part(int index) {
        return index < parts.size() ? parts.get(index) : "0";
    }

    private static int compare(String a, String b) {
        boolean number = Character.isDigit(a.charAt(0));
        if (number != Character.isDigit(b.charAt(0))) {
            return number ? 1 : -1;
        }
        return number ? new BigInteger(a).compareTo(new BigInteger(b)) : a.compareTo(b);
    }
}
