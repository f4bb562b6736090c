package io.jenkins.plugins.kamal.engine.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.config.model.Accessory;
import io.jenkins.plugins.kamal.engine.config.model.Boot;
import io.jenkins.plugins.kamal.engine.config.model.Builder;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.DockerOption;
import io.jenkins.plugins.kamal.engine.config.model.Env;
import io.jenkins.plugins.kamal.engine.config.model.HooksOutput;
import io.jenkins.plugins.kamal.engine.config.model.Logging;
import io.jenkins.plugins.kamal.engine.config.model.Proxy;
import io.jenkins.plugins.kamal.engine.config.model.ProxyRun;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.host.Host;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Defaults, and what wins where a value is said twice. */
class MergeRulesTest {

    @TempDir
    Path directory;

    private Project project;

    @BeforeEach
    void project() {
        project = new Project(directory);
    }

    private Configuration withServers(String servers, String more) {
        return project.load(Project.MINIMAL.replace("[10.0.0.1]", servers) + more);
    }

    private Role web(String section, String more) {
        return withServers("{web: {hosts: [10.0.0.1], " + section + "}}", more)
                .role("web")
                .orElseThrow();
    }

    private Accessory db(String section) {
        return project.loadWith("accessories: {db: {image: db, " + section + "}}\n")
                .accessories()
                .get(0);
    }

    private Proxy proxy(String more) {
        return project.loadWith(more).role("web").orElseThrow().proxy().orElseThrow();
    }

    @Test
    void makesARoleWebOfAListOfHosts() {
        assertThat(project.loadWith("").roles()).extracting(Role::name).containsExactly("web");
    }

    @Test
    void laysTheLabelsOfTheRoleOverTheRoots() {
        assertThat(web("labels: {b: 3, c: true}", "labels: {a: 1, b: 2}\n").labels())
                .containsExactly(Map.entry("a", "1"), Map.entry("b", "3"), Map.entry("c", "true"));
    }

    @Test
    void laysTheLoggingOfTheRoleOverTheRoots() {
        assertThat(web("logging: {options: {b: 3}}", "logging: {driver: local, options: {a: 1, b: 2}}\n")
                        .logging())
                .isEqualTo(new Logging("local", Map.of("a", "1", "b", "3")));
    }

    @Test
    void laysTheEnvOfRoleAndTagsOverTheRoots() {
        Configuration app = withServers(
                "{web: {hosts: [10.0.0.1: [one, two], 10.0.0.2: one, 10.0.0.3: unknown], env: {B: 2}}}",
                "env: {clear: {A: 1, B: 1}, secret: [S], tags: {one: {B: 3}, two: {clear: {C: 4}, secret: [T:U]}}}\n");
        Role web = app.role("web").orElseThrow();

        assertThat(web.envByHost().get(Host.parse("10.0.0.1")))
                .isEqualTo(new Env(
                        Map.of("A", "1", "B", "3", "C", "4"),
                        List.of(new Env.SecretVariable("S", "S"), new Env.SecretVariable("T", "U"))));
        assertThat(web.envByHost().get(Host.parse("10.0.0.2")).clear())
                .containsEntry("B", "3")
                .doesNotContainKey("C");
        assertThat(web.envByHost().get(Host.parse("10.0.0.3")).clear()).containsEntry("B", "2");
        assertThat(web.tagsByHost().get(Host.parse("10.0.0.1"))).containsExactly("one", "two");
    }

    @Test
    void takesTheTagsOfTheLastMentionOfAHost() {
        assertThat(withServers("[10.0.0.1: one, 10.0.0.1: two]", "")
                        .roles()
                        .get(0)
                        .tagsByHost())
                .containsExactly(Map.entry(Host.parse("10.0.0.1"), List.of("two")));
    }

    @Test
    void readsAPlainEnvAsClear() {
        assertThat(project.loadWith("env: {A: 1_000, B: no, C: 1.50}\n")
                        .app()
                        .env()
                        .clear())
                .containsExactly(Map.entry("A", "1000"), Map.entry("B", "false"), Map.entry("C", "1.5"));
    }

