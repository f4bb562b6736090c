package io.jenkins.plugins.kamal.engine.cli.option;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.kamal.engine.deploy.option.CanaryChoices;
import io.jenkins.plugins.kamal.engine.host.selection.CanaryHosts;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options about a canary, which Kamal does not have. */
public final class CanaryOptions {

    @Spec(Spec.Target.MIXEE)
    @SuppressFBWarnings(
            value = "NP_NONNULL_FIELD_NOT_INITIALIZED_IN_CONSTRUCTOR",
            justification = "picocli sets it before it calls the command")
    private CommandSpec command;

    @Option(
            names = CanaryHosts.OPTION,
            paramLabel = "NUMBER|PERCENT%|HOSTS",
            converter = CanaryHostsConverter.class,
            description =
                    "Deploy to these hosts first, and to the others only if the new version keeps running there: a number "
                            + "of hosts, a share of them such as 25%%, or names separated by commas")
    @CheckForNull
    private CanaryHosts hosts;

    @Option(
            names = "--canary-watch",
            paramLabel = "SECONDS",
            converter = WatchTime.OrNone.class,
            description = "How long to watch the canary before the deploy goes on (default: 60)")
    @CheckForNull
    private Duration watch;

    @Option(
            names = "--canary-pause",
            description = "End successfully after the canary; 'kamal promote' deploys to the other hosts")
    private boolean pause;

    private static final Duration DEFAULT_WATCH = Duration.ofSeconds(60);

    /** The choices; empty for a deploy without a canary. */
    public Optional<CanaryChoices> choices() {
        CanaryHosts chosen = hosts;
        if (chosen != null) {
            return Optional.of(new CanaryChoices(chosen, Objects.requireNonNullElse(watch, DEFAULT_WATCH), pause));
        }
        if (watch != null || pause) {
            throw new ParameterException(
                    command.commandLine(),
                    "--canary-watch and --canary-pause need " + CanaryHosts.OPTION + ", which chooses the hosts");
        }
        return Optional.empty();
    }
}
