package io.jenkins.plugins.kamal.engine.cli.option;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.kamal.engine.deploy.option.WatchChoices;
import java.time.Duration;
import java.util.Objects;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that watch a new version after the switch. */
public final class WatchOptions {

    @Spec(Spec.Target.MIXEE)
    @SuppressFBWarnings(
            value = "NP_NONNULL_FIELD_NOT_INITIALIZED_IN_CONSTRUCTOR",
            justification = "picocli sets it before it calls the command")
    private CommandSpec spec;

    @Option(
            names = "--watch",
            paramLabel = "SECONDS",
            converter = WatchTime.class,
            description =
                    "Watch the new version for this time after the switch, in the log of kamal-proxy on each host, and fail "
                            + "if it restarts or answers too many requests with a status of 500 or more")
    @CheckForNull
    private Duration time;

    @Option(
            names = "--watch-max-error-rate",
            paramLabel = "PERCENT",
            converter = PercentConverter.class,
            description = "The largest share of such answers that the watch accepts (default: 5)")
    @CheckForNull
    private Double maxErrorRate;

    @Option(
            names = "--watch-min-requests",
            paramLabel = "NUMBER",
            converter = CountConverter.class,
            description = "The number of requests below which the watch does not judge the share (default: 20)")
    @CheckForNull
    private Integer minRequests;

    /** What was chosen; null if the new version is not watched. */
    @CheckForNull
    public WatchChoices chosen() {
        Duration chosen = time;
        if (chosen != null) {
            return new WatchChoices(
                    chosen,
                    Objects.requireNonNullElse(maxErrorRate, WatchChoices.DEFAULT_MAX_ERROR_RATE),
                    Objects.requireNonNullElse(minRequests, WatchChoices.DEFAULT_MIN_REQUESTS));
        }
        if (maxErrorRate != null || minRequests != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--watch-max-error-rate and --watch-min-requests need --watch SECONDS, which says how long to watch");
        }
        return null;
    }
}
