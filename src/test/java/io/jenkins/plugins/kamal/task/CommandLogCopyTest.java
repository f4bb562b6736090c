package io.jenkins.plugins.kamal.task;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Run;
import io.jenkins.plugins.kamal.engine.protocol.InvocationDirectory;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import io.jenkins.plugins.kamal.run.deployment.Told;
import io.jenkins.plugins.kamal.step.FieldText;
import io.jenkins.plugins.kamal.step.KamalDeployStep;
import io.jenkins.plugins.kamal.task.invocation.InvocationFiles;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** The copy of the commands' log in the directory of the build, also if the controller is restarted while it copies. */
class CommandLogCopyTest {

    private static final int LINES = 40_000;

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TempDir
    private Path workspace;

    @Test
    void aCopyThatWasInterruptedIsReplacedAfterARestart() throws Throwable {
        String commands = IntStream.range(0, LINES)
                .mapToObj(line -> "2026-01-02T03:04:05Z [web-1] docker run " + line + "\n")
                .collect(Collectors.joining());
        sessions.then(jenkins -> {
            FreeStyleProject job = jenkins.createFreeStyleProject("shop");
            FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);
            Told.in(build).started("deploy", "shop", "", "v1", "web-1").finished(0, "", 900);
            build.save();
            InvocationFiles files = files(build);
            files.directory().mkdirs();
            Files.writeString(Path.of(files.directory().getRemote(), InvocationDirectory.COMMANDS), commands);

            copy(build, file -> new Interrupted(file, commands.length() / 2));

            assertThat(shown(jenkins, build)).hasSizeBetween(1, commands.length() - 1);
        });
        sessions.then(jenkins -> {
            FreeStyleBuild build = jenkins.jenkins
                    .getItemByFullName("shop", FreeStyleProject.class)
                    .getBuildByNumber(1);

            copy(build, file -> file);

            assertThat(shown(jenkins, build).equals(commands))
                    .as("every line, and each once")
                    .isTrue();
            files(build).delete();
            copy(build, file -> file);
            assertThat(shown(jenkins, build).equals(commands))
                    .as("a repetition without the files of the agent leaves the copy as it is")
                    .isTrue();
        });
    }

    private void copy(Run<?, ?> build, LogFilters filters) throws IOException, InterruptedException {
        MaskedLog mask = MaskedLog.of(build, new KamalDeployStep().request(FieldText.asWritten()));
        new CommandLogCopy(build, mask, filters).copy(files(build), invocation(build));
    }

    private InvocationFiles files(Run<?, ?> build) throws IOException {
        return new InvocationFiles(new FilePath(workspace.resolve("workspace").toFile()), invocation(build));
    }

    private static String invocation(Run<?, ?> build) {
        return build.getAction(DeploymentAction.class).getInvocation();
    }

    private static String shown(JenkinsRule jenkins, Run<?, ?> build) throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            return client.goTo(build.getUrl() + "kamal-commands/" + invocation(build) + "/commands.txt", "text/plain")
                    .getWebResponse()
                    .getContentAsString();
        }
    }

    /** A file that accepts so many bytes before the controller goes down. */
    private static final class Interrupted extends FilterOutputStream {

        private int left;

        Interrupted(OutputStream out, int left) {
            super(out);
            this.left = left;
        }

        @Override
        public void write(int one) throws IOException {
            if (left-- <= 0) {
                throw new IOException("the controller goes down");
            }
            out.write(one);
        }
    }
}
