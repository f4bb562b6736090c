package io.jenkins.plugins.kamal.destination;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import io.jenkins.plugins.kamal.engine.failure.EngineException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.TreeSet;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A period in which the servers of a destination must not be changed, and the reason. */
public final class Freeze extends AbstractDescribableImpl<Freeze> {

    private final String reason;

    @CheckForNull
    private String from;

    @CheckForNull
    private String until;

    @CheckForNull
    private String timeZone;

    /**
     * A freeze.
     *
     * @param reason the reason, for users who want to deploy
     */
    @DataBoundConstructor
    public Freeze(String reason) {
        this.reason = Util.fixNull(reason).trim();
    }

    /** The reason, for users who want to deploy. */
    public String getReason() {
        return Util.fixNull(reason);
    }

    /**
     * The start, such as {@code 2026-12-24 18:00}, {@code Fri 16:00} or {@code 22:00}; null if the freeze has begun.
     */
    @CheckForNull
    public String getFrom() {
        return from;
    }

    /** Sets the start. */
    @DataBoundSetter
    public void setFrom(@CheckForNull String from) {
        this.from = Util.fixEmptyAndTrim(from);
    }

    /** The end, in the same form as the start; null if somebody has to end the freeze. */
    @CheckForNull
    public String getUntil() {
        return until;
    }

    /** Sets the end. */
    @DataBoundSetter
    public void setUntil(@CheckForNull String until) {
        this.until = Util.fixEmptyAndTrim(until);
    }

    /** The time zone of start and end, such as {@code Europe/Berlin}; null for the controller's. */
    @CheckForNull
    public String getTimeZone() {
        return timeZone;
    }

    /** Sets the time zone. */
    @DataBoundSetter
    public void setTimeZone(@CheckForNull String timeZone) {
        this.timeZone = Util.fixEmptyAndTrim(timeZone);
    }

    /** What is wrong with the freeze, or null. */
    @CheckForNull
    String problem() {
        if (getReason().isEmpty()) {
            return Messages.Freeze_noReason();
        }
        try {
            FreezeWindow.parse(from, until, timeZone);
            return null;
        } catch (EngineException e) {
            return e.getMessage();
        }
    }

    /**
     * The reason why servers must not be changed at this time, with the end of the freeze; null if they may be changed.
     * A start or end that cannot be read, which only a hand-edited file can have, counts as a freeze.
     */
    @CheckForNull
    String reasonAt(Instant instant) {
        try {
            FreezeWindow window = FreezeWindow.parse(from, until, timeZone);
            return window.contains(instant) ? reason(window) : null;
        } catch (EngineException unreadable) {
            return Messages.Freeze_reason(unreadable.getMessage(), getReason());
        }
    }

    /** When it begins after a time at which it does not hold, and why; null if it does not begin any more. */
    @CheckForNull
    NextFreeze beginAfter(Instant instant) {
        try {
            FreezeWindow window = FreezeWindow.parse(from, until, timeZone);
            Instant begin = window.beginAfter(instant);
            return begin == null ? null : new NextFreeze(begin, reason(window));
        } catch (EngineException unreadable) {
            return null;
        }
    }

    /** The build log, which is English, shows the reason. */
    private String reason(FreezeWindow window) {
        return Messages.Freeze_reason(window.end().toString(Locale.ENGLISH), getReason());
    }

    /** Describes the freeze. */
    @Extension
    @Symbol("kamalFreeze")
    public static final class DescriptorImpl extends Descriptor<Freeze> {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.Freeze_displayName();
        }

        /** The names of time zones. */
        @POST
        @Restricted(NoExternalUse.class)
        public ComboBoxModel doFillTimeZoneItems(@CheckForNull @AncestorInPath Item item) {
            return Destination.DescriptorImpl.mayConfigure(item)
                    ? new ComboBoxModel(new TreeSet<>(ZoneId.getAvailableZoneIds()))
                    : new ComboBoxModel();
        }

        /** Checks that there is a reason. */
        @POST
        @Restricted(NoExternalUse.class)
        public FormValidation doCheckReason(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
            return !Destination.DescriptorImpl.mayConfigure(item) || Util.fixEmptyAndTrim(value) != null
                    ? FormValidation.ok()
                    : FormValidation.error(Messages.Freeze_noReason());
        }

        /** Checks the start and the end, and says whether the freeze is in effect now. */
        @POST
        @Restricted(NoExternalUse.class)
        public FormValidation doCheckUntil(
                @CheckForNull @AncestorInPath Item item,
                @QueryParameter String value,
                @QueryParameter String from,
                @QueryParameter String timeZone) {
            if (!Destination.DescriptorImpl.mayConfigure(item)) {
                return FormValidation.ok();
            }
            try {
                FreezeWindow window = FreezeWindow.parse(from, value, timeZone);
                return window.contains(Instant.now())
                        ? FormValidation.ok(Messages.Freeze_now(window.end()))
                        : FormValidation.ok(Messages.Freeze_notNow());
            } catch (EngineException e) {
                return FormValidation.error(e.getMessage());
            }
        }
    }
}
