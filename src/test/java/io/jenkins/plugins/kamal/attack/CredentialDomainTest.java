package io.jenkins.plugins.kamal.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider;
import com.cloudbees.jenkins.plugins.sshcredentials.impl.BasicSSHUserPrivateKey;
import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.DomainSpecification;
import com.cloudbees.plugins.credentials.domains.HostnamePortSpecification;
import com.cloudbees.plugins.credentials.domains.HostnameSpecification;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.kamal.step.EmbeddedProject;
import io.jenkins.plugins.kamal.step.Pipelines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A workspace names servers that the step's credentials are not kept for. */
@WithJenkins
class CredentialDomainTest {

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
        add("this registry", new HostnamePortSpecification("registry.lab:5000", ""), login("this-registry"));
        add("its host", new HostnameSpecification("*.lab", "old.lab"), login("its-host"));
        add("another registry", new HostnameSpecification("ghcr.io, quay.io", ""), login("another-registry"));
        add("another port", new HostnamePortSpecification("registry.lab:443", ""), login("another-port"));
        add("this server", new HostnameSpecification("127.0.0.1", ""), key("this-server"));
        add("another server", new HostnameSpecification("*", "127.*"), key("another-server"));
    }

    @AfterAll
    static void stop() {
        project.close();
    }

    @BeforeEach
    void forget() throws Exception {
        project.forget();
    }

    @Test
    void serversOfTheDomainGetTheCredentials() throws Exception {
        for (String registry : List.of("this-registry", "its-host")) {
            WorkflowRun run = deploy(job(), "this-server", registry);
            jenkins.assertBuildStatusSuccess(run);
            assertThat(JenkinsRule.getLog(run))
                    .contains(
                            "The credential 'this-server' is used for 127.0.0.1, as its domain allows",
                            "The credential '" + registry
                                    + "' is used for the registry registry.lab:5000, as its domain allows");
        }
    }

    @Test
    void theLogSaysWhereACredentialWithoutADomainGoes() throws Exception {
        WorkflowRun run = deploy(job(), EmbeddedProject.SSH_CREDENTIALS, EmbeddedProject.REGISTRY_CREDENTIALS);
        jenkins.assertBuildStatusSuccess(run);
        assertThat(JenkinsRule.getLog(run))
                .contains(
                        "The credential 'registry' is used for the registry registry.lab:5000, which the configuration"
                                + " names; no domain limits where it may go");
    }

    @Test
    void anotherRegistryOrServerIsRefused() throws Exception {
        assertRefused(deploy(job(), "this-server", "another-registry"), "'another-registry'", "ghcr.io, quay.io");
        assertRefused(deploy(job(), "this-server", "another-port"), "'another-port'", "registry.lab:443");
        assertRefused(deploy(job(), "another-server", "this-registry"), "'another-server'", "not 127.*");
    }

    /** The Jenkinsfile of a protected branch, or a freestyle job, can name the servers itself. */
    @Test
    void theStepCanNameTheServers() throws Exception {
        String both = "', allowedServers: 'registry.lab, 127.0.0.?";
        jenkins.assertBuildStatusSuccess(
                deploy(job(), EmbeddedProject.SSH_CREDENTIALS, EmbeddedProject.REGISTRY_CREDENTIALS + both));
        project.forget();

        String another = "', allowedServers: 'ghcr.io, 127.0.0.1";
        assertRefused(
                deploy(job(), EmbeddedProject.SSH_CREDENTIALS, EmbeddedProject.REGISTRY_CREDENTIALS + another),
                "'" + EmbeddedProject.REGISTRY_CREDENTIALS + "'",
                "ghcr.io, 127.0.0.1");
    }

    /** A folder has a store of its own, whose credential beats one with the same id further up. */
    @Test
    void theDomainOfTheNearestStoreCounts() throws Exception {
        Folder team = jenkins.createProject(Folder.class, "team");
        for (CredentialsStore store : CredentialsProvider.lookupStores(team)) {
            if (store.getProvider() instanceof FolderCredentialsProvider) {
                store.addDomain(
                        new Domain("elsewhere", "", List.of(new HostnameSpecification("elsewhere.example", ""))),
                        login("its-host"));
            }
        }
        WorkflowRun run = deploy(team.createProject(WorkflowJob.class, "shop"), "this-server", "its-host");
        assertRefused(run, "'its-host'", "elsewhere.example");
    }

    /** Whoever manages a folder's credentials can take any id, and cannot lift the limits of a credential further up. */
    @Test
    void aSecretWithTheSameIdInANearerStoreLiftsNoLimit() throws Exception {
        Folder team = jenkins.createProject(Folder.class, "hostile-team");
        for (CredentialsStore store : CredentialsProvider.lookupStores(team)) {
            if (store.getProvider() instanceof FolderCredentialsProvider) {
                store.addCredentials(
                        Domain.global(),
                        new StringCredentialsImpl(
                                CredentialsScope.GLOBAL, "another-server", "", Secret.fromString("any")));
            }
        }
        WorkflowRun run = deploy(team.createProject(WorkflowJob.class, "shop"), "another-server", "this-registry");
        assertRefused(run, "'another-server'", "not 127.*");
    }

    private static void add(String name, DomainSpecification specification, Credentials credential) throws Exception {
        SystemCredentialsProvider provider = SystemCredentialsProvider.getInstance();
        provider.getDomainCredentialsMap()
                .put(new Domain(name, "", List.of(specification)), new ArrayList<>(List.of(credential)));
        provider.save();
    }

    private static Credentials login(String id) throws Exception {
        return new UsernamePasswordCredentialsImpl(
                CredentialsScope.GLOBAL, id, "", "deployer", EmbeddedProject.REGISTRY_PASSWORD);
    }

    private static Credentials key(String id) {
        return new BasicSSHUserPrivateKey(
                CredentialsScope.GLOBAL,
                id,
                "root",
                new BasicSSHUserPrivateKey.DirectEntryPrivateKeySource(project.privateKey()),
                "",
                "");
    }

    private static WorkflowJob job() throws Exception {
        return jenkins.createProject(WorkflowJob.class);
    }

    private static WorkflowRun deploy(WorkflowJob job, String ssh, String registry) throws Exception {
        job.setDefinition(Pipelines.definition("node('one') {\n" + project.checkout()
                + "kamalDeploy sshCredentialsId: '" + ssh + "', registryCredentialsId: '" + registry + "'\n}"));
        return Pipelines.run(jenkins, job);
    }

    private static void assertRefused(WorkflowRun run, String... named) throws Exception {
        jenkins.assertBuildStatus(Result.FAILURE, run);
        assertThat(JenkinsRule.getLog(run)).contains(named).contains("must not be used for");
        assertThat(project.server().commands()).isEmpty();
        assertThat(project.hooks()).isEmpty();
    }
}
