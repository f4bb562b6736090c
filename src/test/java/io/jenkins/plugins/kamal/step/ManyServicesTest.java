package io.jenkins.plugins.kamal.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Slave;
import io.jenkins.plugins.kamal.run.deployment.Deployment;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import io.jenkins.plugins.kamal.run.version.KamalVersionAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Ten services of one repository, deployed by the cells of a matrix, which run in parallel. */
@WithJenkins
class ManyServicesTest {

    private static final List<String> SERVICES =
            IntStream.rangeClosed(1, 10).mapToObj(number -> "service-" + number).toList();

    @TempDir
    private Path temporary;

    @Test
    void haveACardEach(JenkinsRule jenkins) throws Exception {
        try (EmbeddedProject project = new EmbeddedProject(temporary)) {
            project.configure();
            String configuration = Files.readString(project.directory().resolve("config/deploy.yml"));
            for (String service : SERVICES) {
                project.commitFile(
                        "config/" + service + ".yml",
                        configuration
                                .replace("service: shop", "service: " + service)
                                .replace("image: lab/shop", "image: lab/" + service)
                                .replace("host: shop.lab", "host: " + service + ".lab"));
            }
            Slave agent = project.agent(jenkins, "one");
            agent.setNumExecutors(4);
            jenkins.jenkins.updateNode(agent);

            WorkflowRun run = Pipelines.run(jenkins, """
                    pipeline {
                      agent none
                      stages {
                        stage('deploy') {
                          matrix {
                            agent { label 'one' }
                            axes { axis { name 'SERVICE'; values %s } }
                            stages { stage('one') { steps { %s
                              kamalDeploy configFile: "config/${SERVICE}.yml", %s } } }
                          }
                        }
                      }
                    }""".formatted(
                    SERVICES.stream().map(service -> "'" + service + "'").collect(Collectors.joining(", ")),
                    project.checkout(),
                    EmbeddedProject.access()));

            jenkins.assertBuildStatusSuccess(run);
            assertThat(run.getActions(DeploymentAction.class))
                    .extracting(DeploymentAction::getDeployment)
                    .allSatisfy(deployment -> {
                        assertThat(deployment.getStatus()).isEqualTo(Deployment.Status.SUCCEEDED);
                        assertThat(deployment.getVersion()).isEqualTo(project.commit());
                    })
                    .extracting(Deployment::getService)
                    .containsExactlyInAnyOrderElementsOf(SERVICES);
            assertThat(run.getAction(KamalVersionAction.class).getVersions()).hasSize(1);
            HtmlPage page =
                    jenkins.createWebClient().withJavaScriptEnabled(false).goTo(run.getUrl());
            List<DomElement> cards = page.getByXPath("//section[contains(@class,'kamal-deployment')]");
            assertThat(cards)
                    .extracting(card -> card.getAttribute("aria-label").trim())
                    .containsExactlyInAnyOrderElementsOf(SERVICES.stream()
                            .map(service -> "deploy " + service)
                            .toList());
            for (String service : SERVICES) {
                assertThat(project.server().docker().states())
                        .containsEntry(service + "-web-" + project.commit(), "running");
            }
        }
    }
}
