package io.jenkins.plugins.kamal.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.kamal.form.KnownNames;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The form that all steps have in common. */
public abstract class SourceStepDescriptor extends StepDescriptor {

    @Override
    public Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, FilePath.class, Launcher.class, EnvVars.class, TaskListener.class);
    }

    /** What the graph and the log show beside the step's name: the command, and to which destination it goes. */
    @CheckForNull
    @Override
    public String argumentsToString(@NonNull Map<String, Object> arguments) {
        String text = Stream.of("command", "hook", "version", "destination", "configFile")
                .filter(arguments::containsKey)
                .map(name -> ("destination".equals(name) ? "to " : "") + arguments.get(name))
                .collect(Collectors.joining(" "));
        return text.isEmpty() ? null : text;
    }

    /** The destinations that are known for the job. */
    @POST
    @Restricted(NoExternalUse.class)
    public ComboBoxModel doFillDestinationItems(@AncestorInPath Item item) {
        return VersionFields.mayFill(item) ? new ComboBoxModel(KnownNames.destinations(item)) : new ComboBoxModel();
    }

    /** The configuration files that are known for the job. */
    @POST
    @Restricted(NoExternalUse.class)
    public ComboBoxModel doFillConfigFileItems(@AncestorInPath Item item) {
        return VersionFields.mayFill(item) ? new ComboBoxModel(KnownNames.configFiles(item)) : new ComboBoxModel();
    }

    /** The policies. */
    @POST
    @Restricted(NoExternalUse.class)
    public ListBoxModel doFillUncommittedItems(@AncestorInPath Item item) {
        return VersionFields.mayFill(item) ? VersionFields.policies() : new ListBoxModel();
    }

    /** Checks that a version can be an image tag. */
    @POST
    @Restricted(NoExternalUse.class)
    public FormValidation doCheckVersion(@AncestorInPath Item item, @QueryParameter String value) {
        return VersionFields.mayFill(item) ? VersionFields.checkVersion(value) : FormValidation.ok();
    }
}
