package io.jenkins.plugins.kamal.destination;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.util.FormValidation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The lines of a {@code known_hosts} file, checked before they are saved; see {@code sshd(8)}, "SSH_KNOWN_HOSTS FILE
 * FORMAT".
 */
public final class HostKeyLines {

    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final List<String> MARKERS = List.of("@cert-authority", "@revoked");

    private HostKeyLines() {}

    /** What is wrong with the first bad line, or null if every line is a host key, a comment or blank. */
    @CheckForNull
    public static String problem(String text) {
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String problem = problemOf(lines.get(i).strip());
            if (problem != null) {
                return Messages.HostKeyLines_invalid(i + 1, problem);
            }
        }
        return null;
    }

    /** The result for a form: what is wrong with the first bad line, or the names and fingerprints of all keys. */
    public static FormValidation validate(@CheckForNull String text) {
        String lines = Util.fixNull(text);
        String problem = problem(lines);
        if (problem != null) {
            return FormValidation.error(problem);
        }
        List<String> keys = lines.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(HostKeyLines::nameAndFingerprint)
                .toList();
        return keys.isEmpty() ? FormValidation.ok() : FormValidation.ok(String.join("\n", keys));
    }

    /** The key in the format of {@code ssh-keygen -l}, so that users can compare it with what the server prints. */
    private static String nameAndFingerprint(String line) {
        String[] words = SPACES.split(line);
        int first = words[0].startsWith("@") ? 1 : 0;
        byte[] key = Base64.getDecoder().decode(words[first + 2]);
        return words[first] + " " + words[first + 1] + " SHA256:"
                + Base64.getEncoder().withoutPadding().encodeToString(DigestUtils.sha256(key));
    }

    @CheckForNull
    private static String problemOf(String line) {
        if (line.isEmpty() || line.startsWith("#")) {
            return null;
        }
        String[] words = SPACES.split(line);
        int first = words[0].startsWith("@") ? 1 : 0;
        if (first == 1 && !MARKERS.contains(words[0])) {
            return Messages.HostKeyLines_marker(words[0], String.join(", ", MARKERS));
        }
        if (words.length < first + 3) {
            return Messages.HostKeyLines_incomplete();
        }
        String type = words[first + 1];
        return type.equals(typeIn(words[first + 2])) ? null : Messages.HostKeyLines_otherType(type);
    }

    /** The type that an encoded key contains; null if the text is not a key. */
    @CheckForNull
    private static String typeIn(String encoded) {
        try {
            ByteBuffer key = ByteBuffer.wrap(Base64.getDecoder().decode(encoded));
            int length = key.remaining() < Integer.BYTES ? -1 : key.getInt();
            if (length <= 0 || length >= key.remaining()) {
                return null;
            }
            byte[] type = new byte[length];
            key.get(type);
            return new String(type, StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
