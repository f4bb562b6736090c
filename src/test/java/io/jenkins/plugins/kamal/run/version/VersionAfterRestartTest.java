package io.jenkins.plugins.kamal.run.version;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.step.EmbeddedProject;
import io.jenkins.plugins.kamal.step.Pipelines;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** The version of a run outlives the controller's process. */
class VersionAfterRestartTest {

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TempDir
    private Path temporary;

    @Test
    void itIsTheSame() throws Throwable {
        try (EmbeddedProject project = new EmbeddedProject(temporary)) {
            Path go = temporary.resolve("go");
            sessions.then(jenkins -> {
                project.agent(jenkins, "one");
                WorkflowJob job = jenkins.createProject(WorkflowJob.class, "shop");
                job.setDefinition(Pipelines.definition("""
                        node('one') {
                          %s
                          writeFile file: 'page.txt', text: 'edited'
                          echo "is <${kamalVersion(uncommitted: 'mark')}>"
                          sh 'echo waiting; while [ ! -e %s ]; do sleep 0.5; done'
                          sh 'set +x; echo "is <$KAMAL_VERSION>"'
                          echo "is <${kamalVersion()}>"
                        }""".formatted(project.checkout(), go)));
                WorkflowRun run = job.scheduleBuild2(0).waitForStart();
                jenkins.waitForMessage("+ echo waiting", run);
            });
            sessions.then(jenkins -> {
                Files.createFile(go);
                WorkflowRun run = jenkins.jenkins
                        .getItemByFullName("shop", WorkflowJob.class)
                        .getBuildByNumber(1);
                jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
                String version = run.getAction(KamalVersionAction.class)
                        .getVersions()
                        .get(0)
                        .getVersion();
                assertThat(version).matches(project.commit() + "_uncommitted_[0-9a-f]{16}");
                assertThat(run.getLog(1000).stream()
                                .filter(line -> line.contains("is <"))
                                .map(line -> line.replaceFirst(".*is <", "")))
                        .containsExactly(version + ">", version + ">", version + ">");
            });
        }
    }
}
