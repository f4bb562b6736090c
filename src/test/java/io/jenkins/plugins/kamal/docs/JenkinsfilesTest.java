package io.jenkins.plugins.kamal.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.jenkins.plugins.sshcredentials.impl.BasicSSHUserPrivateKey;
import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.EnvVars;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.Slave;
import hudson.model.StringParameterDefinition;
import hudson.model.labels.LabelAtom;
import hudson.plugins.git.BranchSpec;
import hudson.plugins.git.GitSCM;
import hudson.plugins.git.UserRemoteConfig;
import hudson.util.Secret;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfiguratorException;
import io.jenkins.plugins.casc.yaml.YamlSource;
import io.jenkins.plugins.kamal.engine.docs.BlockKind;
import io.jenkins.plugins.kamal.engine.docs.CodeBlock;
import io.jenkins.plugins.kamal.engine.docs.Page;
import io.jenkins.plugins.kamal.engine.lab.docker.SimulatedImage;
import io.jenkins.plugins.kamal.engine.lab.docker.SimulatedRegistry;
import io.jenkins.plugins.kamal.engine.lab.embedded.LocalDocker;
import io.jenkins.plugins.kamal.global.KamalGlobalConfiguration;
import io.jenkins.plugins.kamal.run.deployment.Deployment;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.CpsScmFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.jenkinsci.plugins.workflow.support.steps.input.InputStepExecution;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Runs every complete Jenkinsfile of the documentation, from a repository that holds the files of its section, against
 * embedded servers. The addresses of servers get the embedded servers' ports; all else is as a reader would type it.
 */
@WithJenkins
class JenkinsfilesTest {

    private static final String REGISTRY = "registry.example.com";
    private static final String PASSWORD = "r3gistry-Pa55word";
    private static final String FIRST_DEPLOY =
            "node('docker') { checkout scm\n kamalDeploy sshCredentialsId: 'deploy-key',"
                    + " registryCredentialsId: 'registry', secrets: [%s] }";
    private static final String UPSTREAM = """
            node('docker') {
              checkout([$class: 'GitSCM', branches: [[name: 'main']], userRemoteConfigs: [[url: 'file://%s']]])
              kamalVersion()
            }""";
    private static final Pattern FREEZE_DAY = Pattern.compile("((?:from|until): )\\w+");
    private static final Pattern SECRET = Pattern.compile("name: '(\\w+)', credentialsId: '([^']+)'");
    private static final Pattern BOUND = Pattern.compile("string\\(credentialsId: '([^']+)'");

    @TempDir
    private static Path temporary;

