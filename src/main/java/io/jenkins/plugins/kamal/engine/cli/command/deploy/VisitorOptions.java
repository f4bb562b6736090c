package io.jenkins.plugins.kamal.engine.cli.command.deploy;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.kamal.engine.deploy.option.VisitorChoices;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The options about a version for some of the visitors, which Kamal does not have. */
final class VisitorOptions {

    private static final int MOST_ALLOWED = 100;

    /** What a cookie may contain and what needs no quotes in the comma-separated list of kamal-proxy. */
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9._~@+:/=-]{1,100}");

    @Spec(Spec.Target.MIXEE)
    @SuppressFBWarnings(
            value = "NP_NONNULL_FIELD_NOT_INITIALIZED_IN_CONSTRUCTOR",
            justification = "picocli sets it before it calls the command")
    private CommandSpec command;

    @Option(
            names = "--rollout-percent",
            paramLabel = "PERCENT",
            converter = Percent.class,
            description =
                    "Only with 'deploy': let the new version serve this share of the visitors, whom kamal-proxy tells apart by the cookie "
                            + "kamal-rollout, beside the version that serves the others; 'kamal promote' deploys it for all")
    @CheckForNull
    private Integer percent;

    @Option(
            names = "--rollout-allow",
            paramLabel = "VALUES",
            converter = AllowedConverter.class,
            description =
                    "Only with 'deploy': values of the cookie, separated by commas, whose visitors get the new version in any case")
    private Allowed allowed = new Allowed(List.of());

    /**
     * The choices; null for a deploy for all visitors.
     *
     * @param withCanary whether hosts are chosen for a canary
     * @param environmentOnly whether nothing but the environment may change
     * @throws ParameterException if the options do not fit each other or the command
     */
    @CheckForNull
    VisitorChoices chosen(boolean withCanary, boolean environmentOnly) {
        Integer share = percent;
        if (share == null && allowed.values().isEmpty()) {
            return null;
        }
        if (!command.name().equals("deploy")) {
            throw refused("--rollout-percent and --rollout-allow are options of 'kamal deploy' only");
        }
        if (withCanary) {
            throw refused("--rollout-percent and --rollout-allow cannot be combined with --canary-hosts: a canary is"
                    + " either on some hosts or for some of the visitors. Leave out one of them");
        }
        if (environmentOnly) {
            throw refused("--rollout-percent and --rollout-allow cannot be combined with --environment-only, which"
                    + " deploys the version that serves already. Leave out one of them");
        }
        if (allowed.values().size() > MOST_ALLOWED) {
            throw refused("--rollout-allow has " + allowed.values().size() + " values, but at most " + MOST_ALLOWED
                    + " are allowed");
        }
        return new VisitorChoices(share == null ? 0 : share, allowed.values());
    }

    private ParameterException refused(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    /** Reads a whole number from 0 to 100. */
    static final class Percent implements ITypeConverter<Integer> {

        @Override
        public Integer convert(String text) {
            if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) > 100) {
                throw new TypeConversionException("must be a whole number from 0 to 100, but is '" + text + "'");
            }
            return Integer.valueOf(text);
        }
    }

    /** The values, which picocli would otherwise take for values of several options. */
    record Allowed(List<String> values) {}

    /** Reads values of the cookie. */
    static final class AllowedConverter implements ITypeConverter<Allowed> {

        @Override
        public Allowed convert(String text) {
            List<String> values = List.of(text.split(",", -1));
            for (String value : values) {
                if (!VALUE.matcher(value).matches()) {
                    throw new TypeConversionException(
                            "must be values of up to 100 letters, digits and the characters . _ ~ @ + : / = -, separated"
                                    + " by commas, but one is '" + value + "'");
                }
            }
            return new Allowed(values);
        }
    }
}
