package io.jenkins.plugins.kamal.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.kamal.destination.Destination;
import io.jenkins.plugins.kamal.engine.lab.docker.SimulatedDocker;
import io.jenkins.plugins.kamal.global.KamalGlobalConfiguration;
import io.jenkins.plugins.kamal.run.deployment.BootedContainer;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A job of its own for rollbacks, which has deployed nothing itself. */
@WithJenkins
class RollbackJobTest {

    @TempDir
    private Path temporary;

    @Test
    void trustsTheDeployingJobOnlyIfAnAdministratorSaysSo(JenkinsRule jenkins) throws Exception {
        try (EmbeddedProject project = new EmbeddedProject(temporary)) {
            project.configure();
            project.agent(jenkins, "docker");
            WorkflowJob deploy = jenkins.createProject(WorkflowJob.class, "shop");
            for (String version : List.of("v1", "v2")) {
                jenkins.assertBuildStatusSuccess(
                        run(jenkins, project, deploy, "kamalDeploy version: '" + version + "'"));
            }
            WorkflowJob back = jenkins.createProject(WorkflowJob.class, "rollback");

            WorkflowRun refused = run(jenkins, project, back, "kamalRollback()");
            jenkins.assertBuildStatus(Result.FAILURE, refused);
            jenkins.assertLogContains("this job has not deployed anything", refused);
            WorkflowRun unproven = run(jenkins, project, back, "kamalRollback version: 'v1'");
            jenkins.assertBuildStatusSuccess(unproven);
            assertThat(booted(unproven)).isNotEmpty().noneMatch(BootedContainer::isProven);
            jenkins.assertBuildStatusSuccess(run(jenkins, project, deploy, "kamalDeploy version: 'v2'"));

            Destination settings = new Destination();
            settings.setJobs("shop, rollback");
            settings.setSharingRecords(true);
            KamalGlobalConfiguration.get().setDestinations(List.of(settings));
            WorkflowRun proven = run(jenkins, project, back, "kamalRollback()");
            jenkins.assertBuildStatusSuccess(proven);
            jenkins.assertLogContains(
                    "going back from v2 to v1, the last good version before it, deployed by ", proven);
            assertThat(booted(proven)).isNotEmpty().allMatch(BootedContainer::isProven);
            jenkins.assertLogContains(
                    "no record of a good version of shop before the current one, v1",
                    run(jenkins, project, back, "kamalRollback()"));
        }
    }

    /** The rollback of the job that deployed, after the server has removed what it had of the version. */
    @Test
    void deploysAPrunedVersionAgainUnlessTheStepForbidsIt(JenkinsRule jenkins) throws Exception {
        try (EmbeddedProject project = new EmbeddedProject(temporary)) {
            project.configure();
            project.agent(jenkins, "docker");
            WorkflowJob job = jenkins.createProject(WorkflowJob.class, "shop");
            for (String version : List.of("v1", "v2")) {
                jenkins.assertBuildStatusSuccess(run(jenkins, project, job, "kamalDeploy version: '" + version + "'"));
            }
            SimulatedDocker server = project.server().docker();
            server.run("rm", "shop-web-v1");
            server.run("image", "rm", "--force", EmbeddedProject.IMAGE + ":v1");

            WorkflowRun refused = run(jenkins, project, job, "kamalRollback version: 'v1', redeploy: false");
            jenkins.assertBuildStatus(Result.FAILURE, refused);
            jenkins.assertLogContains("not every server has it. Nothing was changed", refused);
            assertThat(server.running().keySet()).contains("shop-web-v2");

            WorkflowRun back = run(jenkins, project, job, "kamalRollback version: 'v1'");
            jenkins.assertBuildStatusSuccess(back);
            jenkins.assertLogContains("Its image is pulled from the registry and deployed again", back);
            assertThat(server.running().keySet()).contains("shop-web-v1").doesNotContain("shop-web-v2");
            assertThat(booted(back))
                    .as("it is the image that the job deployed before")
                    .isNotEmpty()
                    .allMatch(BootedContainer::isProven);
        }
    }

    private static List<BootedContainer> booted(WorkflowRun run) {
        return run.getAction(DeploymentAction.class).getDeployment().getContainers();
    }

    private static WorkflowRun run(JenkinsRule jenkins, EmbeddedProject project, WorkflowJob job, String step)
            throws Exception {
        String call = step.endsWith("()")
                ? step.replace("()", "(" + EmbeddedProject.access() + ")")
                : step + ", " + EmbeddedProject.access();
        job.setDefinition(Pipelines.definition("node('docker') {\n" + project.checkout() + call + "\n}"));
        return Pipelines.run(jenkins, job);
    }
}