    private static JenkinsRule jenkins;
    private static SimulatedRegistry registry;
    private static LocalDocker docker;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        registry = new SimulatedRegistry();
        registry.addUser(REGISTRY, "deployer", PASSWORD);
        docker = LocalDocker.start(registry);
        PodSteps.register();
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
        jenkins.jenkins.setNumExecutors(0);
        EnvVars environment = new EnvVars();
        Path vaults = Files.createDirectory(temporary.resolve("vaults"));
        VaultPrograms.install(vaults);
        environment.put("PATH", docker.directory() + ":" + vaults + ":" + System.getenv("PATH"));
        environment.put("HOME", Files.createDirectory(temporary.resolve("home")).toString());
        Slave agent = jenkins.createOnlineSlave(new LabelAtom("docker"), environment);
        agent.setLabelString("docker untrusted");
        agent.setNumExecutors(4);
        jenkins.jenkins.updateNode(agent);
    }

    @AfterAll
    static void stop() {
        GitSCM.ALLOW_LOCAL_CHECKOUT = false;
        docker.close();
    }

    @TestFactory
    Stream<DynamicTest> callStepsWithParametersThatTheyHave() throws IOException {
        List<Page> pages = Page.all();
        return Stream.concat(BlockKind.GROOVY.in(pages).stream(), BlockKind.JENKINSFILE.in(pages).stream())
                .map(block -> DynamicTest.dynamicTest(block.toString(), () -> StepCalls.check(block.text())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kamalDeploy sshCredentials: 'deploy-key'",
                "kamalDeploy secrets: [[name: 'A', id: 'a']]",
                "kamal 'setup', sshCredentialsId: 'deploy-key'",
                "kamal 'deplyo'",
                "kamal command: 'app details --resue'",
            })
    void wouldNotPassWithACallThatFails(String call) {
        assertThatThrownBy(() -> StepCalls.check("node { " + call + " }")).isInstanceOf(AssertionError.class);
    }

    @TestFactory
    Stream<DynamicTest> runToTheirEnd() throws IOException {
        List<Page> pages = Page.all();
        Map<String, List<CodeBlock>> sections = new LinkedHashMap<>();
        for (CodeBlock block : BlockKind.JENKINSFILE.in(pages)) {
            sections.computeIfAbsent(block.page() + " " + block.section(), section -> sectionOf(block, pages));
        }
        Pattern only = Pattern.compile(System.getProperty("docs.only", ""));
        return sections.entrySet().stream()
                .filter(section -> only.matcher(section.getKey()).find())
                .map(section -> DynamicTest.dynamicTest(section.getKey(), () -> runAll(section.getValue())));
    }

    private static List<CodeBlock> sectionOf(CodeBlock block, List<Page> pages) {
        return pages.stream()
                .flatMap(page -> page.blocks().stream())
                .filter(other ->
                        other.page().equals(block.page()) && other.section().equals(block.section()))
                .toList();
    }

    private void runAll(List<CodeBlock> section) throws Exception {
        Path directory = Files.createTempDirectory(temporary, "project");
        try (DocumentedProject project =
                new DocumentedProject(directory, registry, section, firstConfiguration(section))) {
            configure(project, section);
            String deployed = null;
            for (CodeBlock block : section) {
                if (block.isFile("Jenkinsfile")) {
                    if (deployed == null && needsDeployedApp(block)) {
                        deployed = deployTwice(project, section);
                    }
                    String commit = project.commitJenkinsfile(block.text());
                    WorkflowRun run = run(
                            project,
                            jobFor(block),
                            deployed == null ? commit : deployed,
                            before(project, section, block, commit));
                    assertSucceeded(block, run);
                    assertSecretsArrived(project, section, run);
                    deployed = commit;
                }
            }
        }
    }

    private static boolean needsDeployedApp(CodeBlock block) {
        return !block.text().matches("(?s).*(kamalDeploy\\b|setup).*")
                || block.text().contains("app exec")
                || block.text().contains("environmentOnly")
                || block.text().contains("rollout:");
    }

    /** Does what a recipe takes for granted to have happened elsewhere; gives the cause of the recipe's build. */
    private static List<Cause> before(
            DocumentedProject project, List<CodeBlock> section, CodeBlock block, String commit) throws Exception {
        if (hasCredentialsFromSettings(block)) {
            section.stream()
                    .filter(other -> BlockKind.of(other).equals(Optional.of(BlockKind.CONFIGURATION_AS_CODE)))
                    .forEach(settings -> load(settings.text()));
        }
        if (block.text().contains("skipPush: true")) {
            registry.publish(REGISTRY + "/example/shop:" + commit, SimulatedImage.web("shop", "built elsewhere"));
        }
        if (block.text().contains("fromUpstream: true")) {
            WorkflowJob upstream = jenkins.createProject(WorkflowJob.class);
            upstream.setDefinition(new CpsFlowDefinition(UPSTREAM.formatted(project.directory()), true));
            return List.of(new Cause.UpstreamCause((Run<?, ?>) jenkins.buildAndAssertSuccess(upstream)));
        }
        return List.of();
    }

    private static boolean hasCredentialsFromSettings(CodeBlock jenkinsfile) {
        return !jenkinsfile.text().contains("CredentialsId");
    }

    /** Loads settings, with the embedded servers' address, and with freezes that do not apply while a test runs. */
    private static void load(String settings) {
        DayOfWeek today = LocalDate.now().getDayOfWeek();
        String yaml = FREEZE_DAY
                .matcher(settings.replace("203.0.113.*", "127.0.0.1"))
                .replaceAll(day -> day.group(1)
                        + today.plus(day.group(1).startsWith("from") ? 2 : 3)
                                .getDisplayName(TextStyle.SHORT, Locale.ENGLISH));
        try {
            ConfigurationAsCode.get()
                    .configureWith(YamlSource.of(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))));
        } catch (ConfiguratorException e) {
            throw new AssertionError(yaml, e);
        }
    }

    /** Settings name the job that they hold for. */
    private static WorkflowJob jobFor(CodeBlock jenkinsfile) throws IOException {
        return hasCredentialsFromSettings(jenkinsfile)
                ? jenkins.createProject(Folder.class, "shop").createProject(WorkflowJob.class, "main")
                : jenkins.createProject(WorkflowJob.class);
    }

    private static String firstConfiguration(List<CodeBlock> section) throws IOException {
        return BlockKind.CONFIGURATION.in(Page.all()).stream()
                .filter(block -> block.page().equals("README.md") && block.isFile(DocumentedProject.CONFIGURATION))
                .findFirst()
                .orElseThrow(() -> new AssertionError("README.md shows no config/deploy.yml, for " + section))
                .text();
    }

    /** Brings the servers to where a recipe without a deploy begins; gives the version before the one that runs. */
    private static String deployTwice(DocumentedProject project, List<CodeBlock> section) throws Exception {
        String text = FIRST_DEPLOY.formatted(String.join(", ", secrets(section).keySet()));
        String first = project.commitJenkinsfile(text);
        jenkins.assertBuildStatusSuccess(run(project, jenkins.createProject(WorkflowJob.class), first, List.of()));
        String second = project.commitJenkinsfile(text);
        jenkins.assertBuildStatusSuccess(run(project, jenkins.createProject(WorkflowJob.class), second, List.of()));
        return first;
    }

    private static WorkflowRun run(DocumentedProject project, WorkflowJob job, String version, List<Cause> causes)
            throws Exception {
        GitSCM scm = new GitSCM(
                List.of(new UserRemoteConfig("file://" + project.directory(), null, null, null)),
                List.of(new BranchSpec("main")),
                null,
                null,
                List.of());
        job.setDefinition(new CpsScmFlowDefinition(scm, "Jenkinsfile"));
        // A multibranch project would tell the branch, and whoever starts a rollback the version.
        job.addProperty(new ParametersDefinitionProperty(
                new StringParameterDefinition("BRANCH_NAME", "main"),
                new StringParameterDefinition("VERSION", version)));
        WorkflowRun run = job.scheduleBuild2(0, new CauseAction(causes)).waitForStart();
        await().atMost(Duration.ofMinutes(5)).until(() -> {
            approve(run);
            return !run.isBuilding();
        });
        return run;
    }

    private static void approve(WorkflowRun run) throws Exception {
        InputAction inputs = run.getAction(InputAction.class);
        if (inputs != null) {
            for (InputStepExecution input : List.copyOf(inputs.getExecutions())) {
                input.doProceedEmpty();
            }
        }
    }

    private static void assertSucceeded(CodeBlock block, WorkflowRun run) throws IOException {
        assertThat(run.getResult()).as(block + "\n" + JenkinsRule.getLog(run)).isEqualTo(Result.SUCCESS);
        List<Deployment> deployments = run.getActions(DeploymentAction.class).stream()
                .map(DeploymentAction::getDeployment)
                .toList();
        assertThat(deployments)
                .as("commands of " + block + "\n" + JenkinsRule.getLog(run))
                .isNotEmpty()
                .allSatisfy(deployment -> assertThat(deployment.getStatus())
                        .isEqualTo(
                                deployment.getCanary() == null
                                        ? Deployment.Status.SUCCEEDED
                                        : Deployment.Status.PAUSED));
        assertThat(deployments.get(deployments.size() - 1).getStatus())
                .as("a recipe leaves no canary behind")
                .isEqualTo(Deployment.Status.SUCCEEDED);
        assertThat(deployments.stream()
                        .map(Deployment::getVersion)
                        .filter(version -> !version.isEmpty())
                        .distinct())
                .as("versions of " + block)
                .hasSizeLessThanOrEqualTo(1);
    }

    /** Secrets that come from a vault are in the container, and not in the log. */
    private static void assertSecretsArrived(DocumentedProject project, List<CodeBlock> section, WorkflowRun run)
            throws IOException {
        if (section.stream().noneMatch(block -> VaultPrograms.areCalledBy(block.text()))) {
            return;
        }
        Map<String, String> environment = project.environmentOfTheApp();
        assertThat(environment).containsKey("DB_PASSWORD");
        environment.keySet().retainAll(VaultPrograms.VALUES.keySet());
        assertThat(VaultPrograms.VALUES).containsAllEntriesOf(environment);
        assertThat(JenkinsRule.getLog(run)).doesNotContain(VaultPrograms.VALUES.values());
    }

    /** Credentials and host keys, under the ids that the documentation gives them. */
    private static void configure(DocumentedProject project, List<CodeBlock> section) throws Exception {
        List<Credentials> credentials = new ArrayList<>();
        credentials.add(sshKey(CredentialsScope.GLOBAL, "deploy-key", project));
        credentials.add(sshKey(CredentialsScope.SYSTEM, "production-key", project));
        credentials.add(new UsernamePasswordCredentialsImpl(
                CredentialsScope.GLOBAL, "registry", "the registry", "deployer", PASSWORD));
        List<String> texts = new ArrayList<>(secrets(section).values());
        for (CodeBlock block : section) {
            BOUND.matcher(block.text()).results().forEach(bound -> texts.add(bound.group(1)));
        }
        for (String id : texts) {
            credentials.add(new StringCredentialsImpl(
                    CredentialsScope.GLOBAL, id, "a secret", Secret.fromString("value-of-" + id)));
        }
        SystemCredentialsProvider store = SystemCredentialsProvider.getInstance();
        store.getCredentials().clear();
        store.getCredentials().addAll(credentials);
        store.save();
        KamalGlobalConfiguration.get().setKnownHosts(project.knownHosts());
        KamalGlobalConfiguration.get().setDestinations(List.of());
    }

    private static Credentials sshKey(CredentialsScope scope, String id, DocumentedProject project) {
        return new BasicSSHUserPrivateKey(
                scope,
                id,
                "root",
                new BasicSSHUserPrivateKey.DirectEntryPrivateKeySource(project.privateKey()),
                "",
                "the servers");
    }

    /** The ids of the secrets that the section's steps are given, by their argument. */
    private static Map<String, String> secrets(List<CodeBlock> section) {
        Map<String, String> ids = new LinkedHashMap<>();
        for (CodeBlock block : section) {
            SECRET.matcher(block.text())
                    .results()
                    .forEach(secret -> ids.put("[" + secret.group() + "]", secret.group(2)));
        }
        return ids;
    }
}
