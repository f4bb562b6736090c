package io.jenkins.plugins.kamal.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.kamal.run.version.KamalVersionAction;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Whatever contradicts the run's version is refused by name, before an image is built or a server is asked anything.
 */
@WithJenkins
class ContradictionTest {

    @TempDir
    private static Path temporary;

    private static JenkinsRule jenkins;
    private static EmbeddedProject project;
    private long buildsBefore;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        project = new EmbeddedProject(temporary);
        project.configure();
        project.agent(jenkins, "one");
        project.agent(jenkins, "two");
    }

    @AfterAll
    static void stop() {
        project.close();
    }

    @BeforeEach
    void forget() throws Exception {
        project.forget();
        buildsBefore = project.builds();
    }

    @Test
    void theSamePipelineWithoutAContradictionDeploys() throws Exception {
        WorkflowRun run = Pipelines.run(jenkins, """
                node('one') {
                  %s
                  kamalVersion()
                  kamalDeploy(%s)
                }""".formatted(project.checkout(), EmbeddedProject.access()));

        jenkins.assertBuildStatusSuccess(run);
        String version = project.commit();
        assertThat(project.builds()).isEqualTo(buildsBefore + 1);
        assertThat(project.registry().tags(EmbeddedProject.IMAGE)).contains(version);
        assertThat(project.server().docker().states()).containsEntry("shop-web-" + version, "running");
        assertThat(project.hooks()).contains("pre-build " + version, "post-deploy " + version);
    }

    @Test
    void headMoved() throws Exception {
        String first = project.commit();
        WorkflowRun run = Pipelines.run(jenkins, """
                node('one') {
                  %s
                  kamalVersion()
                  sh 'git -c user.name=l -c user.email=l@l commit -q --allow-empty -m moved; echo "now <$(git rev-parse HEAD)>"'
                  kamalDeploy(%s)
                }""".formatted(project.checkout(), EmbeddedProject.access()));

        assertRefused(run, first, printed("now", run));
    }

    @Test
    void anotherCommitOnAnotherAgent() throws Exception {
        String first = project.commit();
        WorkflowRun run =
                Pipelines.run(jenkins, """
                node('one') {
                  %s
                  kamalVersion()
                }
                node('two') {
                  %s
                  sh 'git -c user.name=l -c user.email=l@l commit -q --allow-empty -m moved; echo "now <$(git rev-parse HEAD)>"'
                  kamalDeploy(%s)
                }""".formatted(project.checkout(), project.checkout(), EmbeddedProject.access()));

        String moved = printed("now", run);
        assertRefused(run, first, moved);
    }

    @Test
    void withEnv() throws Exception {
        assertRefused(withVersionThen("withEnv(['KAMAL_VERSION=other-one']) { kamalDeploy(%s) }"), "other-one");
    }

    @Test
    void withEnvAroundTheFirstStep() throws Exception {
        WorkflowRun run = Pipelines.run(jenkins, """
                node('one') {
                  %s
                  withEnv(['KAMAL_VERSION=other-one']) { kamalDeploy(%s) }
                }""".formatted(project.checkout(), EmbeddedProject.access()));
        assertRefused(run, "other-one", project.commit());
        assertThat(run.getAction(KamalVersionAction.class)).isNull();
    }

    @Test
    void environmentAssigned() throws Exception {
        assertRefused(withVersionThen("env.KAMAL_VERSION = 'other-one'; kamalDeploy(%s)"), "other-one");
    }

    @Test
    void buildParameter() throws Exception {
        WorkflowRun run = Pipelines.runWithParameter(
                jenkins, "KAMAL_VERSION", "other-one", """
                node('one') {
                  %s
                  kamalDeploy(%s)
                }""".formatted(project.checkout(), EmbeddedProject.access()));
        assertRefused(run, "other-one", project.commit());
    }

    @Test
    void conflictingVersion() throws Exception {
        assertRefused(withVersionThen("kamalDeploy(version: 'other-one', %s)"), "other-one");
    }

    @Test
    void markedContentChanged() throws Exception {
        WorkflowRun run = Pipelines.run(jenkins, """
                node('one') {
                  %s
                  writeFile file: 'page.txt', text: 'edited'
                  def version = kamalVersion(uncommitted: 'mark')
                  echo "first <${version}>"
                  writeFile file: 'page.txt', text: 'edited again'
                  kamalDeploy(%s)
                }""".formatted(project.checkout(), EmbeddedProject.access()));
        String first = printed("first", run);
        assertThat(first).matches(project.commit() + "_uncommitted_[0-9a-f]{16}");
        assertRefused(run, first);
        assertThat(marks(run)).hasSize(2);
    }

    @Test
    void markedContentUndone() throws Exception {
        WorkflowRun run = Pipelines.run(jenkins, """
                node('one') {
                  %s
                  writeFile file: 'page.txt', text: 'edited'
                  kamalVersion(uncommitted: 'mark')
                  sh 'git checkout -q page.txt'
                  kamalDeploy(%s)
                }""".formatted(project.checkout(), EmbeddedProject.access()));
        assertRefused(run, project.commit() + " without changes");
        assertThat(marks(run)).hasSize(1);
    }

    @Test
    void cleanContentChangedUnderMark() throws Exception {
        WorkflowRun run = Pipelines.run(jenkins, """
                node('one') {
                  %s
                  kamalVersion(uncommitted: 'mark')
                  writeFile file: 'page.txt', text: 'edited'
                  kamalDeploy(%s)
                }""".formatted(project.checkout(), EmbeddedProject.access()));
        assertRefused(run, project.commit());
        assertThat(marks(run)).hasSize(1);
    }

    @Test
    void cleanContentChangedUnderFail() throws Exception {
        WorkflowRun run = Pipelines.run(jenkins, """
                node('one') {
                  %s
                  kamalVersion(uncommitted: 'fail')
                  writeFile file: 'page.txt', text: 'edited'
                  kamalDeploy(%s)
                }""".formatted(project.checkout(), EmbeddedProject.access()));
        assertRefused(run, project.commit());
    }

    /** The policy of the later step counts too, though the version is there already. */
    @Test
    void laterStepFailsOnChanges() throws Exception {
        WorkflowRun run = Pipelines.run(jenkins, """
                node('one') {
                  %s
                  writeFile file: 'page.txt', text: 'edited'
                  kamalVersion(uncommitted: 'ignore')
                  kamalDeploy(uncommitted: 'fail', %s)
                }""".formatted(project.checkout(), EmbeddedProject.access()));
        assertRefused(run, project.commit());
    }

    /** What is built here is the workspace, not a clone; the version was asked for with a configuration that clones. */
    @Test
    void laterStepBuildsTheChangedWorkspace() throws Exception {
        WorkflowRun run = Pipelines.run(jenkins, """
                node('one') {
                  %s
                  writeFile file: 'page.txt', text: 'edited'
                  kamalVersion()
                  kamalDeploy(configFile: 'config/here.yml', %s)
                }""".formatted(project.checkout(), EmbeddedProject.access()));
        assertRefused(run, project.commit());
        assertThat(marks(run)).hasSize(1);
    }

    @Test
    void laterStepWithAPolicyThatIsNone() throws Exception {
        assertRefused(
                withVersionThen("kamalDeploy(uncommitted: 'never', %s)"),
                "'never' is not a policy",
                "ignore, fail, mark");
    }

    private static WorkflowRun withVersionThen(String then) throws Exception {
        WorkflowRun run = Pipelines.run(
                jenkins,
                "node('one') {\n" + project.checkout() + "kamalVersion()\n" + then.formatted(EmbeddedProject.access())
                        + "\n}");
        assertThat(run.getAction(KamalVersionAction.class).getVersions())
                .singleElement()
                .satisfies(version -> assertThat(version.getVersion()).isEqualTo(project.commit()));
        if (!then.contains("never")) {
            jenkins.assertLogContains(project.commit() + ", from commit " + project.commit(), run);
        }
        return run;
    }

    private void assertRefused(WorkflowRun run, String... named) throws Exception {
        jenkins.assertBuildStatus(Result.FAILURE, run);
        String error = error(run);
        assertThat(error).contains(named);
        assertThat(project.server().commands()).as("commands on the server").isEmpty();
        assertThat(project.hooks()).as("hooks").isEmpty();
        assertThat(project.builds()).as("builds").isEqualTo(buildsBefore);
        Pipelines.assertNothingDeployed(run);
    }

    /** What the Pipeline printed as {@code name <value>}. */
    private static String printed(String name, WorkflowRun run) throws Exception {
        return JenkinsRule.getLog(run)
                .lines()
                .filter(line -> line.matches(name + " <\\S+>"))
                .map(line -> line.substring(name.length() + 2, line.length() - 1))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private static String error(WorkflowRun run) throws Exception {
        String log = JenkinsRule.getLog(run);
        return log.substring(log.indexOf("ERROR: "));
    }

    private static Set<String> marks(WorkflowRun run) throws Exception {
        return Pattern.compile("[0-9a-f]{40}_uncommitted_[0-9a-f]{16}")
                .matcher(error(run))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }
}
