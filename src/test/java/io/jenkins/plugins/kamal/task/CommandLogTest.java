package io.jenkins.plugins.kamal.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.labels.LabelAtom;
import hudson.tasks.Shell;
import hudson.util.Secret;
import io.jenkins.plugins.kamal.freestyle.KamalDeployBuilder;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import io.jenkins.plugins.kamal.step.EmbeddedProject;
import io.jenkins.plugins.kamal.step.KamalDeployStep;
import io.jenkins.plugins.kamal.step.Pipelines;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.DomNode;
import org.jenkinsci.plugins.credentialsbinding.impl.SecretBuildWrapper;
import org.jenkinsci.plugins.credentialsbinding.impl.StringBinding;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The log of a build tells in words what a command did; the file with all commands is linked from the build's page. */
@WithJenkins
class CommandLogTest {

    private static final String BOUND = "b0und-t0-the-build";
    /** How a line begins that the build of the image printed. */
    private static final String OF_THE_BUILD = "    | ";

    private static final long LARGEST = 12L << 20;

    @TempDir
    private static Path temporary;

    private static JenkinsRule jenkins;
    private static EmbeddedProject project;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        project = new EmbeddedProject(temporary);
        project.configure();
        project.agent(jenkins, "one");
        SystemCredentialsProvider store = SystemCredentialsProvider.getInstance();
        store.getCredentials()
                .add(new StringCredentialsImpl(CredentialsScope.GLOBAL, "bound", "", Secret.fromString(BOUND)));
        store.save();
        // A value that the engine takes for a clear one; only the build knows that it is a secret.
        Path file = project.directory().resolve("config/deploy.yml");
        project.commitFile(
                "config/deploy.yml",
                Files.readString(file)
                        .replace("env:\n", "env:\n  clear:\n    BOUND: <%= ENV['BOUND'] || 'nothing' %>\n"));
    }

    @AfterAll
    static void stop() {
        project.close();
    }

    @Test
    void thePageLinksToAllCommandsOfAStepWhoseLogIsInWords() throws Exception {
        WorkflowRun run = Pipelines.run(jenkins, """
                node('one') {
                  %s
                  withCredentials([string(credentialsId: 'bound', variable: 'BOUND')]) { kamalDeploy(%s) }
                }""".formatted(project.checkout(), EmbeddedProject.access()));
        jenkins.assertBuildStatusSuccess(run);

        assertThat(engineLines(run))
                .noneMatch(line -> line.contains("docker ") && !line.startsWith(OF_THE_BUILD))
                .anyMatch(line -> line.contains("] Role web is healthy after "));
        assertThat(JenkinsRule.getLog(run))
                .contains("Kamal: "
                        + run.getAction(DeploymentAction.class)
                                .getDeployment()
                                .getVersion()
                                .substring(0, 10)
                        + " serves on 127.0.0.1\n");
        String address = run.getAction(DeploymentAction.class).getCommandsUrl();
        assertThat(address).isNotNull();
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.DISCOVER)
                .everywhere()
                .to("stranger")
                .grant(Item.READ)
                .everywhere()
                .to("reader"));
        try (JenkinsRule.WebClient reader = client().login("reader")) {
            assertThat(reader.goTo(run.getUrl()).getAnchors())
                    .anyMatch(link -> link.getHrefAttribute().endsWith("/" + address));
            assertThat(reader.goTo(run.getUrl() + "console").getAnchors())
                    .filteredOn(link -> link.getHrefAttribute()
                            .equals(jenkins.contextPath + "/" + run.getParent().getUrl() + "kamal/"))
                    .extracting(DomNode::getTextContent)
                    .contains("127.0.0.1");
            WebResponse text = get(reader, address);
            assertThat(text.getStatusCode()).isEqualTo(200);
            assertThat(text.getContentType()).isEqualTo("text/plain");
            assertThat(text.getResponseHeaderValue("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(text.getContentAsString())
                    .contains("==> Boot the app", "docker buildx build", "docker run --detach", "BOUND=\"****\"")
                    .doesNotContain(BOUND, EmbeddedProject.APP_SECRET, EmbeddedProject.REGISTRY_PASSWORD);
            assertThat(get(reader, address.replaceAll("[^/]+/commands.txt$", "build/commands.txt"))
                            .getStatusCode())
                    .isEqualTo(404);
            WebRequest post =
                    reader.addCrumb(new WebRequest(new URL(reader.getContextPath() + address), HttpMethod.POST));
            assertThat(reader.getPage(post).getWebResponse().getStatusCode()).isEqualTo(404);
        }
        try (JenkinsRule.WebClient stranger = client().login("stranger");
                JenkinsRule.WebClient anonymous = client()) {
            assertThat(get(stranger, address).getStatusCode()).isEqualTo(403);
            assertThat(get(anonymous, address).getStatusCode()).isIn(403, 404);
        } finally {
            jenkins.jenkins.setAuthorizationStrategy(hudson.security.AuthorizationStrategy.UNSECURED);
        }
        Path directory = run.getRootDir().toPath();
        run.delete();
        assertThat(directory).doesNotExist();
    }

    @Test
    void aFreestyleBuildHasThemTooAndShowsACommandThatFails() throws Exception {
        project.server().faults().failDocker("no space left on device", "pull");
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.setAssignedLabel(new LabelAtom("one"));
        job.getBuildWrappersList().add(new SecretBuildWrapper(List.of(new StringBinding("BOUND", "bound"))));
        job.getBuildersList().add(new Shell("rm -rf * .git .kamal; git clone -q file://" + project.directory() + " ."));
        KamalDeployStep deploy = new KamalDeployStep();
        deploy.setSshCredentialsId(EmbeddedProject.SSH_CREDENTIALS);
        deploy.setRegistryCredentialsId(EmbeddedProject.REGISTRY_CREDENTIALS);
        job.getBuildersList().add(new KamalDeployBuilder(deploy));
        Run<?, ?> run;
        try {
            run = jenkins.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0));
        } finally {
            project.server().faults().clear();
        }

        assertThat(JenkinsRule.getLog(run))
                .containsPattern("\\[127\\.0\\.0\\.1\\] docker pull \\S+ \\(\\d+\\.\\d\\d s, exit status 1\\)")
                .contains("no space left on device")
                .doesNotContain("] docker info");
        assertThat(commands(run)).contains("docker pull", "exit status 1").doesNotContain(BOUND);
    }

    @Test
    void aVerboseStepShowsTheCommandsInItsLog() throws Exception {
        WorkflowRun run = deploy("verbose: true, ", "");

        jenkins.assertBuildStatusSuccess(run);
        assertThat(JenkinsRule.getLog(run)).contains("[127.0.0.1] docker pull ");
        assertThat(commands(run)).contains("docker pull ");
    }

    /** A hook may put anything in the place of the engine's file; the copy stays small. */
    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void theCopyOfAHugeFileIsBounded() throws Exception {
        WorkflowRun run = deploy("", "rm -f \"$d/commands\"; truncate -s 3G \"$d/commands\"");

        jenkins.assertBuildStatusSuccess(run);
        assertThat(Files.size(file(run))).isBetween(1L, LARGEST);
    }

    private static WorkflowRun deploy(String arguments, String attack) throws Exception {
        project.commitFile(
                ".kamal/hooks/pre-deploy",
                "#!/bin/sh\nd=$(ls -d \"$(pwd)\"@tmp/kamal-* | head -n 1)\n" + attack + "\n");
        return Pipelines.run(jenkins, """
                node('one') {
                  %s
                  kamalDeploy(%s%s)
                }""".formatted(project.checkout(), arguments, EmbeddedProject.access()));
    }

    /** The lines of the engine, from its first to its last; before them are those of the checkout. */
    private static List<String> engineLines(Run<?, ?> run) throws Exception {
        return JenkinsRule.getLog(run)
                .lines()
                .dropWhile(line -> !line.startsWith("kamal deploy: "))
                .toList();
    }

    private static String commands(Run<?, ?> run) throws Exception {
        return Files.readString(file(run));
    }

    private static Path file(Run<?, ?> run) throws Exception {
        try (Stream<Path> files = Files.list(run.getRootDir().toPath().resolve("kamal-commands"))) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }

    private static JenkinsRule.WebClient client() {
        return jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
    }

    private static WebResponse get(JenkinsRule.WebClient client, String address) throws Exception {
        return client.getPage(new URL(client.getContextPath() + address)).getWebResponse();
    }
}
