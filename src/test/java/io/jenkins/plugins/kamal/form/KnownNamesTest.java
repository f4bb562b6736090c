package io.jenkins.plugins.kamal.form;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.kamal.freestyle.KamalDeployBuilder;
import io.jenkins.plugins.kamal.step.EmbeddedProject;
import io.jenkins.plugins.kamal.step.KamalDeployStep;
import io.jenkins.plugins.kamal.step.KamalVersionStep;
import io.jenkins.plugins.kamal.step.Pipelines;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import jenkins.model.Jenkins;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlSelect;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The configuration files and destinations that the forms of a job offer. */
@WithJenkins
class KnownNamesTest {

    @TempDir
    private Path temporary;

    @Test
    void offersTheFileOfAPastDeployment(JenkinsRule jenkins) throws Exception {
        try (EmbeddedProject project = new EmbeddedProject(temporary)) {
            project.configure();
            project.agent(jenkins, "docker");
            WorkflowJob job = Pipelines.job(
                    jenkins,
                    "node('docker') { " + project.checkout()
                            + "; sh 'mkdir -p api; cp config/deploy.yml api/shop.yml'\n"
                            + "kamalDeploy(version: 'v1', uncommitted: 'ignore', configFile: 'api/shop.yml', "
                            + EmbeddedProject.access() + ") }");
            assertThat(configFiles(job)).containsExactly("config/deploy.yml");

            jenkins.assertBuildStatusSuccess(Pipelines.run(jenkins, job));

            assertThat(configFiles(job)).containsExactly("api/shop.yml", "config/deploy.yml");
            assertThat(configFiles(jenkins.createFreeStyleProject()))
                    .as("the files of another job")
                    .containsExactly("config/deploy.yml");
        }
    }

    @Test
    void offersTheFilesOfAWorkspaceToThoseWhoMaySeeIt(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        FilePath workspace = jenkins.buildAndAssertSuccess(job).getWorkspace();
        FilePath config = workspace.child("config");
        for (String name : List.of(
                "deploy.yml",
                "deploy.staging.yml",
                "deploy-api.yml",
                "deploy-api.staging.yaml",
                "database.yml",
                "deploy <b>.yml",
                "deploy.yml.bak")) {
            config.child(name).write("service: shop\n", "UTF-8");
        }
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ, Item.CONFIGURE)
                .everywhere()
                .to("blind", "sighted")
                .grant(Item.WORKSPACE)
                .everywhere()
                .to("sighted"));

        assertThat(as("sighted", () -> configFiles(job)))
                .containsExactly("config/deploy-api.staging.yaml", "config/deploy-api.yml", "config/deploy.yml");
        assertThat(as("sighted", () -> destinations(job))).containsExactly("staging");
        assertThat(as("blind", () -> configFiles(job))).containsExactly("config/deploy.yml");
        assertThat(as("blind", () -> destinations(job))).isEmpty();
        assertThat(as("stranger", () -> configFiles(job))).isEmpty();

        config.deleteRecursive();
        assertThat(as("sighted", () -> configFiles(job))).containsExactly("config/deploy.yml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"_.configFile", "_.destination"})
    void theFieldIsAComboBoxInBothForms(String field, JenkinsRule jenkins) throws Exception {
        FreeStyleProject freestyle = jenkins.createFreeStyleProject();
        freestyle.getBuildersList().add(new KamalDeployBuilder(new KamalDeployStep()));
        WorkflowJob pipeline = Pipelines.job(jenkins, "");
        try (JenkinsRule.WebClient browser = jenkins.createWebClient()) {
            List<HtmlElement> inForm = browser.getPage(freestyle, "configure")
                    .getDocumentElement()
                    .getElementsByAttribute("input", "name", field);
            assertThat(inForm).isNotEmpty().allMatch(KnownNamesTest::isComboBox);
            HtmlPage snippets = browser.getPage(pipeline, "pipeline-syntax/");
            HtmlSelect steps = snippets.querySelector("select.dropdownList");
            steps.setSelectedAttribute(
                    steps.getOptions().stream()
                            .filter(option -> option.getText().startsWith("kamalDeploy:"))
                            .findFirst()
                            .orElseThrow(),
                    true);
            browser.waitForBackgroundJavaScript(60_000);
            List<HtmlElement> inSnippets = snippets.getDocumentElement().getElementsByAttribute("input", "name", field);
            assertThat(inSnippets).isNotEmpty().allMatch(KnownNamesTest::isComboBox);
        }
    }

    private static boolean isComboBox(HtmlElement input) {
        return input.getAttribute("class").contains("combobox2")
                && input.getAttribute("fillUrl").contains("/fill");
    }

    private static List<String> configFiles(Item item) {
        return List.copyOf(Jenkins.get()
                .getDescriptorByType(KamalDeployStep.DescriptorImpl.class)
                .doFillConfigFileItems(item));
    }

    private static List<String> destinations(Item item) {
        return List.copyOf(Jenkins.get()
                .getDescriptorByType(KamalVersionStep.DescriptorImpl.class)
                .doFillDestinationItems(item));
    }

    private static <T> T as(String user, Supplier<T> asked) {
        try (ACLContext ignored = ACL.as2(User.getById(user, true).impersonate2())) {
            return asked.get();
        }
    }
}
