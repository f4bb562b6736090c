package io.jenkins.plugins.kamal.engine.cli.option;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.deploy.option.KnownCanary;
import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The canary that the plugin knows to be open, because an earlier build deployed it. */
public final class KnownCanaryOption {

    private static final int FIRST_HOST = 3;

    @Option(
            names = "--open-canary",
            hidden = true,
            paramLabel = "VERSION,TIME,hosts|visitors|failed,HOSTS",
            converter = Converter.class,
            description = "A canary about which somebody still has to decide")
    @CheckForNull
    private KnownCanary canary;

    /** The canary; null if none is known. */
    @CheckForNull
    public KnownCanary canary() {
        return canary;
    }

    /** Reads the version, the time when the deploy paused or failed, whom the canary serves, and its hosts. */
    static final class Converter implements ITypeConverter<KnownCanary> {

        private static final Map<String, KnownCanary.Kind> KINDS = Map.of(
                "hosts", KnownCanary.Kind.HOSTS,
                "visitors", KnownCanary.Kind.VISITORS,
                "failed", KnownCanary.Kind.FAILED);

        @Override
        public KnownCanary convert(String text) {
            List<String> parts = Arrays.asList(text.split(",", -1));
            if (parts.size() <= FIRST_HOST || !KINDS.containsKey(parts.get(2))) {
                throw new TypeConversionException(
                        "must be a version, a time, 'hosts', 'visitors' or 'failed', and hosts, separated by commas, but is '"
                                + text + "'");
            }
            try {
                return new KnownCanary(
                        new Version(parts.get(0)),
                        Instant.parse(parts.get(1)),
                        KINDS.get(parts.get(2)),
                        parts.stream().skip(FIRST_HOST).map(Host::parse).toList());
            } catch (DateTimeException | EngineException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
