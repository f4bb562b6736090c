package io.jenkins.plugins.kamal.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.ParametersDefinitionProperty;
import io.jenkins.plugins.kamal.engine.lab.real.RealServers;
import io.jenkins.plugins.kamal.ledger.JobLedger;
import io.jenkins.plugins.kamal.ledger.Ledger;
import io.jenkins.plugins.kamal.ledger.PastDeployment;
import io.jenkins.plugins.kamal.step.Pipelines;
import io.jenkins.plugins.kamal.step.RealProject;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * A rollback on real servers, by the button and by the parameter: hook, lock, audit log, ledger and pages say who wanted it
 * and why.
 */
@WithJenkins
class RealRollbackTest {

    private static final String REASON = "The shop is slow";

    @TempDir
    private Path temporary;

    private RealProject project;
    private Path waiting;
    private Path released;
    private Path hook;

    @BeforeEach
    void findLab() throws Exception {
        project = new RealProject(RealServers.require(), temporary);
        waiting = temporary.resolve("waiting");
        released = temporary.resolve("released");
        hook = Files.writeString(temporary.resolve("hook"), """
                #!/bin/sh
                echo "performer=$KAMAL_PERFORMER"
                touch '%s'
                for i in $(seq 3000); do
                  [ -e '%s' ] && exit 0
                  sleep 0.1
                done
                exit 1
                """.formatted(waiting, released));
    }

    @AfterEach
    void leaveNothingBehind() throws Exception {
        if (project != null) {
            Files.writeString(released, "");
            project.lab().clean();
        }
    }

    @Test
    void everyPlaceNamesWhoWentBackAndWhy(JenkinsRule jenkins) throws Exception {
        project.configure();
        project.agent(jenkins, "docker", temporary.resolve("home"));
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("alice", "bob"));
        String first = project.commit();
        WorkflowJob job = Pipelines.job(
                jenkins, "node('docker') {" + project.checkout() + "kamalDeploy(" + RealProject.access() + ") }");
        jenkins.assertBuildStatusSuccess(Pipelines.run(jenkins, job));
        String second = project.commitChange("Dockerfile.note", "second");
        jenkins.assertBuildStatusSuccess(Pipelines.run(jenkins, job));
        job.addProperty(
                new ParametersDefinitionProperty(new KamalDeployedVersionParameterDefinition("VERSION", "myapp")));
        job.setDefinition(Pipelines.definition("node('docker') {" + project.checkout() + "sh 'cp " + hook
                + " .kamal/hooks/pre-deploy; chmod +x .kamal/hooks/pre-deploy'\nkamalRollback(version: params.VERSION,"
                + " reason: '" + REASON + "', " + RealProject.access() + ") }"));

        HtmlPage deployments = page(jenkins, "alice", job.getUrl() + "kamal/");
        DomElement button = deployments.getFirstByXPath("//a[contains(@class,'kamal-roll-back')]");
        // With JavaScript, because a script of Jenkins adds the crumb to the form.
        HtmlPage confirmation = as(jenkins, "alice")
                .withJavaScriptEnabled(true)
                .goTo(job.getUrl() + "kamal/" + button.getAttribute("href"));
        jenkins.submit(confirmation.getFormByName("rollback"));
        assertRolledBack(jenkins, job, 3, "alice", first);

        WebRequest byParameter = new WebRequest(
                new URL(jenkins.getURL(), job.getUrl() + "buildWithParameters?VERSION=" + second), HttpMethod.POST);
        JenkinsRule.WebClient bob = as(jenkins, "bob");
        bob.addCrumb(byParameter);
        bob.getPage(byParameter);
        assertRolledBack(jenkins, job, 4, "bob", second);
    }

    /** Looks at the lock while the hook holds the rollback up, and at everything else after its end. */
    private void assertRolledBack(JenkinsRule jenkins, WorkflowJob job, int number, String user, String version)
            throws Exception {
        RealServers lab = project.lab();
        RealServers.Server primary = project.servers().get(0);
        WorkflowRun back = awaitHook(jenkins, job, number);
        assertThat(lab.sh(primary, "cat .kamal/lock-*/details | base64 -d"))
                .contains("Locked by: " + user, jenkins.getURL() + back.getUrl());
        Files.writeString(released, "");
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(back));
        Files.delete(waiting);
        Files.delete(released);

        String signature = "[" + user + ", " + jenkins.getURL() + back.getUrl() + "]";
        assertThat(jenkins.getLog(back)).contains("performer=" + user, "Kamal: reason: " + REASON);
        for (RealServers.Server server : project.servers()) {
            assertThat(lab.docker(server, "ps", "--filter", "label=service=myapp", "--format", "{{.Names}}"))
                    .as("what runs on " + server.name())
                    .endsWith("-" + version);
            assertThat(lab.sh(server, "tail -n 20 .kamal/myapp-audit.log")
                            .lines()
                            .toList())
                    .as("audit log of " + server.name())
                    .anyMatch(line -> line.contains(signature) && line.endsWith("Booted app version " + version));
        }
        assertThat(lab.sh(primary, "ls -d .kamal/lock-* 2>/dev/null || true")).isEmpty();
        List<JobLedger> ledgers = Ledger.get().all();
        assertThat(ledgers).hasSize(1);
        PastDeployment past = ledgers.get(0).history().get(0);
        assertThat(past.isRollback()).isTrue();
        assertThat(past.getVersion()).isEqualTo(version);
        assertThat(past.getProvenance().getStartedBy()).contains(user);
        assertThat(past.getProvenance().getReason()).isEqualTo(REASON);
        String newest = page(jenkins, user, job.getUrl() + "kamal/")
                .<DomElement>getFirstByXPath("//table[contains(@class,'kamal-history')]/tbody/tr")
                .asNormalizedText();
        assertThat(newest).contains("rollback succeeded", version.substring(0, 7), user, REASON);
        assertThat(page(jenkins, user, back.getUrl()).asNormalizedText()).contains(REASON, user);
    }

    /** The build whose hook waits. Jenkins has accepted it, but it may still be in the queue, or on the way out of it. */
    private WorkflowRun awaitHook(JenkinsRule jenkins, WorkflowJob job, int number) throws Exception {
        WorkflowRun build = job.getBuildByNumber(number);
        while (build == null || !Files.exists(waiting)) {
            if (build != null && !build.isBuilding()) {
                throw new AssertionError("The hook did not run:\n" + jenkins.getLog(build));
            }
            Thread.sleep(100);
            build = job.getBuildByNumber(number);
        }
        return build;
    }

    private static HtmlPage page(JenkinsRule jenkins, String user, String address) throws Exception {
        return as(jenkins, user).goTo(address);
    }

    private static JenkinsRule.WebClient as(JenkinsRule jenkins, String user) throws Exception {
        return jenkins.createWebClient().withJavaScriptEnabled(false).withBasicCredentials(user, user);
    }
}