    @Test
    void laysTheProxyOfTheRoleOverTheRoots() {
        Proxy proxy = web(
                        "proxy: {app_port: 3000, healthcheck: {path: /ok}}",
                        "proxy: {host: a, app_port: 80, healthcheck: {path: /up, interval: 3}}\n")
                .proxy()
                .orElseThrow();

        assertThat(proxy.hosts()).containsExactly("a");
        assertThat(proxy.appPort()).isEqualTo(3000);
        assertThat(proxy.healthcheck().pathOrNull()).isEqualTo("/ok");
        assertThat(proxy.healthcheck().intervalOrNull()).isEqualTo("3");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " | ", textBlock = """
            web | stop_timeout: 1 | true
            web | proxy: true | true
            web | proxy: false | false
            job | stop_timeout: 1 | false
            job | proxy: true | true
            job | proxy: {host: a} | true
            job | proxy: {} | true
            job | proxy: false | false
            """)
    void putsThePrimaryRoleBehindTheProxyUnlessToldAndOthersIfTold(String role, String section, boolean behindProxy) {
        String servers = role.equals("web")
                ? "{web: {hosts: [10.0.0.1], " + section + "}}"
                : "{web: [10.0.0.1], job: {hosts: [10.0.0.2], " + section + "}}";

        assertThat(withServers(servers, "").role(role).orElseThrow().behindProxy())
                .isEqualTo(behindProxy);
    }

    @Test
    void takesAnotherRoleAsThePrimaryOne() {
        Configuration app = withServers("{web: [10.0.0.1], api: [10.0.0.2]}", "primary_role: api\n");

        assertThat(app.primaryRole()).isEqualTo("api");
        assertThat(app.role("api").orElseThrow().behindProxy()).isTrue();
        assertThat(app.role("web").orElseThrow().behindProxy()).isFalse();
    }

    @Test
    void allowsEmptyRolesIfTold() {
        assertThat(withServers("{web: [10.0.0.1], job: []}", "allow_empty_roles: true\n")
                        .role("job")
                        .orElseThrow()
                        .hosts())
                .isEmpty();
    }

    @Test
    void takesTheStopTimeoutOfTheRoleBeforeTheRoots() {
        assertThat(web("stop_timeout: 5", "stop_timeout: 9\n").stopTimeout()).contains(5);
    }

    @Test
    void splitsAnAssetPathFromItsOptions() {
        assertThat(web("asset_path: \"/public:ro\"", "asset_path: /assets\n").assetPath())
                .contains(new Role.AssetPath("/public", "ro"));
    }

    @Test
    void bridgesNoAssetsWithoutProxy() {
        assertThat(web("proxy: false", "asset_path: /assets\n").assetPath()).isEmpty();
    }

    @Test
    void makesSeveralOptionsOfAListAndASwitchOfTrue() {
        Role web = web("options: {label: [a, b], init: true, memory: 2g, restart: always}", "");

        assertThat(web.options().values())
                .containsExactly(
                        new DockerOption("label", "a"),
                        new DockerOption("label", "b"),
                        new DockerOption("init", null),
                        new DockerOption("memory", "2g"));
        assertThat(web.options().restartPolicy()).isEqualTo("always");
    }

    @Test
    void restartsUnlessStopped() {
        assertThat(web("cmd: x", "").options().restartPolicy()).isEqualTo("unless-stopped");
    }

    @Test
    void splitsTheHostsOfTheProxyAtCommas() {
        assertThat(proxy("proxy: {host: \"a, b\"}\n").hosts()).containsExactly("a", "b");
    }

    @Test
    void prefersThePathPrefixesToThePathPrefix() {
        assertThat(proxy("proxy: {path_prefix: /a, path_prefixes: [/b, /c]}\n")
                        .pathRouting()
                        .prefixes())
                .containsExactly("/b", "/c");
    }

    @Test
    void buffersByDefault() {
        Proxy proxy = proxy("proxy: {buffering: {max_request_body: 40_000_000, responses: false}}\n");

        assertThat(proxy.buffering().requests()).isTrue();
        assertThat(proxy.buffering().responses()).isFalse();
        assertThat(proxy.buffering().maxRequestBodyOrNull()).isEqualTo(40_000_000L);
    }

    @Test
    void logsThreeRequestHeadersByDefault() {
        assertThat(proxy("").loggedHeaders().request()).containsExactly("Cache-Control", "Last-Modified", "User-Agent");
    }

    @Test
    void takesACertificateFromTheSecrets() {
        assertThat(proxy("proxy: {host: a, ssl: {certificate_pem: C, private_key_pem: K}}\n")
                        .ssl())
                .isEqualTo(new Proxy.Ssl.Custom("C", "K"));
    }

    @Test
    void bootsTheProxyOfEachHostAsItsRoleSays() {
        Configuration app = withServers(
                "{web: [10.0.0.1], api: {hosts: [10.0.0.2], proxy: {run: {http_port: 8080, bind_ips: [10.0.0.2]}}}}",
                "");

        assertThat(app.proxyRunByHost())
                .containsExactly(Map.entry(
                        Host.parse("10.0.0.2"),
                        new ProxyRun(
                                new ProxyRun.Publishing(true, List.of("10.0.0.2"), 8080, 443),
                                null,
                                false,
                                "10m",
                                new ProxyRun.Image(null, "basecamp/kamal-proxy", "v0.9.2"),
                                List.of())));
    }

