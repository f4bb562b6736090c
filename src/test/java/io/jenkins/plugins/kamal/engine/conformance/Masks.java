package io.jenkins.plugins.kamal.engine.conformance;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What differs from run to run, also of the same program: random parts, ids, times. */
final class Masks {

    private static final Map<Pattern, String> PATTERNS = new LinkedHashMap<>();

    static {
        mask("_replaced_[0-9a-f]{16}", "_replaced_*");
        mask("_uncommitted_[0-9a-f]{16}", "_uncommitted_*");
        mask("(10\\.99\\.0\\.\\d+)-[0-9a-f]{12}", "$1-*");
        mask("(-exec-\\S+)-[0-9a-f]{6}(?![0-9a-f])", "$1-*");
        mask("(--target=)[0-9a-f]{12}:", "$1ID:");
        mask("^[0-9a-f]{12}$|^[0-9a-f]{64}$", "ID");
        mask("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ", "TIME");
        mask("/\\S*/lab-server\\d+/home", "HOME");
    }

    private Masks() {}

    private static void mask(String pattern, String replacement) {
        PATTERNS.put(Pattern.compile(pattern), replacement);
    }

    static String mask(String text) {
        String masked = text;
        for (Map.Entry<Pattern, String> entry : PATTERNS.entrySet()) {
            masked = entry.getKey().matcher(masked).replaceAll(entry.getValue());
        }
        return masked;
    }
}
