package io.jenkins.plugins.kamal.global;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider;
import com.cloudbees.jenkins.plugins.sshcredentials.impl.BasicSSHUserPrivateKey;
import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.User;
import hudson.model.labels.LabelAtom;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.tasks.Shell;
import io.jenkins.plugins.kamal.destination.Destination;
import io.jenkins.plugins.kamal.destination.Freeze;
import io.jenkins.plugins.kamal.freestyle.KamalDeployBuilder;
import io.jenkins.plugins.kamal.ledger.page.JobDeployments;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import io.jenkins.plugins.kamal.step.EmbeddedProject;
import io.jenkins.plugins.kamal.step.KamalDeployStep;
import io.jenkins.plugins.kamal.step.Pipelines;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What an administrator sets for a destination holds for the steps of every job. */
@WithJenkins
class DestinationsTest {

    private static final String DEPLOY = "kamalDeploy()";

    @TempDir
    private static Path temporary;

    private static JenkinsRule jenkins;
    private static EmbeddedProject project;
    private static int folders;

    private Folder folder;
    private WorkflowJob job;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        project = new EmbeddedProject(temporary);
        project.configure();
        project.agent(jenkins, "one");
        List<Credentials> store = SystemCredentialsProvider.getInstance().getCredentials();
        store.add(key(CredentialsScope.SYSTEM, "of-jenkins"));
        store.add(login(CredentialsScope.SYSTEM, "login-of-jenkins"));
        for (String user : List.of("admin", "developer", "on-call")) {
            User.getById(user, true);
        }
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ, Item.BUILD)
                .everywhere()
                .to("developer", "on-call")
                .grant(KamalPermissions.OVERRIDE_FREEZE)
                .everywhere()
                .to("on-call"));
    }

    @AfterAll
    static void stop() {
        project.close();
    }

    @BeforeEach
    void forget() throws Exception {
        KamalGlobalConfiguration.get().setDestinations(List.of());
        folder = jenkins.createProject(Folder.class, "team" + ++folders);
        job = folder.createProject(WorkflowJob.class, "shop");
        project.forget();
    }

    @Test
    void itsCredentialsAreUsedWhereAStepNamesNone() throws Exception {
        global(with("of-jenkins", "login-of-jenkins"));

        Run<?, ?> run = deploy(DEPLOY, "developer");

        jenkins.assertBuildStatusSuccess(run);
        assertThat(JenkinsRule.getLog(run))
                .contains("The credential 'of-jenkins' is used for 127.0.0.1")
                .contains("The credential 'login-of-jenkins' is used for the registry registry.lab:5000")
                .doesNotContain(EmbeddedProject.REGISTRY_PASSWORD);
        IdCredentials used = SystemCredentialsProvider.getInstance().getCredentials().stream()
                .map(IdCredentials.class::cast)
                .filter(credential -> credential.getId().equals("of-jenkins"))
                .findFirst()
                .orElseThrow();
        assertThat(CredentialsProvider.getFingerprintOf(used).getRangeSet(job).includes(run.getNumber()))
                .isTrue();
    }

    @Test
    void aStepCannotNameItsCredentialsItself() throws Exception {
        Run<?, ?> run = deploy("kamalDeploy sshCredentialsId: 'of-jenkins'", "developer");

        assertRefused(run, "'of-jenkins'");
    }

    @Test
    void aFolderWinsAndItsCredentialStaysInIt() throws Exception {
        store(folder).addCredentials(Domain.global(), key(CredentialsScope.GLOBAL, "of-the-folder"));
        global(with("of-jenkins", "login-of-jenkins"));
        Destination near = new Destination();
        near.setSshCredentialsId("of-the-folder");
        folder.addProperty(new FolderDestinations(List.of(near)));

        Run<?, ?> run = deploy(DEPLOY, "developer");

        jenkins.assertBuildStatusSuccess(run);
        assertThat(JenkinsRule.getLog(run))
                .contains("The credential 'of-the-folder' is used", "The credential 'login-of-jenkins' is used");
        project.forget();

        folder.getProperties().clear();
        global(with("of-the-folder", null));
        assertRefused(deploy(DEPLOY, "developer"), "'of-the-folder'", "settings for destinations of Jenkins");
    }

    @Test
    void aFreezeRefusesWhatChangesServers() throws Exception {
        Destination frozen = with("of-jenkins", "login-of-jenkins");
        frozen.setFreezes(List.of(freeze("Christmas, nobody is in the office", "2099-12-27 08:00")));
        global(frozen);
        folder.addProperty(new FolderDestinations(List.of(new Destination())));

        for (String step : List.of(
                DEPLOY,
                "kamalRollback version: 'abc'",
                "kamal 'setup'",
                "kamal 'app exec --reuse hostname'",
                "kamal '--destination staging deploy'",
                "kamalHook 'pre-deploy'")) {
            assertRefused(
                    deploy(step, "developer"),
                    "Christmas, nobody is in the office",
                    "until 2099-12-27 08:00 (UTC)",
                    "Kamal/OverrideFreeze",
                    "Manage Jenkins");
        }
        Run<?, ?> reading = deploy("kamal 'app details'", "developer");
        jenkins.assertBuildStatusSuccess(reading);
        assertThat(project.server().commands()).isNotEmpty();
    }

    @Test
    void whoMayOverrideAFreezeIsRecorded() throws Exception {
        Destination frozen = with("of-jenkins", "login-of-jenkins");
        frozen.setFreezes(List.of(freeze("the audit", null)));
        global(frozen);

        Run<?, ?> run = deploy(DEPLOY, "on-call");

        jenkins.assertBuildStatusSuccess(run);
        assertThat(JenkinsRule.getLog(run)).contains("Kamal: on-call overrides a freeze: ", "the audit");
        assertThat(run.getAction(DeploymentAction.class).getDeployment().getOverriddenFreeze())
                .contains("on-call", "the audit");
        assertThat(job.getAction(JobDeployments.class)
                        .getServices()
                        .get(0)
                        .getHistory()
                        .get(0)
                        .getDeployment()
                        .getProvenance()
                        .getOverriddenFreeze())
                .contains("on-call", "the audit");
        project.forget();

        assertRefused(runOf(DEPLOY, new Cause.RemoteCause("scheduler", "nightly")), "the audit");
    }

    @Test
    void theWordsOfACommandCannotReplaceTheDecision() throws Exception {
        global(with("of-jenkins", "login-of-jenkins"));

        assertRefused(
                deploy("kamal 'app stop --invocation=/tmp/x'", "developer"), "--invocation", "reserved for the plugin");
    }

    @Test
    void theNextFreezeIsHandedOver() {
        Freeze nights = freeze("the night", "06:00");
        nights.setFrom("22:00");
        Freeze later = freeze("Christmas", "2099-12-27 08:00");
        later.setFrom("2099-12-24 18:00");
        Destination guarded = new Destination();
        guarded.setFreezes(List.of(later, nights));
        global(guarded);

        DestinationDecision decision = DestinationRules.of(job, null).decide(null);

        assertThat(decision.nextFreeze(Instant.parse("2026-11-28T12:00:00Z"))).hasValueSatisfying(next -> {
            assertThat(next.begin()).isEqualTo("2026-11-28T22:00:00Z");
            assertThat(next.reason()).contains("the night", "Manage Jenkins");
        });
    }

    @Test
    void onlyAllowedJobsGetIn() throws Exception {
        Destination guarded = with("of-jenkins", "login-of-jenkins");
        guarded.setJobs("ops/*, " + job.getFullName());
        global(guarded);
        jenkins.assertBuildStatusSuccess(deploy(DEPLOY, "developer"));
        project.forget();

        guarded.setJobs("ops/*");
        for (String step : List.of(DEPLOY, "kamal 'app details'", "kamalDeploy(" + EmbeddedProject.access() + ")")) {
            assertRefused(deploy(step, "admin"), job.getFullName(), "ops/*", "Manage Jenkins");
        }
    }

    @Test
    void noStepGoesToOtherServers() throws Exception {
        Destination guarded = new Destination();
        guarded.setAllowedServers("10.0.0.*, registry.lab");
        global(guarded);
        Destination wide = new Destination();
        wide.setAllowedServers("*");
        folder.addProperty(new FolderDestinations(List.of(wide)));

        for (String step : List.of(
                DEPLOY, "kamalDeploy(" + EmbeddedProject.access() + ", allowedServers: '127.0.0.1, registry.lab')")) {
            assertRefused(deploy(step, "developer"), "127.0.0.1", "10.0.0.*");
        }
    }

    @Test
    void settingsForOneServiceHoldForThatService() throws Exception {
        Destination blog = with("nobody-has-it", null);
        blog.setServices("blog, wiki*");
        global(blog, with("of-jenkins", "login-of-jenkins"));
        jenkins.assertBuildStatusSuccess(deploy(DEPLOY, "developer"));
        project.forget();

        blog.setServices("sh?p");
        assertRefused(deploy(DEPLOY, "developer"), "'nobody-has-it'");
    }

    @Test
    void aDestinationIsNamedByTheStepOnly() throws Exception {
        global(with("of-jenkins", "login-of-jenkins"));
        project.commitFile("config/deploy.staging.yml", "env:\n  clear:\n    STAGE: staging\n");

        assertRefused(
                deploy("kamal 'app details -d staging'", "developer"), "the destination staging", "'destination'");
    }

    @Test
    void holdsForFreestyleJobs() throws Exception {
        Destination frozen = with("of-jenkins", "login-of-jenkins");
        frozen.setFreezes(List.of(freeze("the audit", null)));
        global(frozen);
        FreeStyleProject freestyle = jenkins.createFreeStyleProject("freestyle" + folders);
        freestyle.setAssignedLabel(new LabelAtom("one"));
        freestyle
                .getBuildersList()
                .add(new Shell("rm -rf * .git .kamal; git clone -q file://" + project.directory() + " ."));
        freestyle.getBuildersList().add(new KamalDeployBuilder(new KamalDeployStep()));

        FreeStyleBuild refused =
                freestyle.scheduleBuild2(0, new Cause.UserIdCause("developer")).get();
        assertRefused(refused, "the audit");

        FreeStyleBuild overriding =
                freestyle.scheduleBuild2(0, new Cause.UserIdCause("on-call")).get();
        jenkins.assertBuildStatusSuccess(overriding);
        assertThat(overriding.getAction(DeploymentAction.class).getDeployment().getOverriddenFreeze())
                .contains("on-call");
    }

    @Test
    void theLockIsWaitedForAsTheDestinationSays() throws Exception {
        Destination patient = with("of-jenkins", "login-of-jenkins");
        patient.setLockWait(1);
        global(patient);
        jenkins.assertBuildStatusSuccess(deploy("kamal 'lock acquire -m maintenance'", "developer"));

        Run<?, ?> run = deploy(DEPLOY, "developer");

        jenkins.assertBuildStatus(Result.FAILURE, run);
        // A lock that was taken by hand is never waited for; only who waits is told so.
        assertThat(JenkinsRule.getLog(run)).contains("so this run does not wait for it");
        jenkins.assertBuildStatusSuccess(deploy("kamal 'lock release'", "developer"));
    }

    @Test
    void theFormsKeepWhatWasEntered() throws Exception {
        Destination entered = with("of-jenkins", "login-of-jenkins");
        entered.setDestination("production");
        entered.setServices("shop, blog");
        entered.setJobs("ops/*");
        entered.setAllowedServers("10.0.0.*");
        entered.setLockWait(30);
        Freeze weekend = new Freeze("the weekend");
        weekend.setFrom("Fri 16:00");
        weekend.setUntil("Mon 08:00");
        weekend.setTimeZone("Europe/Berlin");
        entered.setFreezes(List.of(weekend, freeze("the audit", null)));
        global(entered, new Destination());
        folder.addProperty(new FolderDestinations(List.of(entered)));

        try (ACLContext ignored = ACL.as2(User.getById("admin", true).impersonate2())) {
            JenkinsRule.WebClient browser = jenkins.createWebClient().login("admin");
            jenkins.submit(browser.goTo("configure").getFormByName("config"));
            jenkins.submit(browser.getPage(folder, "configure").getFormByName("config"));
        }

        List<Destination> global = KamalGlobalConfiguration.get().getDestinations();
        assertThat(global).hasSize(2);
        jenkins.assertEqualDataBoundBeans(entered, global.get(0));
        assertThat(folder.getProperties().get(FolderDestinations.class).getDestinations())
                .hasSize(1);
        jenkins.assertEqualDataBoundBeans(
                entered,
                folder.getProperties()
                        .get(FolderDestinations.class)
                        .getDestinations()
                        .get(0));
    }

    private static void global(Destination... destinations) {
        KamalGlobalConfiguration.get().setDestinations(List.of(destinations));
    }

    private static Destination with(String ssh, String registry) {
        Destination destination = new Destination();
        destination.setSshCredentialsId(ssh);
        destination.setRegistryCredentialsId(registry);
        return destination;
    }

    private static Freeze freeze(String reason, String until) {
        Freeze freeze = new Freeze(reason);
        freeze.setUntil(until);
        freeze.setTimeZone("UTC");
        return freeze;
    }

    private static BasicSSHUserPrivateKey key(CredentialsScope scope, String id) {
        return new BasicSSHUserPrivateKey(
                scope,
                id,
                "root",
                new BasicSSHUserPrivateKey.DirectEntryPrivateKeySource(project.privateKey()),
                "",
                id);
    }

    private static UsernamePasswordCredentialsImpl login(CredentialsScope scope, String id) throws Exception {
        return new UsernamePasswordCredentialsImpl(scope, id, id, "deployer", EmbeddedProject.REGISTRY_PASSWORD);
    }

    private static CredentialsStore store(Folder folder) {
        for (CredentialsStore store : CredentialsProvider.lookupStores(folder)) {
            if (store.getProvider() instanceof FolderCredentialsProvider) {
                return store;
            }
        }
        throw new AssertionError("the folder has no store of credentials");
    }

    private Run<?, ?> deploy(String step, String user) throws Exception {
        return runOf(step, new Cause.UserIdCause(user));
    }

    private Run<?, ?> runOf(String step, Cause cause) throws Exception {
        job.setDefinition(Pipelines.definition("node('one') {\n" + project.checkout() + step + "\n}"));
        return jenkins.waitForCompletion(
                job.scheduleBuild2(0, new CauseAction(cause)).waitForStart());
    }

    private static void assertRefused(Run<?, ?> run, String... named) throws Exception {
        jenkins.assertBuildStatus(Result.FAILURE, run);
        String log = JenkinsRule.getLog(run);
        assertThat(log.substring(log.indexOf("ERROR: "))).contains(named).doesNotContain("\tat ");
        assertThat(project.server().commands()).isEmpty();
        assertThat(project.hooks()).isEmpty();
    }
}
