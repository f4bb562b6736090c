package io.jenkins.plugins.kamal.engine.command.server;

import io.jenkins.plugins.kamal.engine.command.Timestamps;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/**
 * Who holds the deploy lock and why ({@code lock_details} of {@code lib/kamal/commands/lock.rb}).
 *
 * @param lockedBy the name of a person, or a text that replaces it
 * @param lockedAt the time, which is written with a precision of seconds
 * @param version the version that is being deployed
 * @param message the reason for the lock
 */
public record LockDetails(String lockedBy, Instant lockedAt, Version version, String message) {

    /**
     * The message of a lock that a deploy takes automatically; Kamal only waits ({@code --lock-wait}) for such locks.
     */
    public static final String AUTOMATIC = "Automatic deploy lock";

    private static final int BASE64_LINE = 60;

    /** Three lines, as {@code lock status} prints them. */
    public String text() {
        return "Locked by: " + lockedBy + " at " + Timestamps.of(lockedAt) + "\nVersion: " + version + "\nMessage: "
                + message;
    }

    /**
     * Whether a deploy took the lock automatically.
     *
     * @param text the details as {@code lock status} prints them
     */
    public static boolean isAutomatic(String text) {
        return text.strip().endsWith("\nMessage: " + AUTOMATIC);
    }

    /** The text in Base64 with lines of 60 characters, as Ruby's {@code Base64.encode64} writes it. */
    String encoded() {
        byte[] lineEnd = {'\n'};
        return Base64.getMimeEncoder(BASE64_LINE, lineEnd).encodeToString(text().getBytes(StandardCharsets.UTF_8))
                + "\n";
    }
}
