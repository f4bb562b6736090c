package io.jenkins.plugins.kamal.engine.config.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.config.model.Env.SecretVariable;
import io.jenkins.plugins.kamal.engine.host.Host;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A role of the sample app; by default with its recorded environment and not behind the proxy. */
public final class SampleRole {

    private final String name;
    private List<Host> hosts = List.of(Host.parse("10.99.0.11"));

    @CheckForNull
    private String cmd;

    @CheckForNull
    private Proxy proxy;

    private Env env = env("GREETING", "hello world");
    private Map<String, String> labels = Map.of();
    private List<DockerOption> options = List.of();
    private String restart = "unless-stopped";
    private Logging logging = new Logging(null, Map.of());

    @CheckForNull
    private Role.AssetPath assets;

    @CheckForNull
    private Integer stopTimeout;

    public SampleRole(String name) {
        this.name = name;
    }

    /** One clear variable, and {@code APP_SECRET}. */
    public static Env env(String variable, String value) {
        return new Env(Map.of(variable, value), List.of(new SecretVariable("APP_SECRET", "APP_SECRET")));
    }

    public SampleRole hosts(String... values) {
        hosts = Stream.of(values).map(Host::parse).toList();
        return this;
    }

    public SampleRole cmd(String value) {
        cmd = value;
        return this;
    }

    public SampleRole proxy(SampleProxy value) {
        proxy = value.build();
        return this;
    }

    public SampleRole env(Env value) {
        env = value;
        return this;
    }

    public SampleRole labels(Map<String, String> value) {
        labels = value;
        return this;
    }

    public SampleRole options(DockerOption... values) {
        options = List.of(values);
        return this;
    }

    public SampleRole restart(String policy) {
        restart = policy;
        return this;
    }

    public SampleRole logging(Logging value) {
        logging = value;
        return this;
    }

    public SampleRole assets(String path, @CheckForNull String mountOptions) {
        assets = new Role.AssetPath(path, mountOptions);
        return this;
    }

    public SampleRole stopTimeout(int seconds) {
        stopTimeout = seconds;
        return this;
    }

    public Role build() {
        Map<Host, List<String>> tags = new LinkedHashMap<>();
        Map<Host, Env> envs = new LinkedHashMap<>();
        hosts.forEach(host -> {
            tags.put(host, List.of());
            envs.put(host, env);
        });
        return new Role(
                name,
                tags,
                cmd,
                proxy,
                envs,
                labels,
                new DockerOptions(options, restart),
                logging,
                assets,
                stopTimeout);
    }
}
