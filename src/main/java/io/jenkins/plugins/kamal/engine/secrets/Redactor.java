package io.jenkins.plugins.kamal.engine.secrets;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Knows the secrets of this process and removes them from text that is about to be printed or recorded.
 *
 * <p>Safe for use by several threads; secrets may be added at any time. A secret is recognized in the encodings of
 * {@link SecretForms}, and a secret of several lines also line by line. Values shorter than {@value #SHORTEST}
 * characters are left alone: removing them would make text unreadable and hide nothing. Names that are compared, such
 * as hosts and versions in events, are never redacted.
 */
public final class Redactor {

    /** The shortest value that is removed. */
    public static final int SHORTEST = 3;

    private final Set<SecretForms.Form> forms = ConcurrentHashMap.newKeySet();

    /** Removes this secret from now on. */
    public void add(Secret secret) {
        SecretForms.of(secret.reveal()).stream()
                .filter(form -> form.text().length() >= SHORTEST)
                .forEach(forms::add);
    }

    /** Removes these secrets from now on. */
    public void addAll(Iterable<Secret> secrets) {
        secrets.forEach(this::add);
    }

    /** The text with every known secret replaced by {@link Secret#REDACTION}. */
    public String redact(String text) {
        List<Range> ranges = ranges(text);
        if (ranges.isEmpty()) {
            return text;
        }
        StringBuilder redacted = new StringBuilder(text.length());
        int from = 0;
        for (int next = 0; next < ranges.size(); ) {
            int begin = ranges.get(next).begin();
            int end = ranges.get(next).end();
            for (next++; next < ranges.size() && ranges.get(next).begin() < end; next++) {
                end = Math.max(end, ranges.get(next).end());
            }
            redacted.append(text, from, begin).append(Secret.REDACTION);
            from = end;
        }
        return redacted.append(text, from, text.length()).toString();
    }

    /**
     * The beginning of the redacted text. Text that may contain a secret is cut here and nowhere else, because no redactor
     * recognizes half a secret.
     *
     * @param longest the number of characters to keep, at least 0
     */
    public String excerpt(String text, int longest) {
        String redacted = redact(text);
        return redacted.length() <= longest ? redacted : redacted.substring(0, longest);
    }

    /** Each of the texts, redacted. */
    public List<String> redact(List<String> texts) {
        return texts.stream().map(this::redact).toList();
    }

    /** The ranges of secrets in the text, from left to right; they may overlap. */
    private List<Range> ranges(String text) {
        List<Range> ranges = new ArrayList<>();
        for (SecretForms.Form form : forms) {
            int at = text.indexOf(form.text());
            while (at >= 0) {
                int end = at + form.text().length();
                ranges.add(new Range(
                        at > 0 && isBase64(text.charAt(at - 1)) ? at - form.before() : at,
                        end < text.length() && isBase64(text.charAt(end)) ? end + form.after() : end));
                at = text.indexOf(form.text(), end);
            }
        }
        ranges.sort(Comparator.comparingInt(Range::begin));
        return ranges;
    }

    private static boolean isBase64(char c) {
        return c < 128 && (Character.isLetterOrDigit(c) || "+/-_".indexOf(c) >= 0);
    }

    private record Range(int begin, int end) {}
}
