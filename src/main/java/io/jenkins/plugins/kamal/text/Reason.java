package io.jenkins.plugins.kamal.text;

/** What went wrong: one line that says it, and the details below it. */
public final class Reason {

    private Reason() {}

    /** The first line. */
    public static String summary(String message) {
        return message.strip().lines().findFirst().orElse("");
    }

    /** Everything after the first line, or empty. */
    public static String details(String message) {
        String text = message.strip();
        int end = text.indexOf('\n');
        return end < 0 ? "" : text.substring(end + 1).stripTrailing();
    }
}
