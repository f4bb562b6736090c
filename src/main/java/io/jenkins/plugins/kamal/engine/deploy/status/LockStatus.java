package io.jenkins.plugins.kamal.engine.deploy.status;

import io.jenkins.plugins.kamal.engine.protocol.DriftKind;
import io.jenkins.plugins.kamal.engine.shell.Output;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The deploy lock, as the primary host describes it.
 *
 * @param kind whether it has been held for so long that its owner may have forgotten it
 * @param text who holds it, and since when
 */
record LockStatus(DriftKind kind, String text) {

    private static final Duration STALE = Duration.ofHours(1);
    private static final Pattern SINCE = Pattern.compile("^Locked by: .* at (\\S+)$", Pattern.MULTILINE);

    /** Reads the details of the lock; empty if nobody holds it. */
    static Optional<LockStatus> of(Output answer, Instant now) {
        if (!answer.succeeded()) {
            return Optional.empty();
        }
        String details = answer.stdout().strip();
        if (details.isEmpty()) {
            return Optional.of(
                    new LockStatus(DriftKind.LOCK, "the deploy lock is held, but its details do not say by whom"));
        }
        Optional<Duration> age = since(details).map(since -> Duration.between(since, now));
        boolean stale = age.filter(held -> held.compareTo(STALE) > 0).isPresent();
        String text = age.map(held -> "the deploy lock has been held for " + held.toMinutes() + " minutes: ")
                        .orElse("the deploy lock is held: ")
                + details.replace("\n", "; ");
        return Optional.of(new LockStatus(stale ? DriftKind.STALE_LOCK : DriftKind.LOCK, text));
    }

    private static Optional<Instant> since(String details) {
        Matcher matcher = SINCE.matcher(details);
        try {
            return matcher.find() ? Optional.of(Instant.parse(matcher.group(1))) : Optional.empty();
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }
}
