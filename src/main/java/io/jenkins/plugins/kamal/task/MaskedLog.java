package io.jenkins.plugins.kamal.task;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.kamal.credentials.DestinationAccess;
import io.jenkins.plugins.kamal.credentials.EngineCredentials;
import io.jenkins.plugins.kamal.global.DestinationRules;
import io.jenkins.plugins.kamal.task.feed.VisibleEscapes;
import io.jenkins.plugins.kamal.task.request.EngineRequest;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jenkinsci.plugins.credentialsbinding.masking.SecretPatterns;

/**
 * The log of a build with the secrets of the request masked. The engine redacts its own output; this class also covers
 * the output of the launcher and of Java.
 */
final class MaskedLog {

    @CheckForNull
    private final Pattern secrets;

    private MaskedLog(@CheckForNull Pattern secrets) {
        this.secrets = secrets;
    }

    /** The mask for the credentials of a request, which are looked up once, here. */
    static MaskedLog of(Run<?, ?> run, EngineRequest request) {
        List<String> secrets = secrets(run, request);
        return new MaskedLog(secrets.isEmpty() ? null : SecretPatterns.getAggregateSecretPattern(secrets));
    }

    /**
     * The masked log. Close it to flush it; the log itself stays open.
     *
     * @param last receives the last line that is written
     */
    OutputStream over(TaskListener listener, LastLogLine last) {
        return over(listener.getLogger(), last);
    }

    /** The same for another log. */
    OutputStream over(OutputStream target, LastLogLine last) {
        OutputStream log = new KeptOpen(target, last);
        return secrets == null
                ? log
                : new SecretPatterns.MaskingOutputStream(log, () -> secrets, StandardCharsets.UTF_8.name());
    }

    /**
     * The secrets to mask, including those of all settings for the destination: only the start of the engine knows
     * which settings apply.
     */
    private static List<String> secrets(Run<?, ?> run, EngineRequest request) {
        return DestinationRules.of(run.getParent(), request.source().destination())
                .possibleAccess()
                .map(DestinationAccess::credentialsOnly)
                .distinct()
                .flatMap(destination -> secrets(run, request, destination))
                .distinct()
                .toList();
    }

    /** The secrets of a request. There are none if the credentials were removed since the start. */
    private static Stream<String> secrets(Run<?, ?> run, EngineRequest request, DestinationAccess destination) {
        try {
            return EngineCredentials.secrets(run, request.access(), destination).stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    /** Leaves the log open, because it belongs to the build, and remembers its last line. */
    private static final class KeptOpen extends FilterOutputStream {

        private final LastLogLine last;

        KeptOpen(OutputStream log, LastLogLine last) {
            super(log);
            this.last = last;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            byte[] shown = VisibleEscapes.in(bytes, offset, length);
            out.write(shown);
            last.take(shown, 0, shown.length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
