package io.jenkins.plugins.kamal.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Descriptor.FormException;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.StringParameterDefinition;
import io.jenkins.plugins.kamal.run.deployment.Deployment;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** Runs a Pipeline to its end. */
public final class Pipelines {

    private Pipelines() {}

    /** A run of a new job with this script. */
    public static WorkflowRun run(JenkinsRule jenkins, String script) throws Exception {
        return run(jenkins, job(jenkins, script));
    }

    /** A run of a new job with this script and a parameter with this default. */
    public static WorkflowRun runWithParameter(JenkinsRule jenkins, String name, String value, String script)
            throws Exception {
        WorkflowJob job = job(jenkins, script);
        job.addProperty(new ParametersDefinitionProperty(new StringParameterDefinition(name, value)));
        return run(jenkins, job);
    }

    /** A new job with this script. */
    public static WorkflowJob job(JenkinsRule jenkins, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(definition(script));
        return job;
    }

    /** This script, in the sandbox. */
    public static CpsFlowDefinition definition(String script) throws FormException {
        return new CpsFlowDefinition(script, true);
    }

    /** A run of this job. */
    public static WorkflowRun run(JenkinsRule jenkins, WorkflowJob job) throws Exception {
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForCompletion(run);
        return run;
    }

    /** Asserts that each deployment of this run failed before anything was done, with a reason on its page. */
    static void assertNothingDeployed(WorkflowRun run) {
        assertThat(run.getActions(DeploymentAction.class))
                .extracting(DeploymentAction::getDeployment)
                .allSatisfy(deployment -> {
                    assertThat(deployment.getMessage())
                            .as("the reason on the page")
                            .isNotBlank();
                    assertThat(deployment.getStatus()).isEqualTo(Deployment.Status.FAILED);
                    assertThat(deployment.getContainers()).isEmpty();
                    assertThat(deployment.getHooks()).isEmpty();
                });
    }
}
