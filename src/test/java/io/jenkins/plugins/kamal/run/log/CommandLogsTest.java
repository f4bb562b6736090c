package io.jenkins.plugins.kamal.run.log;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Run;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** How much a job can write into the directory of a build through the logs of all commands. */
@WithJenkins
class CommandLogsTest {

    @Test
    void neitherTheirNumberNorTheirSumIsUnlimited(JenkinsRule jenkins) throws Exception {
        Run<?, ?> many = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject());
        for (int i = 0; i < CommandLogs.MOST; i++) {
            assertThat(isCreated(many, UUID.randomUUID().toString())).isTrue();
        }
        assertThat(isCreated(many, UUID.randomUUID().toString())).isFalse();

        Run<?, ?> large = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject());
        String first = UUID.randomUUID().toString();
        assertThat(isCreated(large, first)).isTrue();
        Path file = large.getRootDir().toPath().resolve("kamal-commands/" + first + ".log");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(CommandLogs.MOST_BYTES);
        }
        assertThat(isCreated(large, UUID.randomUUID().toString())).isFalse();
        assertThat(isCreated(large, first)).as("a repetition replaces the copy").isTrue();
        assertThat(Files.size(file)).isZero();
    }

    private static boolean isCreated(Run<?, ?> run, String invocation) throws Exception {
        Optional<OutputStream> created = new CommandLogs(run).create(invocation);
        if (created.isPresent()) {
            created.get().close();
        }
        return created.isPresent();
    }
}
