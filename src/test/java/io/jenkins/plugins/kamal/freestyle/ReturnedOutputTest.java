package io.jenkins.plugins.kamal.freestyle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import hudson.AbortException;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.tasks.Shell;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import io.jenkins.plugins.kamal.step.KamalCommandStep;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The output of a command in an environment variable of later build steps. */
@WithJenkins
class ReturnedOutputTest {

    private static KamalCommandBuilder builder(String variable) {
        KamalCommandBuilder builder = new KamalCommandBuilder(new KamalCommandStep("version"));
        builder.setOutputVariable(variable);
        return builder;
    }

    @Test
    void laterBuildStepsHaveTheOutput(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("shop");
        job.getBuildersList().add(builder("ENGINE"));
        job.getBuildersList().add(new Shell("echo \"printed <$ENGINE>\""));

        FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);

        assertThat(jenkins.getLog(build)).contains("printed <2.12.0>");
    }

    @Test
    void theFormKeepsTheVariableAndOffersNothingThatDoesNothing(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("shop");
        job.getBuildersList().add(builder("ENGINE"));

        jenkins.configRoundtrip(job);

        KamalCommandBuilder kept = job.getBuildersList().get(KamalCommandBuilder.class);
        assertThat(kept.getOutputVariable()).isEqualTo("ENGINE");
        assertThat(kept.getStep().getCommand()).isEqualTo("version");
        String form = jenkins.createWebClient().getPage(job, "configure").asXml();
        assertThat(form).contains("Return the output in").doesNotContain("_.returnOutput");
    }

    @Test
    void aNameThatCannotBeAVariableIsRefusedFirst(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("shop");
        job.getBuildersList().add(builder("my variable"));

        FreeStyleBuild build = jenkins.buildAndAssertStatus(Result.FAILURE, job);

        assertThat(jenkins.getLog(build))
                .contains("ERROR: 'my variable' cannot be the name of an environment variable")
                .doesNotContain("2.12.0")
                .doesNotContain("\tat ");
        assertThat(build.getActions(DeploymentAction.class)).singleElement().satisfies(entry -> {
            assertThat(entry.getDeployment().getCommand()).isEqualTo("version");
            assertThat(entry.getDeployment().getMessage()).startsWith("'my variable' cannot be the name");
        });
        assertThat(OutputVariable.problemOf("KAMAL_VERSION")).contains("begins with KAMAL_");
        assertThat(OutputVariable.problemOf("_x1")).isNull();
    }

    @Test
    void outputThatNoProgramCouldBeGivenIsRefused() {
        assertThat(catchThrowable(() -> OutputVariable.of("LOGS", "x".repeat(200_000))))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("195 KiB")
                .hasMessageContaining("LOGS can hold at most 100 KiB");
    }
}
