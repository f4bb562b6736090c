package io.jenkins.plugins.kamal.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.kamal.global.KamalGlobalConfiguration;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlForm;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.ClassDescriptor;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** What people see of the steps in forms, snippets, help and declarative Pipelines. */
@WithJenkins
class StepFormsTest {

    private static final String ANOTHER_KEY =
            "h ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB";

    @TempDir
    private static Path temporary;

    private static JenkinsRule jenkins;
    private static EmbeddedProject project;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        project = new EmbeddedProject(temporary);
        project.configure();
    }

    @AfterAll
    static void stop() {
        project.close();
    }

    private static KamalVersionStep fullVersion() {
        KamalVersionStep step = new KamalVersionStep();
        step.setVersion("v1.2");
        step.setUncommitted("mark");
        step.setId("backend");
        step.setConfigFile("services/api/config/deploy.yml");
        step.setDestination("staging");
        return step;
    }

    private static KamalDeployStep fullDeploy() {
        KamalDeployStep step = new KamalDeployStep();
        step.setDestination("staging");
        step.setConfigFile("services/api/config/deploy.yml");
        step.setVersion("v1.2");
        step.setUncommitted("fail");
        step.setId("backend");
        step.setHosts("10.0.0.1,10.0.0.2");
        step.setRoles("web");
        step.setSshCredentialsId(EmbeddedProject.SSH_CREDENTIALS);
        step.setRegistryCredentialsId(EmbeddedProject.REGISTRY_CREDENTIALS);
        step.setKnownHosts("10.0.0.1 ssh-ed25519 AAAA");
        step.setSkipHooks(true);
        step.setSkipPush(true);
        step.setAllowedServers("registry.lab, 10.0.0.*");
        step.setMigrate("bin/migrate");
        step.setOnFailure("rollback");
        step.setSecretsUpload(false);
        WatchSettings watch = new WatchSettings(60);
        watch.setMaxErrorRate(2.5);
        step.setWatch(watch);
        step.setVerbose(true);
        return step;
    }

    @Test
    void formsKeepWhatIsSaid() throws Exception {
        StepConfigTester forms = new StepConfigTester(jenkins);
        KamalStatusStep strict = new KamalStatusStep();
        strict.setFailOnDrift(true);
        strict.setVersion("v1.2");
        strict.setRoles("web");
        KamalRollbackStep careful = new KamalRollbackStep("v1.2");
        careful.setRedeploy(false);
        for (Step step : List.of(
                fullVersion(),
                fullDeploy(),
                strict,
                careful,
                new KamalRollbackStep("v1"),
                new KamalVersionStep(),
                new KamalDeployStep(),
                new KamalStatusStep())) {
            jenkins.assertEqualDataBoundBeans(step, forms.configRoundTrip(step));
        }
    }

    /** A credential that is gone must not become another one by opening the form. */
    @Test
    void formsKeepWhatIsNotOffered() throws Exception {
        KamalDeployStep step = new KamalDeployStep();
        step.setSshCredentialsId("gone");
        step.setRegistryCredentialsId("gone-too");
        jenkins.assertEqualDataBoundBeans(step, new StepConfigTester(jenkins).configRoundTrip(step));
    }

    @Test
    void snippets() throws Exception {
        SnippetizerTester snippets = new SnippetizerTester(jenkins);
        snippets.assertRoundTrip(new KamalVersionStep(), "kamalVersion()");
        snippets.assertRoundTrip(
                fullVersion(),
                "kamalVersion configFile: 'services/api/config/deploy.yml', destination: 'staging', id: 'backend',"
                        + " uncommitted: 'mark', version: 'v1.2'");
        snippets.assertRoundTrip(new KamalDeployStep(), "kamalDeploy()");
        snippets.assertRoundTrip(
                fullDeploy(),
                "kamalDeploy allowedServers: 'registry.lab, 10.0.0.*', configFile: 'services/api/config/deploy.yml', destination: 'staging',"
                        + " hosts: '10.0.0.1,10.0.0.2', id: 'backend', knownHosts: '10.0.0.1 ssh-ed25519 AAAA',"
                        + " migrate: 'bin/migrate', onFailure: 'rollback',"
                        + " registryCredentialsId: 'registry', roles: 'web', secretsUpload: false, skipHooks: true, skipPush: true,"
                        + " sshCredentialsId: 'servers', uncommitted: 'fail', verbose: true, version: 'v1.2', watch: [maxErrorRate: 2.5, seconds: 60]");
    }

    @Test
    void globalConfigurationKeepsWhatIsSaid() throws Exception {
        KamalGlobalConfiguration configuration = KamalGlobalConfiguration.get();
        String before = configuration.getKnownHosts();
        assertThat(before.lines().count()).isGreaterThan(1);
        jenkins.configRoundtrip();
        assertThat(configuration.getKnownHosts().lines().toList())
                .isEqualTo(before.lines().toList());
        try (JenkinsRule.WebClient browser = jenkins.createWebClient()) {
            HtmlForm form = browser.goTo("configure").getFormByName("config");
            form.getTextAreaByName("_.knownHosts").setText(ANOTHER_KEY + "\n");
            jenkins.submit(form);
            HtmlForm another = browser.goTo("configure").getFormByName("config");
            another.getTextAreaByName("_.knownHosts").setText("garbage\n");
            browser.setThrowExceptionOnFailingStatusCode(false);
            assertThat(jenkins.submit(another).getWebResponse().getContentAsString())
                    .contains("Line 1 is not a host key");
        }
        assertThat(configuration.getKnownHosts().strip()).isEqualTo(ANOTHER_KEY);
        assertThat(new KamalGlobalConfiguration().getKnownHosts().strip()).isEqualTo(ANOTHER_KEY);
        configuration.setKnownHosts(before);
    }

    /** All steps, build steps and configurations of this plugin, whatever is added. */
    @Test
    void everyFieldHasHelp() throws Exception {
        List<Descriptor> descriptors = jenkins.jenkins.getExtensionList(Descriptor.class).stream()
                .filter(descriptor -> descriptor.clazz.getName().startsWith("io.jenkins.plugins.kamal."))
                .toList();
        assertThat(descriptors)
                .extracting(descriptor -> descriptor.clazz.getSimpleName())
                .contains("KamalVersionStep", "KamalDeployStep", "KamalGlobalConfiguration");
        try (JenkinsRule.WebClient browser = jenkins.createWebClient()) {
            for (Descriptor<?> descriptor : descriptors) {
                for (String field : fields(descriptor.clazz)) {
                    String file = browser.executeOnServer(() -> descriptor.getHelpFile(field));
                    String name = "help of " + field + " in " + descriptor.clazz.getSimpleName();
                    assertThat(file).as(name).isNotNull();
                    assertThat(browser.goTo(file.substring(1), "text/html")
                                    .getWebResponse()
                                    .getContentAsString())
                            .as(name)
                            .contains("<div>")
                            .hasSizeGreaterThan(60);
                }
            }
        }
    }

    private static List<String> fields(Class<?> type) {
        Stream<String> set = Arrays.stream(type.getMethods())
                .filter(method -> method.isAnnotationPresent(DataBoundSetter.class))
                .map(method -> Character.toLowerCase(method.getName().charAt(3))
                        + method.getName().substring(4));
        Stream<String> constructed = Arrays.stream(type.getConstructors())
                .filter(constructor -> constructor.isAnnotationPresent(DataBoundConstructor.class))
                // What is a form of its own, as the command of a build step, is looked at for itself.
                .filter(constructor ->
                        Arrays.stream(constructor.getParameterTypes()).noneMatch(Describable.class::isAssignableFrom))
                .flatMap(constructor -> Arrays.stream(ClassDescriptor.loadParameterNames(constructor)));
        return Stream.concat(set, constructed).distinct().toList();
    }

    /** What Pipeline Graph View shows beside the name of a step. */
    @Test
    void theGraphNamesTheCommandTheVersionAndTheDestination() {
        KamalDeployStep.DescriptorImpl deploy =
                jenkins.jenkins.getDescriptorByType(KamalDeployStep.DescriptorImpl.class);
        assertThat(deploy.argumentsToString(Map.of("destination", "production", "version", "v1", "skipPush", true)))
                .isEqualTo("v1 to production");
        assertThat(deploy.argumentsToString(Map.of("skipPush", true))).isNull();
        assertThat(jenkins.jenkins
                        .getDescriptorByType(KamalCommandStep.DescriptorImpl.class)
                        .argumentsToString(Map.of("command", "app logs", "destination", "staging")))
                .isEqualTo("app logs to staging");
    }

    @Test
    void versionsAreCheckedInTheForm() {
        KamalDeployStep.DescriptorImpl descriptor =
                jenkins.jenkins.getDescriptorByType(KamalDeployStep.DescriptorImpl.class);
        assertThat(descriptor.doCheckVersion(null, "v1.2").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(descriptor.doCheckVersion(null, "${TAG}").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(descriptor.doCheckVersion(null, "a/b"))
                .satisfies(check -> assertThat(check.kind).isEqualTo(FormValidation.Kind.ERROR))
                .satisfies(check -> assertThat(check.getMessage()).contains("a/b"));
    }

    @Test
    void quotationMarksOfACommandAreCheckedInTheForm() {
        KamalCommandStep.DescriptorImpl descriptor =
                jenkins.jenkins.getDescriptorByType(KamalCommandStep.DescriptorImpl.class);
        assertThat(descriptor.doCheckCommand(null, "app exec 'ls -l'").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(descriptor.doCheckCommand(null, "app exec 'ls"))
                .satisfies(check -> assertThat(check.kind).isEqualTo(FormValidation.Kind.ERROR))
                .satisfies(check -> assertThat(check.getMessage()).contains("a quotation mark without an end"));
    }

    @Test
    void refusesACommandWithAQuotationMarkThatIsNeverClosed() throws Exception {
        WorkflowRun run = Pipelines.run(jenkins, "node { kamal(command: 'lock acquire -m \"until noon') }");
        jenkins.assertBuildStatus(hudson.model.Result.FAILURE, run);
        jenkins.assertLogContains(
                "ERROR: The command 'lock acquire -m \"until noon' has a quotation mark without an end: \"until noon",
                run);
        jenkins.assertLogNotContains("\tat ", run);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "KamalCommandStep/checkCommand?value=%27",
                "KamalDeployStep/fillSshCredentialsIdItems",
                "KamalDeployStep/fillRegistryCredentialsIdItems",
                "KamalDeployStep/fillUncommittedItems",
                "KamalDeployStep/checkVersion?value=a%2Fb",
                "KamalVersionStep/fillUncommittedItems",
                "KamalVersionStep/checkVersion?value=a%2Fb"
            })
    void formsAreAskedByPostAlone(String method) throws Exception {
        try (JenkinsRule.WebClient browser = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            URL url = new URL(browser.getContextPath() + "descriptorByName/" + KamalDeployStep.class.getPackageName()
                    + "." + method);
            assertThat(status(browser, url, HttpMethod.POST)).isEqualTo(HttpURLConnection.HTTP_OK);
            assertThat(status(browser, url, HttpMethod.GET)).isEqualTo(HttpURLConnection.HTTP_NOT_FOUND);
        }
    }

    private static int status(JenkinsRule.WebClient browser, URL url, HttpMethod method) throws Exception {
        WebRequest request = new WebRequest(url, method);
        return browser.getPage(method == HttpMethod.POST ? browser.addCrumb(request) : request)
                .getWebResponse()
                .getStatusCode();
    }

    @Test
    void declarativePipelineTakesTheSteps() throws Exception {
        project.agent(jenkins, "declarative");
        WorkflowRun run = Pipelines.run(jenkins, """
                pipeline {
                  agent { label 'declarative' }
                  stages {
                    stage('deploy') {
                      steps {
                        %s
                        kamalVersion version: 'v3'
                        kamalDeploy %s
                      }
                    }
                  }
                  post { success { sh 'echo "is <$KAMAL_VERSION>"' } }
                }""".formatted(project.checkout(), EmbeddedProject.access()));
        jenkins.assertBuildStatusSuccess(run);
        jenkins.assertLogContains("is <v3>", run);
        assertThat(jenkins.createWebClient()
                        .goTo(run.getUrl() + "logText/progressiveHtml?start=0", null)
                        .getWebResponse()
                        .getContentAsString())
                .as("the version and the host in the log link to the Deployments page")
                .containsPattern("<a href=[^>]*/" + run.getParent().getUrl() + "kamal/[^>]*>v3</a>")
                .containsPattern("<a href=[^>]*/" + run.getParent().getUrl() + "kamal/[^>]*>127.0.0.1</a>");
        assertThat(project.server().docker().states()).containsEntry("shop-web-v3", "running");
    }
}
