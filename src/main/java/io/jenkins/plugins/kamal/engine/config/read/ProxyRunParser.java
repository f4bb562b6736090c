package io.jenkins.plugins.kamal.engine.config.read;

import io.jenkins.plugins.kamal.engine.config.model.ProxyRun;
import io.jenkins.plugins.kamal.engine.config.section.DockerOptionsParser;
import io.jenkins.plugins.kamal.engine.config.section.Fields;
import java.util.Optional;

/** Reads the settings that kamal-proxy itself is booted with ({@code configuration/proxy/run.rb}). */
final class ProxyRunParser {

    private static final String REPOSITORY = ProxyRun.Image.NAMESPACE + "/" + ProxyRun.Image.NAME;

    private ProxyRunParser() {}

    static ProxyRun parse(Fields run) {
        return new ProxyRun(
                new ProxyRun.Publishing(
                        run.flag("publish").orElse(true),
                        run.texts("bind_ips"),
                        run.integer("http_port").orElse(ProxyRun.HTTP_PORT),
                        run.integer("https_port").orElse(ProxyRun.HTTPS_PORT)),
                run.integer("metrics_port").orElse(null),
                run.flag("debug").orElse(false),
                logMaxSize(run).orElse(null),
                new ProxyRun.Image(
                        run.text("registry").orElse(null),
                        run.text("repository").orElse(REPOSITORY),
                        run.text("version").orElse(ProxyRun.Image.MINIMUM_VERSION)),
                DockerOptionsParser.parseAll(run));
    }

    /** A blank size in the file means no limit. */
    private static Optional<String> logMaxSize(Fields run) {
        return Optional.of(run.text("log_max_size").map(String::strip).orElse(ProxyRun.LOG_MAX_SIZE))
                .filter(size -> !size.isEmpty());
    }

    /** The {@code run} section of a proxy section, if it is present and not blank. */
    static Optional<Fields> of(Fields proxy) {
        return proxy.optionalSection("run").filter(run -> !run.map().isBlank());
    }
}
