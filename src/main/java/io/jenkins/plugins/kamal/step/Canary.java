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
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The hosts that a deploy brings its version to first, and what happens then. */
public final class Canary extends AbstractDescribableImpl<Canary> implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    /** How many seconds the canary is watched, unless the step says otherwise. */
    public static final int DEFAULT_WATCH = 60;

    private final String hosts;
    private int watch = DEFAULT_WATCH;
    private boolean pause;

    /**
     * A canary.
     *
     * @param hosts a number of hosts, a share such as {@code 25%}, or names separated by commas
     */
    @DataBoundConstructor
    public Canary(@CheckForNull String hosts) {
        this.hosts = Util.fixNull(hosts).trim();
    }

    /** A number of hosts, a share such as {@code 25%}, or names separated by commas. */
    public String getHosts() {
        return hosts;
    }

    /** How many seconds the new containers are watched before the deploy goes on or pauses. */
    public int getWatch() {
        return watch;
    }

    /** Sets how many seconds the new containers are watched; a negative number counts as 0. */
    @DataBoundSetter
    public void setWatch(int watch) {
        this.watch = Math.max(0, watch);
    }

    /** Whether the step ends after the canary. */
    public boolean isPause() {
        return pause;
    }

    /** Sets whether the step ends after the canary, so that another step goes on or back. */
    @DataBoundSetter
    public void setPause(boolean pause) {
        this.pause = pause;
    }

    /** Adds the canary to the options of a deploy. Hosts that turn out blank are handed over, so that the engine refuses them. */
    CommandOptions addTo(CommandOptions options, FieldText text) {
        return options.canary(Util.fixNull(text.of(hosts)), watch, pause);
    }

    /** Fills in what an incomplete file lacks. */
    @Serial
    private Object readResolve() {
        Canary complete = new Canary(hosts);
        complete.setWatch(watch);
        complete.setPause(pause);
        return complete;
    }

    /** Describes the canary. In a Pipeline, {@code hosts} may also be a number or a list of names. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<Canary> implements CustomDescribableModel {

        private static final String HOSTS = "hosts";

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.Canary_displayName();
        }

        @NonNull
        @Override
        @Restricted(NoExternalUse.class)
        public Map<String, Object> customInstantiate(@NonNull Map<String, Object> arguments) {
            Map<String, Object> texts = new TreeMap<>(arguments);
            Object hosts = texts.get(HOSTS);
            if (hosts instanceof Number) {
                texts.put(HOSTS, hosts.toString());
            } else if (hosts instanceof Collection<?> names) {
                texts.put(HOSTS, names.stream().map(String::valueOf).collect(Collectors.joining(",")));
            }
            return texts;
        }

        @NonNull
        @Override
        @Restricted(NoExternalUse.class)
        public UninstantiatedDescribable customUninstantiate(@NonNull UninstantiatedDescribable described) {
            Map<String, Object> arguments = new TreeMap<>(described.getArguments());
            if (arguments.get(HOSTS) instanceof String number && number.matches("[0-9]{1,9}")) {
                arguments.put(HOSTS, Integer.valueOf(number));
            }
            return described.withArguments(arguments);
        }

        /** Checks the form of the hosts, unless they contain an expression that is filled in later. */
        @POST
        @Restricted(NoExternalUse.class)
        public FormValidation doCheckHosts(@QueryParameter String value) {
            String hosts = Util.fixNull(value).trim();
            boolean number = hosts.matches("[0-9]*%?");
            boolean valid = number
                    ? hosts.matches("[0-9]{0,8}[1-9][0-9]{0,8}") || hosts.matches("[1-9][0-9]?%")
                    : !hosts.contains("%");
            return valid || hosts.contains("$") ? FormValidation.ok() : FormValidation.error(Messages.Canary_hosts());
        }
    }
}
