package io.jenkins.plugins.kamal.engine.cli.option;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.kamal.engine.deploy.option.CanaryChoices;
import io.jenkins.plugins.kamal.engine.host.selection.CanaryHosts;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

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
            converter = HostsConverter.class,
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

    /** Reads the hosts of a canary: a number, a share in percent, or names. */
    static final class HostsConverter implements ITypeConverter<CanaryHosts> {

        private static final Pattern NUMBER = Pattern.compile("(?<number>[0-9]{1,9})(?<percent>%?)");

        @Override
        public CanaryHosts convert(String text) {
            Matcher number = NUMBER.matcher(text);
            if (!number.matches()) {
                return named(text);
            }
            int value = Integer.parseInt(number.group("number"));
            boolean percent = !number.group("percent").isEmpty();
            if (value < 1 || percent && value > 99) {
                throw new TypeConversionException(
                        "must be " + (percent ? "a share from 1% to 99%" : "at least 1") + ", but is '" + text + "'");
            }
            return percent ? new CanaryHosts.Share(value) : new CanaryHosts.First(value);
        }

        private static CanaryHosts named(String text) {
            List<String> names =
                    Arrays.stream(text.split(",", -1)).map(String::strip).toList();
            if (names.stream().anyMatch(name -> name.isEmpty() || name.startsWith("-") || name.contains("%"))) {
                throw new TypeConversionException(
                        "must be a number of hosts, a share such as 25%, or names of hosts that"
                                + " are separated by commas, but is '" + text + "'");
            }
            return new CanaryHosts.Named(names);
        }
    }
}
