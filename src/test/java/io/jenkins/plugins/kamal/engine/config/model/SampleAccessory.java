package io.jenkins.plugins.kamal.engine.config.model;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.config.model.Accessory.Mount;
import io.jenkins.plugins.kamal.engine.config.model.Env.SecretVariable;
import io.jenkins.plugins.kamal.engine.host.Host;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An accessory like the sample app's database. */
public final class SampleAccessory {

    private final String name;
    private List<Host> hosts = List.of(Host.parse("10.99.0.14"));

    @CheckForNull
    private String cmd;

    private List<Mount> files = List.of();
    private List<String> volumes = List.of();
    private List<Mount> directories = List.of(new Mount("data", "/data", null, null, null));
    private List<DockerOption> options = List.of();
    private Map<String, String> labels = Map.of();

    @CheckForNull
    private Proxy proxy;

    public SampleAccessory(String name) {
        this.name = name;
    }

    public SampleAccessory hosts(String... values) {
        hosts = Stream.of(values).map(Host::parse).toList();
        return this;
    }

    public SampleAccessory cmd(String value) {
        cmd = value;
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

    public SampleAccessory labels(Map<String, String> values) {
        labels = values;
        return this;
    }

    public SampleAccessory proxy(SampleProxy value) {
        proxy = value.build();
        return this;
    }

    public Accessory build() {
        Env env = new Env(Map.of("DB_NAME", "myapp"), List.of(new SecretVariable("DB_PASSWORD", "DB_PASSWORD")));
        return new Accessory(
                name,
                "myapp-" + name,
                "10.99.0.1:5555/lab/db:1",
                null,
                hosts,
                new Accessory.ContainerSettings(
                        cmd, "6379:6379", "kamal", env, labels, new DockerOptions(options, "unless-stopped")),
                new Accessory.Mounts(files, directories, volumes),
                proxy);
    }
}
