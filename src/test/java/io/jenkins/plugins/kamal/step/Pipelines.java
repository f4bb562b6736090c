package io.jenkins.plugins.kamal.step;

import hudson.model.Descriptor.FormException;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.StringParameterDefinition;
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
}
