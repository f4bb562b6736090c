package io.jenkins.plugins.kamal.engine.shell.ssh.hostkey;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One line of a known_hosts file; what may stand there is described in sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT".
 *
 * @param where file and line number, for messages
 * @param marker {@code @revoked}, {@code @cert-authority}, or nothing
 * @param hosts names, patterns, or one hashed name
 * @param key the key
 */
public record KnownHostLine(String where, String marker, String hosts, HostKey key) {

    /** Marker, hosts, type, key, and what else there is. */
    private static final int MOST_WORDS = 5;

    private static final Pattern COMMA = Pattern.compile(",");

    static final String REVOKED = "@revoked";
    static final String AUTHORITY = "@cert-authority";

    /** Reads a line; nothing for an empty line, a comment, or what is no key. */
    static Optional<KnownHostLine> parse(String where, String line) {
        String text = line.strip();
        String[] words = text.split("\\s+", MOST_WORDS);
        int first = text.startsWith("@") ? 1 : 0;
        if (text.startsWith("#") || words.length < first + 3) {
            return Optional.empty();
        }
        String marker = first == 1 ? words[0] : "";
        return HostKey.decode(words[first + 2]).map(key -> new KnownHostLine(where, marker, words[first], key));
    }

    /** Whether the line speaks of this host. */
    boolean matches(String host, int port) {
        String name = KnownHosts.nameOf(host, port).toLowerCase(Locale.ROOT);
        return hosts.startsWith("|1|") ? matchesHash(name) : matchesPatterns(name);
    }

    boolean isPlain() {
        return marker.isEmpty();
    }

    private boolean matchesHash(String name) {
        String[] parts = hosts.split("\\|", MOST_WORDS);
        if (parts.length != 4) {
            return false;
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(parts[2]), "HmacSHA1"));
            byte[] hash = mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
            return MessageDigest.isEqual(hash, Base64.getDecoder().decode(parts[3]));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private boolean matchesPatterns(String name) {
        boolean matched = false;
        Iterable<String> patterns = COMMA.splitAsStream(hosts.toLowerCase(Locale.ROOT))::iterator;
        for (String pattern : patterns) {
            boolean negated = pattern.startsWith("!");
            if (Glob.matches(negated ? pattern.substring(1) : pattern, name)) {
                if (negated) {
                    return false;
                }
                matched = true;
            }
        }
        return matched;
    }

    /** The {@code *} and {@code ?} of OpenSSH's host patterns. */
    public static final class Glob {

        private Glob() {}

        /** Goes back to the last {@code *} only, so that a pattern full of them takes no long time. */
        public static boolean matches(String pattern, String name) {
            int star = -1;
            int taken = 0;
            int inPattern = 0;
            int inName = 0;
            while (inName < name.length()) {
                if (inPattern < pattern.length() && pattern.charAt(inPattern) == '*') {
                    star = inPattern++;
                    taken = inName;
                } else if (inPattern < pattern.length() && fits(pattern.charAt(inPattern), name.charAt(inName))) {
                    inPattern++;
                    inName++;
                } else if (star >= 0) {
                    inPattern = star + 1;
                    inName = ++taken;
                } else {
                    return false;
                }
            }
            return pattern.substring(inPattern).chars().allMatch(c -> c == '*');
        }

        private static boolean fits(char inPattern, char inName) {
            return inPattern == '?' || inPattern == inName;
        }
    }
}
