package io.jenkins.plugins.kamal.ledger;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/**
 * What a page of the ledger is about.
 *
 * @param service the service
 * @param destination the destination, or empty
 */
record LedgerKey(String service, String destination) implements Comparable<LedgerKey> {

    private static final Comparator<LedgerKey> ORDER =
            Comparator.comparing(LedgerKey::service).thenComparing(LedgerKey::destination);

    /** A file name of its own for each key, on file systems that know no case too; names are not trusted. */
    String fileName() {
        return encoded(service) + (destination.isEmpty() ? "" : "@" + encoded(destination)) + ".xml";
    }

    private static String encoded(String name) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
            boolean plain =
                    octet >= 'a' && octet <= 'z' || octet >= '0' && octet <= '9' || octet == '-' || octet == '_';
            if (plain) {
                encoded.append((char) octet);
            } else {
                encoded.append(String.format("%%%02x", octet));
            }
        }
        return encoded.toString();
    }

    @Override
    public int compareTo(LedgerKey other) {
        return ORDER.compare(this, other);
    }
}
