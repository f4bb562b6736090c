package io.jenkins.plugins.kamal.engine.config.model;

import io.jenkins.plugins.kamal.engine.config.model.Accessory.Mount;
import io.jenkins.plugins.kamal.engine.config.model.Env.SecretVariable;
import io.jenkins.plugins.kamal.engine.host.Host;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** An accessory like the sample app's database. */
public final class SampleAccessory {

    private final String name;
    private List<Host> hosts = List.of(Host.parse("10.99.0.14"));
    private Optional<String> cmd = Optional.empty();
    private List<Mount> files = List.of();
    private List<String> volumes = List.of();
    private List<Mount> directories =
            List.of(new Mount("data", "/data", Optional.empty(), Optional.empty(), Optional.empty()));
    private List<DockerOption> options = List.of();
    private Optional<Proxy> proxy = Optional.empty();

    public SampleAccessory(String name) {
        this.name = name;
    }

    public SampleAccessory hosts(String... values) {
        hosts = Stream.of(values).map(Host::parse).toList();
        return this;
    }

    public SampleAccessory cmd(String value) {
        cmd = Optional.of(value);
        return this;
    }

    public SampleAccessory files(Mount... values) {
        files = List.of(values);
        return this;
    }

    public SampleAccessory directories(Mount... values) {
        directories = List.of(values);
        return this;
    }

    public SampleAccessory volumes(String... values) {
        volumes = List.of(values);
        return this;
    }

    public SampleAccessory options(DockerOption... values) {
        options = List.of(values);
        return this;
    }

    public SampleAccessory proxy(SampleProxy value) {
        proxy = Optional.of(value.build());
        return this;
    }

    public Accessory build() {
        Env env = new Env(Map.of("DB_NAME", "myapp"), List.of(new SecretVariable("DB_PASSWORD", "DB_PASSWORD")));
        return new Accessory(
                name,
                "myapp-" + name,
                "10.99.0.1:5555/lab/db:1",
                Optional.empty(),
                hosts,
                Optional.of("6379:6379"),
                cmd,
                env,
                Map.of(),
                files,
                directories,
                volumes,
                options,
                "unless-stopped",
                "kamal",
                proxy);
    }
}
