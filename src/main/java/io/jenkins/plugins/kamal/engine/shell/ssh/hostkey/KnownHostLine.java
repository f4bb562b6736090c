package io.jenkins.plugins.kamal.engine.shell.ssh.hostkey;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.sshd.client.config.hosts.KnownHostHashValue;

/**
 * One line of a known_hosts file. sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT", describes the format.
 *
 * @param where file and line number, for messages
 * @param marker {@code @revoked}, {@code @cert-authority}, or null if the line has no marker
 * @param hosts names, patterns, or one hashed name
 * @param key the key
 */
record KnownHostLine(String where, @CheckForNull String marker, String hosts, HostKey key) {

    /** Marker, hosts, type, key, and the rest. */
    private static final int MOST_WORDS = 5;

    /** More than a salt and a hash of 20 bytes each have in base64. */
    private static final int LONGEST_HASH = 100;

    private static final Pattern COMMA = Pattern.compile(",");

    static final String REVOKED = "@revoked";
    static final String AUTHORITY = "@cert-authority";

    /** Reads a line; empty for an empty line, a comment, or a line without a key. */
    static Optional<KnownHostLine> parse(String where, String line) {
        String text = line.strip();
        String[] words = text.split("\\s+", MOST_WORDS);
        int first = text.startsWith("@") ? 1 : 0;
        if (text.startsWith("#") || words.length < first + 3) {
            return Optional.empty();
        }
        String marker = first == 1 ? words[0] : null;
        return HostKey.decode(words[first + 2]).map(key -> new KnownHostLine(where, marker, words[first], key));
    }

    /** Whether the line is about this host. */
    boolean matches(String host, int port) {
        String name = KnownHosts.nameOf(host, port).toLowerCase(Locale.ROOT);
        return hosts.startsWith("|1|") ? matchesHash(host.toLowerCase(Locale.ROOT), port) : matchesPatterns(name);
    }

    boolean isPlain() {
        return marker == null;
    }

    /** MINA hashes the same name: {@code [host]:port} for every port other than 22. */
    private boolean matchesHash(String host, int port) {
        try {
            return hosts.length() <= LONGEST_HASH
                    && KnownHostHashValue.parse(hosts).isHostMatch(host, port);
        } catch (RuntimeException e) {
            // It is not a hash, so the line names no host.
            return false;
        }
    }

    private boolean matchesPatterns(String name) {
        return HostPatterns.match(COMMA.splitAsStream(hosts)::iterator, name);
    }
}
