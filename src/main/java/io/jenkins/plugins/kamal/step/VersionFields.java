package io.jenkins.plugins.kamal.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.version.UncommittedPolicy;
import io.jenkins.plugins.kamal.engine.version.Version;
import jenkins.model.Jenkins;

/** The fields about the version in the forms of several steps. Only users who may fill in the form get an answer. */
final class VersionFields {

    private VersionFields() {}

    /** The policy as it is saved: null for the default. When the step runs, it rejects an unknown word by name. */
    @CheckForNull
    static String fixPolicy(@CheckForNull String policy) {
        String trimmed = Util.fixEmptyAndTrim(policy);
        return UncommittedPolicy.DEFAULT.word().equals(trimmed) ? null : trimmed;
    }

    /** Whether the user may fill in the form of this job, or of Jenkins itself if there is no job. */
    static boolean mayFill(@CheckForNull Item item) {
        return item == null
                ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                : item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(Item.CONFIGURE);
    }

    static ListBoxModel policies() {
        ListBoxModel policies = new ListBoxModel();
        policies.add(Messages.VersionFields_default(), "default");
        policies.add(Messages.VersionFields_ignore(), UncommittedPolicy.IGNORE.word());
        policies.add(Messages.VersionFields_fail(), UncommittedPolicy.FAIL.word());
        policies.add(Messages.VersionFields_mark(), UncommittedPolicy.MARK.word());
        return policies;
    }

    static FormValidation checkVersion(String value) {
        String version = Util.fixEmptyAndTrim(value);
        // An expression such as ${TAG} is filled in when the step runs.
        if (version == null || version.contains("$")) {
            return FormValidation.ok();
        }
        try {
            new Version(version);
            return FormValidation.ok();
        } catch (EngineException notAVersion) {
            return FormValidation.error(Messages.VersionFields_invalid(version));
        }
    }
}
