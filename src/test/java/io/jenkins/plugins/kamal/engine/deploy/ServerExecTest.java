package io.jenkins.plugins.kamal.engine.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.deploy.accessory.AccessoryExec;
import io.jenkins.plugins.kamal.engine.deploy.recording.SampleSession;
import io.jenkins.plugins.kamal.engine.deploy.run.ExecOptions;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerExecTest {

    private static final ExecOptions OPTIONS = new ExecOptions(false, true, false, false, Map.of());
    private static final String COMMAND = "login 'app secret value'";

    @TempDir
    Path directory;

    @Test
    void theAuditLogHoldsNoSecretOfACommand() {
        SampleSession sample = new SampleSession(directory).command("server");

        new ServerExec(sample.session(), COMMAND, OPTIONS).run();

        assertRedacted(sample);
    }

    @Test
    void theAuditLogHoldsNoSecretOfACommandInAnAccessory() {
        SampleSession sample = new SampleSession(directory).command("accessory");

        new AccessoryExec(sample.session(), "db", COMMAND, OPTIONS).run();

        assertRedacted(sample);
    }

    private static void assertRedacted(SampleSession sample) {
        assertThat(sample.recording().commands("audit.log"))
                .isNotEmpty()
                .allMatch(line -> line.contains("[REDACTED]") && !line.contains("app secret value"));
    }
}
