package io.jenkins.plugins.kamal.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.Util;
import io.jenkins.plugins.kamal.credentials.Access;
import io.jenkins.plugins.kamal.credentials.SecretBinding;
import io.jenkins.plugins.kamal.task.EngineExecution;
import io.jenkins.plugins.kamal.task.request.CommandOptions;
import io.jenkins.plugins.kamal.task.request.EngineRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that runs one command of the engine. */
public abstract class EngineStep extends SourceStep {

    @CheckForNull
    private String sshCredentialsId;

    @CheckForNull
    private String registryCredentialsId;

    @CheckForNull
    private String knownHosts;

    @CheckForNull
    private String allowedServers;

    private List<SecretBinding> secrets = new ArrayList<>();
    private boolean skipHooks;
    private boolean verbose;

    /** The id of the private key for the servers, or null for the agent's own keys. */
    @CheckForNull
    public String getSshCredentialsId() {
        return sshCredentialsId;
    }

    /** Sets the id of the private key. */
    @DataBoundSetter
    public void setSshCredentialsId(@CheckForNull String sshCredentialsId) {
        this.sshCredentialsId = Util.fixEmptyAndTrim(sshCredentialsId);
    }

    /** The id of the user name and password for the registry, or null for the login of the configuration. */
    @CheckForNull
    public String getRegistryCredentialsId() {
        return registryCredentialsId;
    }

    /** Sets the id of the user name and password. */
    @DataBoundSetter
    public void setRegistryCredentialsId(@CheckForNull String registryCredentialsId) {
        this.registryCredentialsId = Util.fixEmptyAndTrim(registryCredentialsId);
    }

    /** Host keys as in {@code known_hosts}, or null for those of Jenkins and the agent. */
    @CheckForNull
    public String getKnownHosts() {
        return knownHosts;
    }

    /** Sets host keys. */
    @DataBoundSetter
    public void setKnownHosts(@CheckForNull String knownHosts) {
        this.knownHosts = Util.fixEmptyAndTrim(knownHosts);
    }

    /** The hosts for which the key and the login may be used, or null for all that their domains allow. */
    @CheckForNull
    public String getAllowedServers() {
        return allowedServers;
    }

    /** Sets the hosts for which the key and the login may be used: names or patterns, separated by commas. */
    @DataBoundSetter
    public void setAllowedServers(@CheckForNull String allowedServers) {
        this.allowedServers = Util.fixEmptyAndTrim(allowedServers);
    }

    /** Secrets of the project that are kept in Jenkins. They override {@code .kamal/secrets}. */
    public List<SecretBinding> getSecrets() {
        return List.copyOf(secrets);
    }

    /** Sets the secrets that are kept in Jenkins. */
    @DataBoundSetter
    public void setSecrets(@CheckForNull List<SecretBinding> secrets) {
        this.secrets = new ArrayList<>();
        if (secrets != null) {
            secrets.stream().filter(Objects::nonNull).forEach(this.secrets::add);
        }
    }

    /** Whether hooks are left out. */
    public boolean isSkipHooks() {
        return skipHooks;
    }

    /** Sets whether hooks are left out. */
    @DataBoundSetter
    public void setSkipHooks(boolean skipHooks) {
        this.skipHooks = skipHooks;
    }

    /** Whether the log has each command with its output. */
    public boolean isVerbose() {
        return verbose;
    }

    /** Sets whether the log has each command with its output. */
    @DataBoundSetter
    public void setVerbose(boolean verbose) {
        this.verbose = verbose;
    }

    /** Fills in what an incomplete file lacks. */
    protected Object readResolve() {
        setSecrets(secrets);
        return this;
    }

    /**
     * The request to the engine, which is the same for a Pipeline and a freestyle job.
     *
     * @throws AbortException if a field of the step is not valid
     */
    public abstract EngineRequest request(FieldText text) throws AbortException;

    /** The command-line options for the step's common settings. */
    CommandOptions options(FieldText text) {
        return new CommandOptions(source(text)).skipHooks(skipHooks).verbose(verbose);
    }

    /** The access to servers and registry, by ids of credentials. */
    Access access(FieldText text) {
        return new Access(
                text.of(sshCredentialsId),
                text.of(registryCredentialsId),
                text.of(knownHosts),
                text.of(allowedServers),
                secrets.stream().map(secret -> bound(secret, text)).toList());
    }

    private static SecretBinding bound(SecretBinding secret, FieldText text) {
        return new SecretBinding(
                Util.fixNull(text.of(secret.getName())), Util.fixNull(text.of(secret.getCredentialsId())));
    }

    @Override
    public StepExecution start(StepContext context) throws AbortException {
        return new EngineExecution(context, request(FieldText.asWritten()));
    }
}
