package io.jenkins.plugins.kamal.integration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Util;
import hudson.model.AbstractBuild;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.kamal.run.deployment.Deployment;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import io.jenkins.plugins.kamal.run.version.KamalVersionAction;
import java.util.List;
import org.jenkinsci.plugins.tokenmacro.DataBoundTokenMacro;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The tokens of Token Macro: the variables that a deployment leaves in the environment of its build, such as
 * {@code ${KAMAL_VERSION}} or {@code ${KAMAL_DIGEST, service="shop", destination="production"}}.
 */
@Extension(optional = true)
@Restricted(NoExternalUse.class)
public final class DeploymentTokens extends DataBoundTokenMacro {

    private static final String VERSION = KamalVersionAction.VARIABLE;
    private static final List<String> NAMES =
            List.of(VERSION, "KAMAL_IMAGE", "KAMAL_DIGEST", "KAMAL_PREVIOUS_VERSION", "KAMAL_DEPLOY_RESULT");

    @CheckForNull
    private String service;

    @CheckForNull
    private String destination;

    /** Sets the service; without it, the deployments of all services count. */
    @Parameter
    public void setService(String service) {
        this.service = Util.fixEmptyAndTrim(service);
    }

    /** Sets the destination; without it, the deployments to all destinations count. */
    @Parameter
    public void setDestination(String destination) {
        this.destination = Util.fixEmptyAndTrim(destination);
    }

    @Override
    public boolean acceptsMacroName(String macroName) {
        return NAMES.contains(macroName);
    }

    @Override
    public List<String> getAcceptedMacroNames() {
        return NAMES;
    }

    @Override
    public String evaluate(AbstractBuild<?, ?> build, TaskListener listener, String macroName) {
        return evaluate(build, null, listener, macroName);
    }

    /** The value that the last matching deployment has left; empty if there is none. */
    @Override
    public String evaluate(Run<?, ?> run, @CheckForNull FilePath workspace, TaskListener listener, String macroName) {
        EnvVars variables = new EnvVars();
        KamalVersionAction versions = run.getAction(KamalVersionAction.class);
        if (versions != null && service == null && destination == null) {
            versions.buildEnvironment(run, variables);
        }
        for (DeploymentAction action : run.getActions(DeploymentAction.class)) {
            if (matches(action.getDeployment())) {
                if (!variables.containsKey(VERSION) || service != null || destination != null) {
                    variables.put(VERSION, action.getDeployment().getVersion());
                }
                action.buildEnvironment(run, variables);
            }
        }
        return Util.fixNull(variables.get(macroName));
    }

    private boolean matches(Deployment deployment) {
        return (service == null || deployment.getService().equals(service))
                && (destination == null || deployment.getDestination().equals(destination));
    }
}
