package io.jenkins.plugins.kamal.engine.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.config.fault.ConfigurationException.Fault;
import io.jenkins.plugins.kamal.engine.config.model.Accessory;
import io.jenkins.plugins.kamal.engine.config.model.Proxy;
import io.jenkins.plugins.kamal.engine.host.Host;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person reads who made a likely mistake. */
class ErrorTextTest {

    @TempDir
    Path directory;

    private Project project;

    @BeforeEach
    void project() {
        project = new Project(directory);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " | ", textBlock = """
            servers: {web: 10.0.0.1} | servers/web | is text, but must be a list of hosts
            servers: {web: ''} | servers/web | is empty text, but must be a list of hosts
            servers: [''] | servers/0 | is empty text, but must be a host
            servers: ['  '] | servers/0 | is empty text, but must be a host
            servers: [~] | servers/0 | is empty, but must be a host
            servers: [7] | servers/0 | is a whole number, but must be a host
            """)
    void saysWhatWasFoundInsteadOfAHost(String servers, String key, String message) {
        assertThat(project.faults(Project.MINIMAL.replace("servers: [10.0.0.1]", servers)))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.key()).isEqualTo(key);
                    assertThat(fault.message()).startsWith(message);
                });
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " | ", textBlock = """
            ssh: {port: many} | ssh/port | `many` is not a port
            ssh: {log_level: loud} | ssh/log_level | there is no level `loud`
            boot: {limit: few} | boot/limit | `few` is neither
            builder: {arch: amd64, args: {A: [b]}} | builder/args/A | is a list
            retain_containers: 99999999999 | retain_containers | 99999999999 is too large
            """)
    void saysWhatWasFound(String more, String key, String message) {
        assertThat(project.faults(Project.MINIMAL.replace("builder: {arch: amd64}\n", "") + more + "\n"))
                .filteredOn(fault -> fault.key().equals(key))
                .extracting(Fault::message)
                .anySatisfy(text -> assertThat(text).startsWith(message));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " | ", textBlock = """
            traefik: {} | traefik | write `proxy`
            healthcheck: {path: /up} | healthcheck | write `proxy/healthcheck`
            stop_wait_time: 10 | stop_wait_time | write `drain_timeout`
            """)
    void namesTheSuccessorOfAKeyOfKamal1(String more, String key, String message) {
        assertThat(project.faultsWith(more + "\n")).singleElement().satisfies(fault -> {
            assertThat(fault.key()).isEqualTo(key);
            assertThat(fault.message()).contains("is a key of Kamal 1; ").contains(message);
        });
    }

    @Test
    void namesTheSuccessorOfAKeyOfKamal1BelowTheRoot() {
        assertThat(project.faults(Project.MINIMAL
                        .replace("[10.0.0.1]", "{web: {hosts: [10.0.0.1], traefik: true}}")
                        .replace("{arch: amd64}", "{arch: amd64, multiarch: false}")))
                .extracting(Fault::message)
                .hasSize(2)
                .allSatisfy(message -> assertThat(message).contains("is a key of Kamal 1; "));
    }

    @Test
    void saysWhereValuesOfSecretsBelong() {
        assertThat(project.faultsWith("env:\n  secret:\n    - A\n    - TOKEN: abc\n"))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.line()).contains(9);
                    assertThat(fault.key()).isEqualTo("env/secret/1");
                    assertThat(fault.message())
                            .contains("write `- TOKEN` here and the value into .kamal/secrets (with a destination, into"
                                    + " .kamal/secrets-common or .kamal/secrets.<destination>)")
                            .doesNotContain("abc");
                });
    }

    @Test
    void namesLineAndByteThatAreNotUtf8() throws Exception {
        project.write(Project.FILE, Project.MINIMAL);
        byte[] latin1 = (Project.MINIMAL + "labels: {a: \u00e4}\n").getBytes(StandardCharsets.ISO_8859_1);
        Files.write(directory.resolve(Project.FILE), latin1);

        assertThat(project.faults(Optional.empty()))
                .extracting(Fault::toString)
                .singleElement()
                .satisfies(
                        text -> assertThat(text).startsWith("config/deploy.yml:6: the file is not UTF-8: byte 0xE4"));
    }

    @Test
    void asksForADestinationBeforeAnythingElse() {
        project.write("config/deploy.staging.yml", "{}\n")
                .write("config/deploy.production.yml", "{}\n")
                .write("config/deploy.yml.bak", "{}\n");

        assertThat(project.faults("require_destination: true\nservice: 5\n"))
                .extracting(Fault::toString)
                .containsExactly("config/deploy.yml:1: require_destination: no destination is named; name one of"
                        + " production, staging, such as `-d production`");
    }

    @Test
    void saysHowToMakeADestinationWhereThereIsNone() {
        assertThat(project.faults("require_destination: true\n"))
                .singleElement()
                .satisfies(fault -> assertThat(fault.message()).contains("write config/deploy.production.yml"));
    }

    /** ERB that repeats or leaves out lines shifts those below it. */
    @Test
    void countsTheLinesOfTheFileAndNotThoseOfTheRenderedText() {
        Project rendering = project.rendering(Map.of());
        String loop = "labels:\n<% 3.times do |i| %>\n  l<%= i %>: a\n<% end %>\n";

        assertThat(rendering.faults(Project.MINIMAL + loop + "bogus: 1\n"))
                .singleElement()
                .satisfies(fault -> assertThat(fault.line()).contains(10));
        assertThat(rendering.faults(Project.MINIMAL + loop + "bogus: [\n"))
                .singleElement()
                .satisfies(fault -> assertThat(fault.line()).contains(10));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " | ", textBlock = """
            [10.0.0.1] | ['<%= ENV["WEB_IP"] %>'] | servers/0
            [10.0.0.1] | [<%= ENV["WEB_IP"] %>, 10.0.0.1:x] | servers/0
            me/app | <%= ENV["WEB_IP"] %> | image
            arch: amd64 | arch: <%= ENV['WEB_IP'] %> | builder/arch
            """)
    void namesTheVariableThatIsNotSet(String before, String after, String key) {
        List<Fault> faults = project.rendering(Map.of()).faults(Project.MINIMAL.replace(before, after));

        assertThat(faults).anySatisfy(fault -> assertThat(fault.message())
                .contains("reads WEB_IP from the environment, where it is not set"));
        assertThat(project.rendering(Map.of("WEB_IP", "")).faults(Project.MINIMAL.replace(before, after)))
                .noneSatisfy(fault -> assertThat(fault.message()).contains("WEB_IP"));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " | ", textBlock = """
            username: me | server: https://ghcr.io, username: me | registry/server | is a URL; write host and port alone, such as `ghcr.io`
            username: me | server: ghcr.io/, username: me | registry/server | write `ghcr.io`
            username: me | server: 'ghcr .io', username: me | registry/server | has white space
            me/app | Me/App | image | has capital letters
            me/app | me/app:1 | image | has a tag or digest
            me/app | me/app/ | image | has an extra slash
            builder: | accessories: {db: {image: 'Mysql:8.0', host: a}}~builder: | accessories/db/image | has capital letters
            """)
    void refusesARegistryOrImageThatDockerRefuses(String before, String after, String key, String message) {
        assertThat(project.faults(Project.MINIMAL.replace(before, after.replace('~', '\n'))))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.key()).isEqualTo(key);
                    assertThat(fault.message()).contains(message);
                });
    }

    @ParameterizedTest
    @CsvSource({"mysql:8.0", "Registry.example.com:5000/db:RC1", "localhost:5000/db", "db@sha256:ABC"})
    void acceptsCapitalsInRegistryAndTag(String image) {
        assertThat(project.faultsWith("accessories: {db: {image: '" + image + "', host: a}}\n"))
                .isEmpty();
    }

    @Test
    void acceptsACertificateOfOnesOwnWithoutAHost() {
        Proxy proxy = project.loadWith("proxy: {ssl: {certificate_pem: C, private_key_pem: K}}\n")
                .role("web")
                .orElseThrow()
                .proxy()
                .orElseThrow();

        assertThat(proxy.ssl()).isEqualTo(new Proxy.Ssl.Custom("C", "K"));
        assertThat(proxy.hosts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " | ", textBlock = """
            proxy: {host: a} | proxy: {hosts: [b]}
            proxy: {hosts: [a]} | proxy: {host: b}
            """)
    void replacesTheProxysHostsOfTheBase(String base, String destination) {
        project.write(Project.FILE, Project.MINIMAL + base + "\n")
                .write("config/deploy.staging.yml", destination + "\n");

        assertThat(project.load(Optional.of("staging"))
                        .role("web")
                        .orElseThrow()
                        .proxy()
                        .orElseThrow()
                        .hosts())
                .containsExactly("b");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " | ", textBlock = """
            host: a | hosts: [b]
            hosts: [a] | host: b
            role: web | host: b
            """)
    void replacesThePlaceOfAnAccessoryOfTheBase(String base, String destination) {
        project.write(Project.FILE, Project.MINIMAL + "accessories: {db: {image: db, " + base + "}}\n")
                .write("config/deploy.staging.yml", "accessories: {db: {" + destination + "}}\n");

        Accessory db = project.load(Optional.of("staging")).accessories().get(0);
        assertThat(db.hosts()).containsExactly(Host.parse("b"));
    }

    @Test
    void stillRefusesBothInOneFile() {
        project.write(Project.FILE, Project.MINIMAL + "proxy: {host: a, hosts: [c]}\n")
                .write("config/deploy.staging.yml", "{}\n");

        assertThat(project.faults(Optional.of("staging")))
                .extracting(Fault::key)
                .containsExactly("proxy/hosts");
    }
}
