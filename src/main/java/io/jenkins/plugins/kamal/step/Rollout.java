package io.jenkins.plugins.kamal.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.kamal.task.request.CommandOptions;
import java.io.Serial;
import java.io.Serializable;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The visitors that get a version, whom kamal-proxy tells apart by a cookie; the others keep the version before. */
public final class Rollout extends AbstractDescribableImpl<Rollout> implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private final int percent;

    @CheckForNull
    private String allow;

    /**
     * Some of the visitors.
     *
     * @param percent their share, from 0 to 100; another number is kept, and the engine refuses it
     */
    @DataBoundConstructor
    public Rollout(int percent) {
        this.percent = percent;
    }

    /** The share of the visitors with the cookie that get the version, in percent. */
    public int getPercent() {
        return percent;
    }

    /** Values of the cookie whose visitors get the version in any case, separated by commas; null for none. */
    @CheckForNull
    public String getAllow() {
        return allow;
    }

    /** Sets the values of the cookie whose visitors get the version in any case. */
    @DataBoundSetter
    public void setAllow(@CheckForNull String allow) {
        this.allow = Util.fixEmptyAndTrim(allow);
    }

    /** Adds the visitors to the options of a deploy. */
    CommandOptions addTo(CommandOptions options, FieldText text) {
        return options.rollout(percent, text.of(allow));
    }

    /** Describes the visitors. In a Pipeline, {@code allow} may also be a list. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<Rollout> implements CustomDescribableModel {

        private static final String ALLOW = "allow";
        private static final String VALUES = "[A-Za-z0-9._~@+:/=-]{1,100}(,[A-Za-z0-9._~@+:/=-]{1,100})*";

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.Rollout_displayName();
        }

        @NonNull
        @Override
        @Restricted(NoExternalUse.class)
        public Map<String, Object> customInstantiate(@NonNull Map<String, Object> arguments) {
            Map<String, Object> texts = new TreeMap<>(arguments);
            if (texts.get(ALLOW) instanceof Collection<?> values) {
                texts.put(ALLOW, values.stream().map(String::valueOf).collect(Collectors.joining(",")));
            }
            return texts;
        }

        /** Checks the form of the values, unless they contain an expression that is filled in later. */
        @POST
        @Restricted(NoExternalUse.class)
        public FormValidation doCheckAllow(@QueryParameter String value) {
            String values = Util.fixNull(value).trim();
            return values.isEmpty() || values.contains("$") || values.matches(VALUES)
                    ? FormValidation.ok()
                    : FormValidation.error(Messages.Rollout_allow());
        }
    }
}