    @Test
    void acceptsTheSameProxyRunTwiceOnAHost() {
        assertThat(project.loadWith("""
                        proxy: {run: {http_port: 8080}}
                        accessories: {db: {image: db, host: 10.0.0.1, proxy: {host: db, run: {http_port: 8080}}}}
                        """).proxyRunByHost()).containsOnlyKeys(Host.parse("10.0.0.1"));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " | ", textBlock = """
            25% | 1
            50% | 2
            1% | 1
            3 | 3
            "2" | 2
            """)
    void countsTheBootLimitOfAllHosts(String limit, int hosts) {
        Configuration app = withServers("[10.0.0.1, 10.0.0.2, 10.0.0.3]", """
                boot: {limit: %s, wait: 2}
                accessories: {db: {image: db, hosts: [10.0.0.3, 10.0.0.4]}}
                """.formatted(limit));

        assertThat(app.boot()).isEqualTo(new Boot(hosts, Duration.ofSeconds(2), false));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " | ", textBlock = """
            host: a | [a]
            hosts: [a, b] | [a, b]
            role: web | [10.0.0.1]
            roles: [web, job] | [10.0.0.1, 10.0.0.2]
            tag: fast | [10.0.0.2]
            tags: [fast, slow] | [10.0.0.2, 10.0.0.1]
            """)
    void findsTheHostsOfAnAccessory(String placement, String hosts) {
        Configuration app = withServers(
                "{web: [10.0.0.1: slow], job: [10.0.0.2: [fast]]}",
                "accessories: {db: {image: db, " + placement + "}}\n");

        assertThat(app.accessories().get(0).hosts()).hasToString(hosts);
    }

    @ParameterizedTest
    @CsvSource({"6379,6379:6379", "'\"6379:6380\"',6379:6380", "127.0.0.1:80:80,127.0.0.1:80:80"})
    void publishesAPortUnderTheSameNumber(String written, String published) {
        assertThat(db("host: a, port: " + written).container().port()).contains(published);
    }

    @Test
    void putsTheRegistryBeforeTheImageOfAnAccessory() {
        assertThat(db("host: a, registry: {server: \"r:5000\", username: u, password: [P]}")
                        .image())
                .hasValue("r:5000/db");
    }

    @Test
    void readsFilesAsTextAndAsMaps() {
        assertThat(db("host: a, files: [\"a:/b:ro\", {local: c, remote: /d, mode: 0644, owner: \"1:1\", options: Z}]")
                        .mounts()
                        .files())
                .containsExactly(
                        new Accessory.Mount("a", "/b", "ro", null, null),
                        new Accessory.Mount("c", "/d", "Z", "0644", "1:1"));
    }

    @Test
    void namesTheImageOfALocalRegistryAfterTheService() {
        assertThat(project.load("""
                        service: app
                        servers: [10.0.0.1]
                        registry: {server: "localhost:5555"}
                        builder: {arch: amd64}
                        """).image()).isEqualTo("app");
    }

    @Test
    void buildsInAContainerFromACloneByDefault() {
        Builder builder = project.loadWith("").builder();

        assertThat(builder.machines().driver()).isEqualTo("docker-container");
        assertThat(builder.source().dockerfile()).isEqualTo("Dockerfile");
        assertThat(builder.buildsFromClone()).isTrue();
        assertThat(builder.arches()).containsExactly("amd64");
    }

    @Test
    void jumpsAsRootWhereNoUserIsNamed() {
        assertThat(project.loadWith("ssh: {proxy: bastion}\n")
                        .connections()
                        .ssh()
                        .proxy())
                .contains("root@bastion");
    }

    @Test
    void readsSymbolsAsText() {
        assertThat(project.loadWith("hooks_output:\n  pre-deploy: :verbose\n")
                        .commands()
                        .hooksOutput())
                .isEqualTo(new HooksOutput(null, Map.of("pre-deploy", HooksOutput.Level.VERBOSE)));
    }

    @Test
    void replacesListsOfTheBaseByThoseOfTheDestination() {
        project.write(Project.FILE, Project.MINIMAL + "volumes: [a]\nlabels: {a: 1}\n")
                .write("config/deploy.live.yml", "volumes: [b]\nlabels: {b: 2}\n");

        Configuration app = project.load(Optional.of("live"));

        assertThat(app.app().volumes()).containsExactly("b");
        assertThat(app.app().labels()).containsOnlyKeys("a", "b");
    }

    @Test
    void replacesTheExtensionOfTheFileForADestination() {
        assertThat(ConfigurationFiles.destinationFile("config/deploy.yaml", "live"))
                .isEqualTo("config/deploy.live.yml");
    }
}
