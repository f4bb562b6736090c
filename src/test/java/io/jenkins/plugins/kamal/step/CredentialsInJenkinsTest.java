package io.jenkins.plugins.kamal.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Fingerprint;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.ListBoxModel;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import jenkins.authentication.tokens.api.AuthenticationTokenSource;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.docker.commons.credentials.DockerRegistryToken;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Which credentials a step may use, who is shown them, and what is said where there is none. */
@WithJenkins
class CredentialsInJenkinsTest {

    @TempDir
    private static Path temporary;

    private static JenkinsRule jenkins;
    private static EmbeddedProject project;
    private static KamalDeployStep.DescriptorImpl form;
    private static WorkflowJob job;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        project = new EmbeddedProject(temporary);
        project.configure();
        project.agent(jenkins, "one");
        Folder team = jenkins.createProject(Folder.class, "team");
        store(team)
                .addCredentials(
                        Domain.global(),
                        new UsernamePasswordCredentialsImpl(
                                CredentialsScope.GLOBAL, "of-the-team", "the team's registry", "team", "Team-Pa55"));
        store(team).addCredentials(Domain.global(), new CloudAccount());
        form = jenkins.jenkins.getDescriptorByType(KamalDeployStep.DescriptorImpl.class);
        job = jenkins.createProject(WorkflowJob.class, "shop");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader")
                .grant(Jenkins.READ, Item.READ, Item.CONFIGURE, Item.EXTENDED_READ)
                .everywhere()
                .to("developer"));
    }

    @AfterAll
    static void stop() {
        project.close();
    }

    @BeforeEach
    void forget() throws Exception {
        project.forget();
    }

    private static CredentialsStore store(Folder folder) {
        for (CredentialsStore store : CredentialsProvider.lookupStores(folder)) {
            if (store.getProvider() instanceof FolderCredentialsProvider) {
                return store;
            }
        }
        throw new AssertionError("the folder has no store of credentials");
    }

    @Test
    void usageIsTracked() throws Exception {
        WorkflowRun run = deploy(job, EmbeddedProject.access());
        jenkins.assertBuildStatusSuccess(run);
        for (String id : List.of(EmbeddedProject.SSH_CREDENTIALS, EmbeddedProject.REGISTRY_CREDENTIALS)) {
            IdCredentials credential = CredentialsProvider.findCredentialById(id, IdCredentials.class, run);
            Fingerprint usage = CredentialsProvider.getFingerprintOf(credential);
            assertThat(usage).as("fingerprint of " + id).isNotNull();
            assertThat(usage.getRangeSet(job).includes(run.getNumber())).isTrue();
        }
    }

    @Test
    void missing() throws Exception {
        assertRefused(deploy(job, "sshCredentialsId: 'nobody-has-it'"), "'nobody-has-it'", "private key");
    }

    @Test
    void ofAnotherKind() throws Exception {
        assertRefused(deploy(job, "sshCredentialsId: 'registry'"), "'registry'", "private key");
        assertRefused(deploy(job, "registryCredentialsId: 'servers'"), "'servers'", "password");
    }

    @Test
    void ofAFolderThatTheJobIsNotIn() throws Exception {
        assertRefused(deploy(job, "registryCredentialsId: 'of-the-team'"), "'of-the-team'", "folder");
    }

    @Test
    void ofTheFolderThatTheJobIsIn() throws Exception {
        WorkflowJob inside =
                jenkins.jenkins.getItemByFullName("team", Folder.class).createProject(WorkflowJob.class, "inside");
        WorkflowRun run = deploy(inside, "sshCredentialsId: 'servers', registryCredentialsId: 'of-the-team'");
        // It is found; the registry does not know that user.
        jenkins.assertBuildStatus(Result.FAILURE, run);
        assertThat(JenkinsRule.getLog(run))
                .contains("docker login registry.lab:5000 -u team --password-stdin")
                .doesNotContain("There is no credential")
                .doesNotContain("Team-Pa55");
        try (ACLContext ignored = as("admin")) {
            assertThat(values(form.doFillRegistryCredentialsIdItems(inside, "")))
                    .contains("of-the-team", "registry");
            assertThat(values(form.doFillRegistryCredentialsIdItems(job, ""))).doesNotContain("of-the-team");
        }
    }

    /** As the plugins of cloud registries do, whose tokens are made when they are asked for. */
    @Test
    void whateverGivesATokenForARegistryIsALogin() throws Exception {
        WorkflowJob inside = jenkins.jenkins
                .getItemByFullName("team", Folder.class)
                .createProject(WorkflowJob.class, "in-the-cloud");
        WorkflowRun run = deploy(inside, "sshCredentialsId: 'servers', registryCredentialsId: 'cloud'");

        jenkins.assertBuildStatus(Result.FAILURE, run);
        assertThat(JenkinsRule.getLog(run))
                .contains("docker login registry.lab:5000 -u oauth2 --password-stdin")
                .doesNotContain("There is no credential")
                .doesNotContain("Cl0ud");
        assertThat(CredentialsProvider.getFingerprintOf(
                                CredentialsProvider.findCredentialById("cloud", IdCredentials.class, run))
                        .getRangeSet(inside)
                        .includes(run.getNumber()))
                .isTrue();
        try (ACLContext ignored = as("admin")) {
            assertThat(values(form.doFillRegistryCredentialsIdItems(inside, "")))
                    .contains("cloud");
            assertThat(values(form.doFillSshCredentialsIdItems(inside, ""))).doesNotContain("cloud");
        }
    }

    @Test
    void onlyTheRightKindIsOffered() {
        try (ACLContext ignored = as("developer")) {
            assertThat(values(form.doFillSshCredentialsIdItems(job, ""))).containsExactly("", "servers");
            assertThat(values(form.doFillRegistryCredentialsIdItems(job, ""))).containsExactly("", "registry");
        }
    }

    @Test
    void whoMayNotConfigureSeesOnlyTheCurrentValue() {
        try (ACLContext ignored = as("reader")) {
            assertThat(values(form.doFillSshCredentialsIdItems(job, "current"))).containsExactly("current");
            assertThat(values(form.doFillRegistryCredentialsIdItems(job, "current")))
                    .containsExactly("current");
        }
        for (String user : List.of("reader", "developer")) {
            try (ACLContext ignored = as(user)) {
                assertThat(values(form.doFillSshCredentialsIdItems(null, "current")))
                        .containsExactly("current");
                assertThat(values(form.doFillRegistryCredentialsIdItems(null, "current")))
                        .containsExactly("current");
            }
        }
    }

    /** The account of a cloud, with which somebody may also log in at its registry. */
    public static final class CloudAccount extends BaseStandardCredentials {

        @Serial
        private static final long serialVersionUID = 1;

        CloudAccount() {
            super(CredentialsScope.GLOBAL, "cloud", "the cloud");
        }

        @TestExtension
        public static final class DescriptorImpl extends BaseStandardCredentialsDescriptor {}

        @TestExtension
        public static final class Token extends AuthenticationTokenSource<DockerRegistryToken, CloudAccount> {

            public Token() {
                super(DockerRegistryToken.class, CloudAccount.class);
            }

            @Override
            public DockerRegistryToken convert(CloudAccount account) {
                byte[] login = "oauth2:Cl0ud:with:colons".getBytes(StandardCharsets.UTF_8);
                return new DockerRegistryToken("", Base64.getEncoder().encodeToString(login));
            }
        }
    }

    private static ACLContext as(String user) {
        return ACL.as2(User.getById(user, true).impersonate2());
    }

    private static List<String> values(ListBoxModel list) {
        return list.stream().map(option -> option.value).toList();
    }

    private static WorkflowRun deploy(WorkflowJob job, String access) throws Exception {
        job.setDefinition(
                Pipelines.definition("node('one') {\n" + project.checkout() + "kamalDeploy(" + access + ")\n}"));
        return Pipelines.run(jenkins, job);
    }

    private static void assertRefused(WorkflowRun run, String... named) throws Exception {
        jenkins.assertBuildStatus(Result.FAILURE, run);
        String log = JenkinsRule.getLog(run);
        assertThat(log.substring(log.indexOf("ERROR: "))).contains(named).doesNotContain("\tat ");
        assertThat(project.server().commands()).isEmpty();
        assertThat(project.hooks()).isEmpty();
    }
}
