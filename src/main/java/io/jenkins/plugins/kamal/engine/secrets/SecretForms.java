package io.jenkins.plugins.kamal.engine.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * The forms in which programs print a secret: unchanged, or in the encodings of shells, JSON, XML, URLs, Base64 and
 * hex.
 */
final class SecretForms {

    /** The characters that stay unchanged in a URL: RFC 3986, Java and forms, JavaScript. */
    private static final List<String> UNRESERVED = List.of("-._~", "-._*", "-_.!~*'()", "-._~/");

    /** The columns at which {@code base64}, PEM and {@code xxd -p} break lines. */
    private static final List<Integer> COLUMNS = List.of(76, 64, 60);

    /** The minimum length of a part of a longer encoded text that is treated as the secret. */
    private static final int SHORTEST_PART = 6;

    private static final String SHELL_SAFE = "_-.,:+/@%=";

    private final Set<Form> forms = new LinkedHashSet<>();

    private SecretForms() {}

    /**
     * A text to look for.
     *
     * @param before how many Base64 characters before the text, 0 or 1, also contain bits of the secret
     * @param after how many Base64 characters after the text, 0 or 1, also contain bits of the secret
     */
    record Form(String text, int before, int after) {}

    static Set<Form> of(String value) {
        SecretForms all = new SecretForms();
        all.addText(value);
        all.addText(value.strip());
        all.addEncoded(value);
        all.addEncoded(value.strip());
        all.addEncoded(value + "\n");
        if (value.indexOf('\n') >= 0) {
            value.lines()
                    .map(String::strip)
                    .filter(line -> !isArmour(line) && line.length() >= Redactor.SHORTEST)
                    .forEach(all::addText);
        }
        return all.forms;
    }

    /** Whether a line is a marker such as "-----BEGIN OPENSSH PRIVATE KEY-----", which is not a secret. */
    private static boolean isArmour(String line) {
        return line.startsWith("-----") && line.endsWith("-----");
    }

    private void addText(String value) {
        add(value);
        add(value.replace("'", "'\\''"));
        add(value.replaceAll("([\\\\\"$`])", "\\\\$1"));
        add(escaped(value, c -> isLetterOrDigit(c) || SHELL_SAFE.indexOf(c) >= 0 ? null : "\\" + (char) c));
        add(json(value, c -> null));
        add(json(value, c -> c == '/' ? "\\/" : null));
        // Go escapes characters with a meaning in HTML; Python and Java escape characters that are not ASCII.
        add(json(value, c -> "<>&\u2028\u2029".indexOf(c) >= 0 ? unicode(c) : null));
        add(json(value, c -> "<>&".indexOf(c) >= 0 || c > '~' ? unicode(c) : null));
        add(json(value, c -> c > '~' ? unicode(c) : null));
        add(json(value, c -> c > '~' ? unicode(c).toUpperCase(Locale.ROOT).replace("\\U", "\\u") : null));
        String xml = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        add(xml);
        add(xml.replace("\"", "&quot;").replace("'", "&#39;"));
        add(xml.replace("\"", "&#34;").replace("'", "&#39;"));
        UNRESERVED.forEach(unreserved -> {
            addPercent(value, unreserved, false);
            addPercent(value, unreserved, true);
        });
    }

    private void addPercent(String value, String unreserved, boolean lowerCase) {
        StringBuilder text = new StringBuilder();
        for (byte b : value.getBytes(UTF_8)) {
            char c = (char) (b & 0xff);
            String hex = String.format(Locale.ROOT, lowerCase ? "%%%02x" : "%%%02X", (int) c);
            text.append(isLetterOrDigit(c) || unreserved.indexOf(c) >= 0 ? String.valueOf(c) : hex);
        }
        add(text.toString());
        add(text.toString().replace("%20", "+"));
    }

    private void addEncoded(String value) {
        byte[] bytes = value.getBytes(UTF_8);
        String hex = HexFormat.of().formatHex(bytes);
        addWrapped(hex);
        addWrapped(hex.toUpperCase(Locale.ROOT));
        for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
            addWrapped(encoder.encodeToString(bytes));
            addWrapped(encoder.withoutPadding().encodeToString(bytes));
            for (int offset = 0; offset < 3; offset++) {
                addInside(encoder.withoutPadding(), bytes, offset);
            }
        }
    }

    /** Adds the secret between other bytes, such as the password in the Base64 form of {@code user:password}. */
    private void addInside(Base64.Encoder encoder, byte[] bytes, int offset) {
        byte[] shifted = new byte[offset + bytes.length];
        System.arraycopy(bytes, 0, shifted, offset, bytes.length);
        String encoded = encoder.encodeToString(shifted);
        boolean partialEnd = shifted.length % 3 != 0;
        int begin = offset == 0 ? 0 : offset + 1;
        int end = encoded.length() - (partialEnd ? 1 : 0);
        if (end - begin >= SHORTEST_PART) {
            forms.add(new Form(encoded.substring(begin, end), offset == 0 ? 0 : 1, partialEnd ? 1 : 0));
        }
    }

    private void addWrapped(String text) {
        add(text);
        for (int columns : COLUMNS) {
            for (int from = 0; text.length() > columns && from < text.length(); from += columns) {
                String part = text.substring(from, Math.min(text.length(), from + columns));
                if (part.length() >= SHORTEST_PART) {
                    add(part);
                }
            }
        }
    }

    private void add(String text) {
        forms.add(new Form(text, 0, 0));
    }

    private static String json(String value, IntFunction<String> more) {
        return escaped(value, c -> switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            default -> c < ' ' ? unicode(c) : more.apply(c);
        });
    }

    private static String unicode(int c) {
        return String.format(Locale.ROOT, "\\u%04x", c);
    }

    private static String escaped(String value, IntFunction<String> escape) {
        return value.chars()
                .mapToObj(c -> {
                    String escaped = escape.apply(c);
                    return escaped == null ? String.valueOf((char) c) : escaped;
                })
                .collect(Collectors.joining());
    }

    private static boolean isLetterOrDigit(int c) {
        return c < 128 && Character.isLetterOrDigit(c);
    }
}
