package io.jenkins.plugins.kamal.run.version;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.kamal.step.EmbeddedProject;
import io.jenkins.plugins.kamal.step.Pipelines;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What the version of a run is, and who sees it. */
@WithJenkins
class RunVersionTest {

    private static final String MARK = "_uncommitted_[0-9a-f]{16}";

    @TempDir
    private static Path temporary;

    private static JenkinsRule jenkins;
    private static EmbeddedProject project;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        project = new EmbeddedProject(temporary);
        project.agent(jenkins, "one");
        project.agent(jenkins, "two");
    }

    @AfterAll
    static void stop() {
        project.close();
    }

    @Test
    void byDefaultTheCommitWhereACloneIsBuilt() throws Exception {
        assertThat(version(edited("kamalVersion()"))).isEqualTo(project.commit());
    }

    @Test
    void byDefaultMarkedWhereTheWorkspaceIsBuilt() throws Exception {
        assertThat(version(edited("kamalVersion(configFile: 'config/here.yml')")))
                .matches(project.commit() + MARK);
        assertThat(version(clean("kamalVersion(configFile: 'config/here.yml')")))
                .isEqualTo(project.commit());
    }

    @Test
    void ignored() throws Exception {
        assertThat(version(edited("kamalVersion(configFile: 'config/here.yml', uncommitted: 'ignore')")))
                .isEqualTo(project.commit());
    }

    @Test
    void failsWithTheNamesOfTheFiles() throws Exception {
        assertThat(version(clean("kamalVersion(uncommitted: 'fail')"))).isEqualTo(project.commit());
        assertError(edited("kamalVersion(uncommitted: 'fail')"), "page.txt", "new.txt", project.commit());
    }

    /** The same content, the same version: in another run, on another agent, in another directory. */
    @Test
    void markedWithTheContent() throws Exception {
        String first = version(edited("kamalVersion(uncommitted: 'mark')"));
        String elsewhere = version(run("two", "dir('deeper') {" + edit() + "kamalVersion(uncommitted: 'mark') }"));
        assertThat(first).matches(project.commit() + MARK).isEqualTo(elsewhere);
        assertThat(version(edited("writeFile(file: 'page.txt', text: 'other'); kamalVersion(uncommitted: 'mark')")))
                .matches(project.commit() + MARK)
                .isNotEqualTo(first);
    }

    @Test
    void explicit() throws Exception {
        WorkflowRun run = edited("echo \"is <${kamalVersion(version: 'v1.2')}>\"; echo \"is <${kamalVersion()}>\"");
        assertThat(version(run)).isEqualTo("v1.2");
        assertThat(printed(run)).containsExactly("v1.2", "v1.2");
    }

    @Test
    void noTagNoVersion() throws Exception {
        assertError(clean("kamalVersion(version: 'a/b')"), "'a/b' cannot be a version");
        assertError(clean("kamalVersion(version: '-x')"), "'-x' cannot be a version");
    }

    @Test
    void unknownPolicy() throws Exception {
        assertError(clean("kamalVersion(uncommitted: 'never')"), "'never' is not a policy", "mark");
    }

    @Test
    void noRepository() throws Exception {
        Path directory = temporary.resolve("nothing");
        assertError(
                run("one", "ws('" + directory + "') { sh 'true'; kamalVersion() }"),
                "There is no Git repository at " + directory);
        // A version that is named needs none.
        assertThat(version(run("one", "ws('" + directory + "') { kamalVersion(version: 'v1') }")))
                .isEqualTo("v1");
    }

    @Test
    void noCommit() throws Exception {
        assertError(run("one", "dir('empty') { sh 'git init -q'; kamalVersion() }"), "has no commit on '");
    }

    @Test
    void strayVersionIsMentionedOnce() throws Exception {
        WorkflowRun run = Pipelines.runWithParameter(
                jenkins,
                "VERSION",
                "v9",
                "node('one') {" + project.checkout() + "kamalVersion(); kamalVersion(); kamalVersion() }");
        assertThat(version(run)).isEqualTo(project.commit());
        assertThat(JenkinsRule.getLog(run).lines().filter(line -> line.contains("VERSION=v9")))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("ignored"));
    }

    @Test
    void everyIdHasAVariable() throws Exception {
        WorkflowRun run = Pipelines.run(jenkins, """
                node('one') {
                  %s
                  kamalVersion(id: 'web-shop')
                  kamalVersion(id: 'backend', version: 'v7')
                  sh 'echo "is <$KAMAL_VERSION/$KAMAL_VERSION_WEB_SHOP/$KAMAL_VERSION_BACKEND>"'
                  echo "is <${env.KAMAL_VERSION_BACKEND}>"
                  echo "is <${kamalVersion(id: 'backend')}>"
                }""".formatted(project.checkout()));
        jenkins.assertBuildStatusSuccess(run);
        String commit = project.commit();
        assertThat(printed(run)).containsExactly(commit + "/" + commit + "/v7", "v7", "v7");
    }

    @Test
    void twoIdsWithOneVariableAreRefused() throws Exception {
        assertError(
                clean("kamalVersion(id: 'a-b', version: 'v1'); kamalVersion(id: 'a.b', version: 'v2')"),
                "'a.b'",
                "'a-b'",
                "KAMAL_VERSION_A_B",
                "v1");
    }

    @Test
    void theVariableOfAnIdCannotBeOverridden() throws Exception {
        assertError(
                clean(
                        "kamalVersion(id: 'a', version: 'v1'); withEnv(['KAMAL_VERSION_A=v2']) { kamalVersion(id: 'a') }"),
                "KAMAL_VERSION_A is v2",
                "v1");
    }

    @Test
    void everyLaterStepOnEveryAgentSeesIt() throws Exception {
        WorkflowRun run = Pipelines.run(jenkins, """
                node('one') {
                  %s
                  sh 'echo "is <before:$KAMAL_VERSION>"'
                  kamalVersion()
                }
                node('two') { sh 'echo "is <$KAMAL_VERSION>"' }
                echo "is <${env.KAMAL_VERSION}>"
                """.formatted(project.checkout()));
        jenkins.assertBuildStatusSuccess(run);
        assertThat(printed(run)).containsExactly("before:", project.commit(), project.commit());
    }

    @Test
    void declarativeStagesSeeIt() throws Exception {
        WorkflowRun run = Pipelines.run(jenkins, """
                pipeline {
                  agent none
                  stages {
                    stage('version') {
                      agent { label 'one' }
                      steps {
                        %s
                        kamalVersion()
                      }
                    }
                    stage('elsewhere') {
                      agent { label 'two' }
                      environment {
                        IMAGE_TAG = "shop:${env.KAMAL_VERSION}"
                        OTHER = "shop:${KAMAL_VERSION}"
                      }
                      when { expression { env.KAMAL_VERSION != null } }
                      steps { sh 'echo "is <$KAMAL_VERSION>"; echo "is <$IMAGE_TAG>"; echo "is <$OTHER>"' }
                    }
                  }
                }""".formatted(project.checkout()));
        jenkins.assertBuildStatusSuccess(run);
        String commit = project.commit();
        assertThat(printed(run)).containsExactly(commit, "shop:" + commit, "shop:" + commit);
    }

    /** If each branch computed one, both would succeed with a version of their own. */
    @Test
    void parallelBranchesWithDifferentContentGetOneVersion() throws Exception {
        WorkflowRun run = parallel("one", "two");
        jenkins.assertBuildStatus(Result.FAILURE, run);
        List<RecordedVersion> versions = run.getAction(KamalVersionAction.class).getVersions();
        assertThat(versions).hasSize(1);
        String version = versions.get(0).getVersion();
        assertThat(printed(run)).containsExactly(version);
        assertThat(JenkinsRule.getLog(run))
                .contains("are not those of this run's version: it is " + version)
                .containsOnlyOnce("the version of this run is " + version + ", from");
        assertThat(Pattern.compile(project.commit() + MARK)
                        .matcher(JenkinsRule.getLog(run))
                        .results()
                        .map(MatchResult::group)
                        .distinct())
                .hasSize(2);
    }

    @Test
    void parallelBranchesWithEqualContentGetOneVersion() throws Exception {
        WorkflowRun run = parallel("same", "same");
        jenkins.assertBuildStatusSuccess(run);
        String version = version(run);
        assertThat(version).matches(project.commit() + MARK);
        assertThat(printed(run)).containsExactly(version, version);
        assertThat(JenkinsRule.getLog(run)).containsOnlyOnce("Kamal: the version of this run is");
    }

    private static WorkflowRun parallel(String left, String right) throws Exception {
        return Pipelines.run(jenkins, """
                def ready = 0
                def branch = { label, text ->
                  node(label) {
                    %s
                    writeFile file: 'page.txt', text: text
                    ready++
                    waitUntil(initialRecurrencePeriod: 50) { ready == 2 }
                    def version = kamalVersion(uncommitted: 'mark')
                    sh "echo 'is <${version}>'"
                  }
                }
                parallel left: { branch('one', '%s') }, right: { branch('two', '%s') }
                """.formatted(project.checkout(), left, right));
    }

    private static WorkflowRun clean(String script) throws Exception {
        return run("one", project.checkout() + script);
    }

    private static WorkflowRun edited(String script) throws Exception {
        return run("one", edit() + script);
    }

    private static String edit() {
        return project.checkout()
                + "writeFile(file: 'page.txt', text: 'edited'); writeFile(file: 'new.txt', text: 'new')\n";
    }

    private static WorkflowRun run(String label, String script) throws Exception {
        return Pipelines.run(jenkins, "node('" + label + "') {\n" + script + "\n}");
    }

    private static String version(WorkflowRun run) throws Exception {
        jenkins.assertBuildStatusSuccess(run);
        List<RecordedVersion> versions = run.getAction(KamalVersionAction.class).getVersions();
        assertThat(versions).hasSize(1);
        return versions.get(0).getVersion();
    }

    private static void assertError(WorkflowRun run, String... named) throws Exception {
        jenkins.assertBuildStatus(Result.FAILURE, run);
        String log = JenkinsRule.getLog(run);
        String error = log.substring(log.indexOf("ERROR: "));
        assertThat(error).contains(named).doesNotContain("\tat ");
    }

    private static List<String> printed(WorkflowRun run) throws Exception {
        return JenkinsRule.getLog(run)
                .lines()
                .map(line -> line.replaceFirst("^\\[\\w+\\] ", ""))
                .filter(line -> line.matches("is <\\S+>"))
                .map(line -> line.substring(4, line.length() - 1))
                .toList();
    }
}
