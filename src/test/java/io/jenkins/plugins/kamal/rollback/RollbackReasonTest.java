package io.jenkins.plugins.kamal.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.ParametersDefinitionProperty;
import io.jenkins.plugins.kamal.ledger.Ledger;
import io.jenkins.plugins.kamal.ledger.PastDeployment;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import io.jenkins.plugins.kamal.run.deployment.RollbackCause;
import io.jenkins.plugins.kamal.step.EmbeddedProject;
import io.jenkins.plugins.kamal.step.Pipelines;
import java.nio.file.Path;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlTextInput;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The reason that a user enters on the page of the button "Roll back to this". */
@WithJenkins
class RollbackReasonTest {

    private static final String REASON = "The shop is <b>slow</b>";

    @TempDir
    private Path temporary;

    @Test
    void isTheReasonOfTheDeploymentUnlessTheStepStatesOne(JenkinsRule jenkins) throws Exception {
        try (EmbeddedProject project = new EmbeddedProject(temporary)) {
            project.configure();
            project.agent(jenkins, "docker");
            WorkflowJob job = Pipelines.job(jenkins, script(project, "kamalDeploy(version: 'v1'"));
            jenkins.assertBuildStatusSuccess(Pipelines.run(jenkins, job));
            job.setDefinition(Pipelines.definition(script(project, "kamalDeploy(version: 'v2'")));
            jenkins.assertBuildStatusSuccess(Pipelines.run(jenkins, job));
            job.addProperty(
                    new ParametersDefinitionProperty(new KamalDeployedVersionParameterDefinition("VERSION", "shop")));

            WorkflowRun back = start(
                    jenkins, job, script(project, "kamalRollback(version: params.VERSION, reason: ''"), "v1", REASON);
            jenkins.assertLogContains("Kamal: reason: " + REASON, back);
            assertThat(back.getAction(DeploymentAction.class).getDeployment().getStatedReason())
                    .isEqualTo(REASON);
            assertThat(newest().getProvenance().getReason()).isEqualTo(REASON);
            assertThat(text(jenkins, job.getUrl() + "kamal/")).contains(REASON);
            assertThat(text(jenkins, back.getUrl())).contains(REASON, "to version v1: " + REASON);

            start(
                    jenkins,
                    job,
                    script(project, "kamalRollback(version: params.VERSION, reason: 'of the step'"),
                    "v2",
                    REASON);
            assertThat(newest().getProvenance().getReason()).isEqualTo("of the step");

            start(jenkins, job, script(project, "kamalRollback(version: 'v2'"), "v1", REASON);
            assertThat(newest().getProvenance().getReason())
                    .as("the step goes to another version than the user asked for")
                    .isNull();
        }
    }

    @Test
    void isOneLineOfLimitedLengthWithoutControlCharacters() {
        assertThat(reason(" slow\u0007\n Kamal:\u2028 done ")).isEqualTo("slow\uFFFD Kamal:\uFFFD done");
        assertThat(reason("x".repeat(600))).isEqualTo("x".repeat(RollbackCause.LONGEST_REASON));
        assertThat(reason(" \n ")).isNull();
        assertThat(reason(null)).isNull();
    }

    private static String reason(String entered) {
        return new RollbackCause("shop", "", "v1", entered).getReason();
    }

    private static WorkflowRun start(JenkinsRule jenkins, WorkflowJob job, String script, String version, String reason)
            throws Exception {
        job.setDefinition(Pipelines.definition(script));
        // With JavaScript, because a script of Jenkins adds the crumb to the form.
        HtmlForm form = jenkins.createWebClient()
                .goTo(job.getUrl() + "kamal-rollback/?service=shop&destination=&version=" + version)
                .getFormByName("rollback");
        form.<HtmlTextInput>getInputByName("reason").setValue(reason);
        int number = job.getNextBuildNumber();
        jenkins.submit(form);
        jenkins.waitUntilNoActivity();
        return jenkins.assertBuildStatusSuccess(job.getBuildByNumber(number));
    }

    private static PastDeployment newest() {
        return Ledger.get().all().get(0).history().get(0);
    }

    private static String text(JenkinsRule jenkins, String address) throws Exception {
        return jenkins.createWebClient()
                .withJavaScriptEnabled(false)
                .goTo(address)
                .asNormalizedText();
    }

    private static String script(EmbeddedProject project, String step) {
        return "node('docker') {\n" + project.checkout() + step + ", " + EmbeddedProject.access() + ")\n}";
    }
}
