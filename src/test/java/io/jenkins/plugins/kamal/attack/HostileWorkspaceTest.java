package io.jenkins.plugins.kamal.attack;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.kamal.run.version.KamalVersionAction;
import io.jenkins.plugins.kamal.step.EmbeddedProject;
import io.jenkins.plugins.kamal.step.Pipelines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A workspace whose configuration and repository name programs. */
@WithJenkins
class HostileWorkspaceTest {

    /** The command lines of a program's ancestors, nearest first; the program is a template's. */
    private static final String ANCESTORS = """
            #!/bin/sh
            p=$$
            while [ "$p" -gt 1 ]; do
              tr '\\0' ' ' < /proc/$p/cmdline
              echo
              p=$(sed 's/.*) //' /proc/$p/stat | cut -d' ' -f2)
            done > "$1"
            """;

    @TempDir
    private static Path temporary;

    private static JenkinsRule jenkins;
    private static EmbeddedProject project;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        project = new EmbeddedProject(temporary);
        project.agent(jenkins, "one");
        jenkins.jenkins.setLabelString("built-in-node");
        jenkins.jenkins.setNumExecutors(2);
        project.commitFile("ancestors", ANCESTORS);
        project.commitFile(
                "config/hostile.yml",
                "# <%= `./ancestors " + temporary + "/$NODE_NAME-ancestors` %>\n"
                        + Files.readString(project.directory().resolve("config/here.yml")));
    }

    @AfterAll
    static void stop() {
        project.close();
    }

    @Test
    void aTemplatesProgramsRunBelowTheEngine() throws Exception {
        assertRunBelowTheEngine("one");
    }

    @Test
    void aTemplatesProgramsRunBelowTheEngineOnTheBuiltInNode() throws Exception {
        assertThat(jenkins.jenkins.getLabel("built-in-node").contains(jenkins.jenkins))
                .isTrue();
        assertRunBelowTheEngine("built-in-node");
    }

    @Test
    void aFilterOfTheRepositoryDoesNotRun() throws Exception {
        Path marker = temporary.resolve("filter-ran");
        WorkflowRun run = Pipelines.run(jenkins, """
                node('one') {
                  %s
                  writeFile file: '.gitattributes', text: '* filter=x'
                  sh "git config filter.x.clean 'touch %s; cat'"
                  sh 'echo changed > page.txt'
                  kamalVersion(uncommitted: 'mark')
                }""".formatted(project.checkout(), marker));
        assertThat(marker).doesNotExist();
        assertThat(run.getResult()).isIn(Result.SUCCESS, Result.FAILURE);
    }

    private static void assertRunBelowTheEngine(String label) throws Exception {
        Path file = temporary.resolve(label + "-seen");
        WorkflowRun run = Pipelines.run(jenkins, """
                node('%s') {
                  %s
                  withEnv(['NODE_NAME=%s']) { kamalVersion(configFile: 'config/hostile.yml') }
                }""".formatted(label, project.checkout(), file.getFileName()));
        jenkins.assertBuildStatusSuccess(run);
        assertThat(run.getAction(KamalVersionAction.class).getVersions()).hasSize(1);
        List<String> ancestors = Files.readAllLines(temporary.resolve(file.getFileName() + "-ancestors"));
        int engine = indexOf(ancestors, "io.jenkins.plugins.kamal.engine.cli.Main --invocation");
        // A program of the agent itself has no engine among its ancestors.
        assertThat(engine).as("the engine among %s", ancestors).isPositive();
    }

    private static int indexOf(List<String> lines, String part) {
        for (int index = 0; index < lines.size(); index++) {
            if (lines.get(index).contains(part)) {
                return index;
            }
        }
        return -1;
    }
}
