package io.jenkins.plugins.kamal.engine.secrets;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Knows the secrets of this process and takes them out of text that is about to be printed or recorded.
 *
 * <p>Safe for use by several threads; secrets may be added at any time. A secret of several lines is taken out
 * as a whole and line by line, because programs print it line by line; so are the forms it takes in a shell's
 * trace, in an address and in Base64. Values shorter than
 * {@value #SHORTEST} characters are left alone: taking them out would make text unreadable and hide nothing.
 */
public final class Redactor {

    private static final int SHORTEST = 3;

    /** Longest first, so that a secret which contains another one disappears whole. */
    private final Set<String> forms = new ConcurrentSkipListSet<>(
            Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    /** From now on this secret is taken out. */
    public void add(Secret secret) {
        String value = secret.reveal();
        addForm(value);
        addForm(value.strip());
        addForm(value.replace("'", "'\\''"));
        addForm(URLEncoder.encode(value, StandardCharsets.UTF_8));
        addForm(URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
        addForm(Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
        if (value.indexOf('\n') >= 0) {
            value.lines().map(String::strip).filter(line -> !isArmour(line)).forEach(this::addForm);
        }
    }

    /** From now on these secrets are taken out. */
    public void addAll(Iterable<Secret> secrets) {
        secrets.forEach(this::add);
    }

    /** The text with every known secret replaced by {@link Secret#REDACTION}. */
    public String redact(String text) {
        String redacted = text;
        for (String form : forms) {
            if (redacted.length() >= form.length() && redacted.contains(form)) {
                redacted = redacted.replace(form, Secret.REDACTION);
            }
        }
        return redacted;
    }

    /** Each of the texts, redacted. */
    public List<String> redact(List<String> texts) {
        return texts.stream().map(this::redact).toList();
    }

    /** "-----BEGIN OPENSSH PRIVATE KEY-----" is no secret. */
    private static boolean isArmour(String line) {
        return line.startsWith("-----") && line.endsWith("-----");
    }

    private void addForm(String form) {
        if (form.length() >= SHORTEST) {
            forms.add(form);
        }
    }
}
