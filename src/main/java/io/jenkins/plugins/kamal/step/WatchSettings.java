package io.jenkins.plugins.kamal.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import io.jenkins.plugins.kamal.task.request.CommandOptions;
import java.io.Serial;
import java.io.Serializable;
import java.math.BigDecimal;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** How long a new version is watched after the switch, and when it counts as bad. */
public final class WatchSettings extends AbstractDescribableImpl<WatchSettings> implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private static final double DEFAULT_MAX_ERROR_RATE = 5;
    private static final int DEFAULT_MIN_REQUESTS = 20;

    private final int seconds;
    private double maxErrorRate = DEFAULT_MAX_ERROR_RATE;
    private int minRequests = DEFAULT_MIN_REQUESTS;

    /** A watch with the default limits. The engine refuses a time that is too short or too long. */
    @DataBoundConstructor
    public WatchSettings(int seconds) {
        this.seconds = seconds;
    }

    /** How long the new version is watched, in seconds. */
    public int getSeconds() {
        return seconds;
    }

    /** The largest accepted share of answers with a status of 500 or more, in percent. */
    public double getMaxErrorRate() {
        return maxErrorRate;
    }

    /** Sets the largest accepted share of errors, in percent. The engine refuses a number that is no share. */
    @DataBoundSetter
    public void setMaxErrorRate(double maxErrorRate) {
        this.maxErrorRate = maxErrorRate;
    }

    /** The number of requests below which the share of errors is not judged. */
    public int getMinRequests() {
        return minRequests;
    }

    /** Sets the number of requests below which the share of errors is not judged. */
    @DataBoundSetter
    public void setMinRequests(int minRequests) {
        this.minRequests = minRequests;
    }

    /** Adds these settings to the options of a command. */
    void addTo(CommandOptions options) {
        String rate = Double.isFinite(maxErrorRate)
                ? BigDecimal.valueOf(maxErrorRate).stripTrailingZeros().toPlainString()
                : Double.toString(maxErrorRate);
        options.watch(seconds, rate, minRequests);
    }

    /** Describes the settings. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<WatchSettings> {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.WatchSettings_displayName();
        }
    }
}
