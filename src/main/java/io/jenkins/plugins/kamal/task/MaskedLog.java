package io.jenkins.plugins.kamal.task;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.kamal.credentials.EngineCredentials;
import io.jenkins.plugins.kamal.engine.cli.Handover;
import io.jenkins.plugins.kamal.engine.secret.Secret;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.credentialsbinding.masking.SecretPatterns;

/**
 * The build's log with the handed-over secrets masked in it: a second net under the engine's own redaction, for what the
 * launcher or Java print beside it.
 */
final class MaskedLog implements AutoCloseable {

    private final OutputStream stream;

    private MaskedLog(OutputStream stream) {
        this.stream = stream;
    }

    static MaskedLog of(TaskListener listener, Run<?, ?> run, EngineRequest request) {
        List<String> secrets = secrets(run, request);
        OutputStream log = new KeptOpen(listener.getLogger());
        if (secrets.isEmpty()) {
            return new MaskedLog(log);
        }
        Pattern pattern = SecretPatterns.getAggregateSecretPattern(secrets);
        return new MaskedLog(new SecretPatterns.MaskingOutputStream(log, () -> pattern, StandardCharsets.UTF_8.name()));
    }

    OutputStream stream() {
        return stream;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }

    /** The credentials may have been removed since the start; then there is nothing to look for any more. */
    private static List<String> secrets(Run<?, ?> run, EngineRequest request) {
        try {
            Handover handover = EngineCredentials.handover(run, request.access());
            return handover.all().stream().map(Secret::reveal).toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The log belongs to the build. */
    private static final class KeptOpen extends FilterOutputStream {

        KeptOpen(OutputStream log) {
            super(log);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
