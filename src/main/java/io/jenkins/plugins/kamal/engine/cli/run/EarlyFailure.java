package io.jenkins.plugins.kamal.engine.cli.run;

import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.EventFile;
import io.jenkins.plugins.kamal.engine.protocol.InvocationDirectory;
import io.jenkins.plugins.kamal.engine.secrets.Redactor;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * A failure before any command has begun, such as an unknown option. The plugin gets the reason as an event, as it does
 * for the failure of a command.
 */
public final class EarlyFailure {

    private final ProcessContext process;
    private final List<String> words;
    private final Redactor redactor = new Redactor();

    /**
     * A failure of a command line.
     *
     * @param words the words, which need not be valid
     */
    public EarlyFailure(ProcessContext process, List<String> words) {
        this.process = process;
        this.words = List.copyOf(words);
    }

    /** Reports the failure to people and to the plugin, and returns the exit status. */
    public int tell(Failure failure) {
        boolean verbose = words.contains("-v") || words.contains("--verbose");
        Optional<InvocationDirectory> invocation = invocation();
        invocation.ifPresent(this::learnSecrets);
        Failure told = failure.withTrace(
                new FaultTrace.Destination(process.temporaryDirectory(), process.err(), verbose, redactor));
        boolean reported = invocation.isPresent() && record(invocation.get(), told);
        return reported ? told.tellUnlessReported(redactor, process.err()) : told.tell(redactor, process.err());
    }

    /** Also deletes the file of secrets, because no command will do so. */
    private void learnSecrets(InvocationDirectory invocation) {
        try {
            redactor.addAll(invocation.takeHandover().all());
        } catch (RuntimeException unreadable) {
            // The failure that is told comes before any use of the secrets; the file is deleted all the same.
            return;
        }
    }

    /** Reports the failure to the plugin; returns whether that was possible. */
    private boolean record(InvocationDirectory invocation, Failure told) {
        try {
            invocation.claim();
            try (EventFile events = new EventFile(invocation.events(), redactor, Clock.systemUTC())) {
                events.tell(new DeployEvent.CommandFinished(told.exitStatus(), told.message(), told.topic(), 0));
            }
            return true;
        } catch (IOException e) {
            process.err().println("WARNING: The plugin cannot be told why: " + SystemReason.of(e));
            return false;
        }
    }

    /**
     * The invocation of the command line; empty if a command has claimed it already, because that command reports its
     * own failure.
     */
    private Optional<InvocationDirectory> invocation() {
        return value().map(process.directory()::resolve)
                .map(InvocationDirectory::new)
                .filter(found -> !found.isLost());
    }

    private Optional<String> value() {
        for (int at = 0; at < words.size(); at++) {
            String word = words.get(at);
            if (word.startsWith(GlobalOptions.INVOCATION + "=")) {
                return Optional.of(word.substring(GlobalOptions.INVOCATION.length() + 1));
            }
            if (word.equals(GlobalOptions.INVOCATION) && at + 1 < words.size()) {
                return Optional.of(words.get(at + 1));
            }
        }
        return Optional.empty();
    }
}
