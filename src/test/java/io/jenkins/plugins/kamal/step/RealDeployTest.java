package io.jenkins.plugins.kamal.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.lab.real.RealServers;
import io.jenkins.plugins.kamal.run.deployment.Deployment;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import io.jenkins.plugins.kamal.run.version.KamalVersionAction;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Pipelines in a real Jenkins that deploy to real servers: one version, wherever one looks. */
@WithJenkins
class RealDeployTest {

    @TempDir
    private Path temporary;

    private RealProject project;

    @BeforeEach
    void findLab() throws Exception {
        project = new RealProject(RealServers.require(), temporary);
    }

    @AfterEach
    void leaveNothingBehind() {
        if (project != null) {
            project.lab().clean();
        }
    }

    @Test
    void oneVersionEverywhere(JenkinsRule jenkins) throws Exception {
        project.configure();
        project.agent(jenkins, "docker", temporary.resolve("home"));

        WorkflowRun run = run(jenkins, """
                node('docker') {
                %s
                  sh 'sed -i "s/^exec //" .kamal/hooks/post-deploy; echo "kamal app version -p" >> .kamal/hooks/post-deploy'
                  def version = kamalVersion()
                  echo "returned <${version}>"
                  sh 'echo "environment <$KAMAL_VERSION>"'
                  def deployed = kamalDeploy(%s)
                  echo "deployed <${deployed.version}> to ${deployed.containers*.host.sort()}"
                }
                """.formatted(project.checkout(), RealProject.access()));

        jenkins.assertBuildStatusSuccess(run);
        String version = project.commit();
        jenkins.assertLogContains("returned <" + version + ">", run);
        jenkins.assertLogContains("environment <" + version + ">", run);
        jenkins.assertLogContains("deployed <" + version + ">", run);
        // The hook's own call, with the credentials of the step: this agent's home has neither a key nor known hosts.
        jenkins.assertLogContains("    | kamal app version: myapp", run);
        jenkins.assertLogContains("    | " + version, run);
        assertThat(run.getAction(KamalVersionAction.class).getVersions())
                .singleElement()
                .satisfies(recorded -> assertThat(recorded.getVersion()).isEqualTo(version));
        OneVersion.assertEverywhere(project, version);
        Deployment deployment = run.getAction(DeploymentAction.class).getDeployment();
        assertThat(deployment.getVersion()).isEqualTo(version);
        assertThat(deployment.getStatus()).isEqualTo(Deployment.Status.SUCCEEDED);
        assertThat(deployment.getContainers()).hasSize(3).allSatisfy(container -> {
            assertThat(container.getVersion()).isEqualTo(version);
            assertThat(container.isProven())
                    .as("proof of " + container.getHost())
                    .isTrue();
        });
    }

    @Test
    void stagesOnTwoAgentsShareOneVersionAndOneImage(JenkinsRule jenkins) throws Exception {
        project.configure();
        project.agent(jenkins, "docker", temporary.resolve("home"));
        project.agent(jenkins, "another", temporary.resolve("other-home"));

        WorkflowRun run = run(jenkins, """
                def image
                def digest
                node('docker') {
                %1$s
                  stage('Version') { echo "version <${kamalVersion()}>" }
                  stage('Build') { image = kamalBuild(%2$s) }
                  stage('Push') { digest = kamalPush(%2$s) }
                }
                node('another') {
                %1$s
                  stage('Hook') { kamalHook(hook: 'pre-deploy', %2$s) }
                  stage('Deploy') {
                    def deployed = kamalDeploy(%2$s)
                    echo "pushed <${image}@${digest}>"
                    echo "deployed <${deployed.image}@${deployed.digest}>"
                  }
                  stage('Look') { echo "printed <${kamal(command: 'app version', returnOutput: true, %2$s)}>" }
                }
                """.formatted(project.checkout(), RealProject.access()));

        jenkins.assertBuildStatusSuccess(run);
        OneVersion.assertEverywhere(project, project.commit());
        String image = project.lab().registry().address() + "/lab/myapp:" + project.commit();
        jenkins.assertLogContains("pushed <" + image + "@sha256:", run);
        jenkins.assertLogContains("deployed <" + image + "@sha256:", run);
        jenkins.assertLogContains("this run has pushed it already", run);
        assertThat(run.getActions(DeploymentAction.class).get(3).getDeployment().getContainers())
                .hasSize(3)
                .allSatisfy(container -> assertThat(container.isProven()).isTrue());
    }

    @Test
    void uncommittedContentIsMarkedOnceAndEverywhere(JenkinsRule jenkins) throws Exception {
        project.configure();
        project.agent(jenkins, "docker", temporary.resolve("home"));

        WorkflowRun run = run(jenkins, """
                node('docker') {
                %s
                  sh 'echo changed >> public/assets/app.css'
                  echo "returned <${kamalVersion(uncommitted: 'mark')}>"
                  kamalDeploy(%s)
                }
                """.formatted(project.checkout(), RealProject.access()));

        jenkins.assertBuildStatusSuccess(run);
        String version =
                run.getAction(KamalVersionAction.class).getVersions().get(0).getVersion();
        assertThat(version).matches(project.commit() + "_uncommitted_[0-9a-f]{16}");
        jenkins.assertLogContains("returned <" + version + ">", run);
        OneVersion.assertEverywhere(project, version);
    }

    private static WorkflowRun run(JenkinsRule jenkins, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForCompletion(run);
        System.out.println(JenkinsRule.getLog(run));
        return run;
    }
}
