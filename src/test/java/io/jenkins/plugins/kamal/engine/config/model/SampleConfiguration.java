package io.jenkins.plugins.kamal.engine.config.model;

import io.jenkins.plugins.kamal.engine.config.model.Registry.Credential;
import io.jenkins.plugins.kamal.engine.host.Host;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configuration of the sample app that Kamal was recorded with, and variations of it; written by hand. */
public final class SampleConfiguration {

    private Optional<String> destination = Optional.empty();
    private List<String> volumes = List.of();
    private Registry registry = registry(Optional.of("10.99.0.1:5555"));
    private List<Role> roles = List.of(
            new SampleRole("web")
                    .hosts("10.99.0.11", "10.99.0.12")
                    .proxy(new SampleProxy())
                    .build(),
            new SampleRole("job").hosts("10.99.0.13").cmd("/app job").build());
    private String primaryRole = "web";
    private Map<Host, ProxyRun> proxyRuns = Map.of();
    private Builder builder = new SampleBuilder().build();
    private List<Accessory> accessories =
            List.of(new SampleAccessory("db").hosts("10.99.0.14").build());
    private Optional<Integer> bootLimit = Optional.empty();
    private boolean parallelRoles;
    private Map<String, Integer> instances = Map.of();
    private Optional<String> errorPages = Optional.empty();
    private Duration drainTimeout = Duration.ofSeconds(30);
    private Logging logging = new Logging(null, Map.of());

    /** As recorded. */
    public static Configuration sample() {
        return new SampleConfiguration().build();
    }

    /** As recorded with {@code -d staging}. */
    public static Configuration staging() {
        Env env = SampleRole.env("GREETING", "hello staging");
        SampleProxy proxy = new SampleProxy().host("staging.lab");
        return new SampleConfiguration()
                .destination("staging")
                .roles(
                        new SampleRole("web")
                                .hosts("10.99.0.12")
                                .env(env)
                                .proxy(proxy)
                                .build(),
                        new SampleRole("job")
                                .hosts("10.99.0.12")
                                .env(env)
                                .cmd("/app job")
                                .build())
                .build();
    }

    /** A registry at this server with the recorded login; empty for Docker Hub. */
    public static Registry registry(Optional<String> server) {
        return new Registry(
                server.orElse(null),
                new Credential.Literal("deployer"),
                new Credential.FromSecret("KAMAL_REGISTRY_PASSWORD"));
    }

    public SampleConfiguration destination(String name) {
        destination = Optional.of(name);
        return this;
    }

    public SampleConfiguration volumes(String... values) {
        volumes = List.of(values);
        return this;
    }

    public SampleConfiguration registry(Registry value) {
        registry = value;
        return this;
    }

    public SampleConfiguration roles(Role... values) {
        roles = List.of(values);
        return this;
    }

    public SampleConfiguration primaryRole(String name) {
        primaryRole = name;
        return this;
    }

    public SampleConfiguration proxyRun(String host, ProxyRun run) {
        proxyRuns = Map.of(Host.parse(host), run);
        return this;
    }

    public SampleConfiguration builder(SampleBuilder value) {
        builder = value.build();
        return this;
    }

    public SampleConfiguration accessories(Accessory... values) {
        accessories = List.of(values);
        return this;
    }

    public SampleConfiguration bootLimit(int limit) {
        bootLimit = Optional.of(limit);
        return this;
    }

    public SampleConfiguration parallelRoles() {
        parallelRoles = true;
        return this;
    }

    public SampleConfiguration errorPages(String path) {
        errorPages = Optional.of(path);
        return this;
    }

    public SampleConfiguration drainTimeout(Duration value) {
        drainTimeout = value;
        return this;
    }

    public SampleConfiguration logging(Logging value) {
        logging = value;
        return this;
    }

    public SampleConfiguration instances(Map<String, Integer> value) {
        instances = Map.copyOf(value);
        return this;
    }

    public Configuration build() {
        Ssh ssh = new Ssh(
                "root",
                22,
                null,
                null,
                List.of(),
                List.of(),
                false,
                new Ssh.ConfigFiles(true, List.of()),
                false,
                "fatal");
        return new Configuration(
                new App("myapp", destination.orElse(null), "lab/myapp", Map.of(), volumes, Env.NONE, logging, 5),
                registry,
                builder,
                new Placement(
                        roles,
                        primaryRole,
                        accessories,
                        proxyRuns,
                        new Boot(bootLimit.orElse(null), Duration.ZERO, parallelRoles),
                        instances),
                new Connections(ssh, new Sshkit(30, 900, 3)),
                new Paths(".kamal/hooks", ".kamal/secrets", errorPages.orElse(null)),
                new Timeouts(Duration.ofSeconds(7), Duration.ofSeconds(30), drainTimeout),
                new CommandSettings(Map.of(), new HooksOutput(null, Map.of()), new OutputLoggers(null, null)),
                new Requirements(false, null),
                ConfigurationSource.NONE);
    }
}
