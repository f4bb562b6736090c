package io.jenkins.plugins.kamal.engine.secrets.dotenv;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * A {@code $X}, {@code ${X}}, {@code ${X:-word}} or {@code ${X:?word}} in a value.
 *
 * <p>The first two follow dotenv 3.2 ({@code lib/dotenv/substitutions/variable.rb}), which also removes a stray closing
 * brace after a name. dotenv does not know the other two and keeps {@code :-word}} as text; here they mean the same as
 * in a shell, with and without the colon.
 *
 * @param name the name; empty for a dollar sign that refers to nothing
 * @param end the position after the reference
 * @param operator {@code -} or {@code ?}, or 0 for none
 * @param emptyCounts whether a variable that is set but empty counts as missing
 * @param word the text after the operator
 */
record VariableReference(String name, int end, char operator, boolean emptyCounts, String word) {

    /** The reference whose dollar sign is at this position; {@code braces} are those of the text. */
    static VariableReference at(String text, int dollar, ReferenceBraces braces) {
        boolean brace = dollar + 1 < text.length() && text.charAt(dollar + 1) == '{';
        int nameBegin = dollar + (brace ? 2 : 1);
        int nameEnd = nameBegin;
        while (nameEnd < text.length() && isNameCharacter(text.charAt(nameEnd))) {
            nameEnd++;
        }
        String name = text.substring(nameBegin, nameEnd);
        if (brace && !name.isEmpty()) {
            VariableReference guarded = guarded(text, name, nameEnd, braces.closing(dollar));
            if (guarded != null) {
                return guarded;
            }
        }
        boolean closed = nameEnd < text.length() && text.charAt(nameEnd) == '}';
        return new VariableReference(name, nameEnd + (closed ? 1 : 0), '\0', false, "");
    }

    @CheckForNull
    private static VariableReference guarded(String text, String name, int nameEnd, int closing) {
        boolean colon = nameEnd < text.length() && text.charAt(nameEnd) == ':';
        int operator = nameEnd + (colon ? 1 : 0);
        if (closing <= operator || text.charAt(operator) != '-' && text.charAt(operator) != '?') {
            return null;
        }
        String word = text.substring(operator + 1, closing);
        return new VariableReference(name, closing + 1, text.charAt(operator), colon, word);
    }

    private static boolean isNameCharacter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
    }

    @Override
    public String toString() {
        return "$" + name;
    }
}
