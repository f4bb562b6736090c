package io.jenkins.plugins.kamal.engine.deploy.plan;

import io.jenkins.plugins.kamal.engine.command.plan.StateQuestions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Computes digests of variables in the same way as {@link StateQuestions#describe} does on the servers. */
record VariableDigest(String salt) {

    private static final int FIRST_PRINTABLE = 0x20;

    /**
     * Whether a digest belongs to this variable. Docker releases differ in whether their JSON escapes {@code <},
     * {@code >} and {@code &}.
     */
    boolean matches(String digest, String name, String value) {
        String variable = name + "=" + value;
        return digest.equals(of(variable, false)) || digest.equals(of(variable, true));
    }

    private String of(String variable, boolean escapesHtml) {
        return sha256(salt + goJson(variable, escapesHtml)).substring(0, StateQuestions.DIGEST_LENGTH);
    }

    static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** A string as Go's {@code encoding/json} writes it. */
    private static String goJson(String text, boolean escapesHtml) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean html = escapesHtml && (c == '<' || c == '>' || c == '&');
            if (html || c == '\u2028' || c == '\u2029') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(escaped(c));
            }
        }
        return json.append('"').toString();
    }

    private static String escaped(char c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            default -> c < FIRST_PRINTABLE ? String.format("\\u%04x", (int) c) : String.valueOf(c);
        };
    }
}
