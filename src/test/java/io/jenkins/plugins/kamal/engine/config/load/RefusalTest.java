package io.jenkins.plugins.kamal.engine.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.config.fault.ConfigurationException;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Kamal refuses, each with file, line, key and remedy. */
class RefusalTest {

    @TempDir
    Path directory;

    private Project project;

    @BeforeEach
    void project() {
        project = new Project(directory);
    }

    private String sample() {
        return Project.resource("deploy.yml");
    }

    /** The refusals that were recorded from Kamal, as changes of the sample app. */
    @ParameterizedTest
    @CsvSource(delimiterString = " | ", textBlock = """
            service: myapp | # | service | 1 | is missing or empty
            image: lab/myapp | # | image | 1 | is missing
            ssh: | bogus_key: 1 | bogus_key | 43 | unknown key `bogus_key`
            service: myapp | service: my app! | service | 1 | letters, digits, hyphens and underscores
            host: app.lab | ssl: true | proxy/ssl | 13 | needs to know for which host
            ssh: | retain_containers: 0 | retain_containers | 43 | must be at least 1
            ssh: | minimum_version: '99.0' | minimum_version | 43 | newer Kamal than 2.12.0
            ssh: | require_destination: true | require_destination | 43 | no destination is named
            host: 10.99.0.14 | cmd: x | accessories/db | 29 | has no hosts
            app_port: 80 | healthcheck: {interval: abc} | proxy/healthcheck/interval | 14 | must be a whole number
            ssh: | hooks_path: 5 | hooks_path | 43 | must be text
            """)
    void refusesWhatKamalRefused(String before, String after, String key, int line, String message) {
        String text = sample().replace("ssh:\n  user: root", "ssh:").replace(before, after);

        assertThat(project.faults(text)).anySatisfy(fault -> {
            assertThat(fault.file()).isEqualTo(Project.FILE);
            assertThat(fault.key()).isEqualTo(key);
            assertThat(fault.line()).contains(line);
            assertThat(fault.message()).contains(message);
        });
    }

    /** What stands below {@code x-jenkins}, on the last lines of the sample app's file. */
    @ParameterizedTest
    @CsvSource(delimiterString = " | ", textBlock = """
            jobs: {web: {instances: 3}} | x-jenkins/jobs | unknown key `jobs`; known here: roles
            roles: {web: {instance: 3}} | x-jenkins/roles/web/instance | did you mean `instances`?
            roles: {api: {instances: 3}} | x-jenkins/roles/api | there is no role api; the roles are job, web
            roles: {web: {instances: 0}} | x-jenkins/roles/web/instances | write a number from 1 to 50
            roles: {web: {instances: 51}} | x-jenkins/roles/web/instances | write a number from 1 to 50
            roles: {web: {instances: three}} | x-jenkins/roles/web/instances | must be a whole number
            roles: {web: 3} | x-jenkins/roles/web | must be a section
            [web] | x-jenkins | must be a section
            """)
    void refusesSettingsThatCannotWork(String settings, String key, String message) {
        String text = sample() + "\nx-jenkins:\n  " + settings + "\n";
        int lines = (int) text.lines().count();

        assertThat(project.faults(text)).singleElement().satisfies(fault -> {
            assertThat(fault.file()).isEqualTo(Project.FILE);
            assertThat(fault.key()).isEqualTo(key);
            assertThat(fault.line()).hasValueSatisfying(line -> assertThat(line).isBetween(lines - 1, lines));
            assertThat(fault.message()).contains(message);
        });
    }

    @ParameterizedTest
    @CsvSource({"publish: 3000:3000", "name: mine", "ip: 10.1.2.3", "mac-address: 02:42:ac:11:00:02", "cidfile: /tmp/id"
    })
    void refusesSeveralContainersWithWhatOnlyOneCanHave(String option) {
        String text = sample().replace("    cmd: /app job", "    cmd: /app job\n    options:\n      " + option);

        assertThat(project.load(text).instances(project.load(text).roles().get(0)))
                .isEqualTo(1);
        assertThat(project.faults(text + "\nx-jenkins: {roles: {job: {instances: 2}}}\n"))
                .extracting(ConfigurationException.Fault::message)
                .singleElement()
                .asString()
                .startsWith("role job cannot have 2 containers on a host, because its option `"
                        + option.substring(0, option.indexOf(':')) + "` ");
    }

    @Test
    void acceptsSeveralContainersOfARole() {
        Configuration app =
                project.load(sample() + "\nx-jenkins: {roles: {web: {instances: 50}, job: {instances: 1}}}\n");

        assertThat(app.roles().stream().map(app::instances)).containsExactly(1, 50);
    }

    @Test
    void refusesAPrimaryRoleWithoutHosts() {
        String text = sample().replace("    hosts:\n      - 10.99.0.11\n      - 10.99.0.12", "    hosts: []");

        assertThat(project.faults(text)).singleElement().satisfies(fault -> assertThat(fault.message())
                .isEqualTo("the primary role web has no hosts; name at least one"));
    }

    @Test
    void refusesAutomaticTlsOnTwoHosts() {
        assertThat(project.faults(sample().replace("  app_port: 80", "  ssl: true")))
                .extracting(ConfigurationException.Fault::toString)
                .containsExactly("config/deploy.yml:14: proxy/ssl: automatic TLS works on one host only, but role web"
                        + " has 2; give it one host, or a certificate under `ssl`");
    }

    @Test
    void acceptsAnAccessoryWithoutImageAsKamalDoes() {
        Configuration app = project.load(sample().replace("    image: 10.99.0.1:5555/lab/db:1\n", ""));

        assertThat(app.accessories().get(0).image()).isEmpty();
    }

    @Test
    void reportsAllFaultsInTheOrderOfTheFile() {
        List<ConfigurationException.Fault> faults = project.faults("""
                service: my app!
                image: me/app
                servers: [10.0.0.1]
                registry: {username: me}
                builder: {arch: amd64, cache: {type: s3}}
                proxi: {host: a}
                retain_containers: many
                """);

        assertThat(faults)
                .extracting(ConfigurationException.Fault::key)
                .containsExactly("service", "registry/password", "builder/cache/type", "proxi", "retain_containers");
    }

    @Test
    void suggestsTheNearestKey() {
        assertThat(project.faultsWith("proxi: {host: a}\n")).singleElement().satisfies(fault -> assertThat(
                        fault.message())
                .isEqualTo("unknown key `proxi`; did you mean `proxy`?"));
    }

    @Test
    void listsTheKnownKeysWhereNoneIsNear() {
        assertThat(project.faultsWith("boot: {bogus: 1}\n")).singleElement().satisfies(fault -> assertThat(
                        fault.message())
                .isEqualTo("unknown key `bogus`; known here: limit, wait, parallel_roles"));
    }

    @Test
    void ignoresExtensionsAtTheRoot() {
        assertThat(project.faultsWith("x-common: &c {a: 1}\n")).isEmpty();
    }

    @Test
    void refusesExtensionsBelowTheRoot() {
        assertThat(project.faultsWith("boot: {x-a: 1}\n"))
                .extracting(ConfigurationException.Fault::key)
                .containsExactly("boot/x-a");
    }

    @Test
    void namesTheDestinationFileWhereTheValueCameFromIt() {
        project.write(Project.FILE, sample()).write("config/deploy.staging.yml", "proxy:\n  app_port: high\n");

        assertThat(project.faults(Optional.of("staging")))
                .extracting(ConfigurationException.Fault::toString)
                .containsExactly("config/deploy.staging.yml:2: proxy/app_port: is text, but must be a whole number;"
                        + " write digits without quotes");
    }

    @Test
    void refusesAMissingFileAndAMissingDestinationFileTogether() {
        assertThat(project.faults(Optional.of("staging")))
                .extracting(ConfigurationException.Fault::file)
                .containsExactly("config/deploy.staging.yml", "config/deploy.yml");
    }

    @Test
    void aDirectoryIsNotCalledMissing() throws IOException {
        project.write(Project.FILE, sample());
        Files.createDirectories(directory.resolve("config/deploy.staging.yml"));

        assertThat(project.faults(Optional.of("staging")))
                .singleElement()
                .satisfies(fault -> assertThat(fault.message()).startsWith("is a directory in"));
    }

    @Test
    void saysWhatToDoAboutAMissingDestinationFile() {
        project.write(Project.FILE, sample());

        assertThat(project.faults(Optional.of("staging"))).singleElement().satisfies(fault -> assertThat(
                        fault.message())
                .startsWith("there is no such file in")
                .endsWith("create it (it may be just `{}`), or name a destination other than staging"));
    }

    @Test
    void refusesTemplatesWithoutARenderer() {
        assertThat(project.faultsWith("labels:\n  a: <%= ENV['A'] %>\n"))
                .extracting(fault -> fault.line().orElseThrow())
                .containsExactly(7);
    }

    @Test
    void refusesHooksOfKamal1() {
        project.write(".kamal/hooks/pre-traefik-reboot", "#!/bin/sh\n");

        assertThat(project.faultsWith("")).singleElement().satisfies(fault -> assertThat(fault.message())
                .contains("rename it to pre-proxy-reboot"));
    }

    @Test
    void refusesARemoteBuilderWithoutSshForALocalRegistry() {
        String text = Project.MINIMAL
                .replace("{username: me, password: [PASSWORD]}", "{server: \"localhost:5555\"}")
                .replace("arch: amd64", "arch: amd64, local: false, remote: \"tcp://builder:2375\"");

        assertThat(project.faults(text))
                .extracting(ConfigurationException.Fault::key)
                .containsExactly("builder/remote");
    }

    @Test
    void refusesProxyRunsThatDifferOnOneHost() {
        String text = """
                proxy: {run: {http_port: 8080}}
                accessories:
                  db: {image: db, host: 10.0.0.1, proxy: {host: db, run: {http_port: 9090}}}
                """;

        assertThat(project.faultsWith(text)).singleElement().satisfies(fault -> assertThat(fault.message())
                .isEqualTo("differs from proxy/run, and both boot the one proxy of 10.0.0.1; write the same in both"));
    }

    @Test
    void refusesTheSameTlsHostInTwoRoles() {
        String text = Project.MINIMAL.replace(
                        "servers: [10.0.0.1]",
                        "servers: {web: [10.0.0.1], api: {hosts: [10.0.0.2], proxy: {host: a, ssl: true}}}")
                + "proxy: {host: a, ssl: true}\n";

        assertThat(project.faults(text)).singleElement().satisfies(fault -> assertThat(fault.message())
                .contains("is served with TLS by role api too"));
    }

    /** Kamal takes any text for a host, and fails with the first connection. */
    @ParameterizedTest
    @CsvSource(delimiterString = " | ", textBlock = """
            servers: [web 1] | servers/0 | `web 1` is not a host: character 4 is white space
            servers: [10.0.0.1:99999] | servers/0 | `99999` is not a port
            servers: [10.0.0.1, 10.0.0.256] | servers/1 | an IPv4 address has four numbers
            servers: [{https://web: tag}] | servers/0 | it is a URL
            servers: {web: ['[::1']} | servers/web/0 | an IPv6 address in brackets
            servers: {web: {hosts: ['1:2:3']}} | servers/web/hosts/0 | is not an IPv6 address
            """)
    void refusesWhatIsNoHost(String servers, String key, String message) {
        assertThat(project.faults(Project.MINIMAL.replace("servers: [10.0.0.1]", servers)))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.key()).isEqualTo(key);
                    assertThat(fault.line()).contains(3);
                    assertThat(fault.message()).contains("is not a host: ").contains(message);
                });
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " | ", textBlock = """
            accessories: {db: {image: a, host: web 1}} | accessories/db/host
            accessories: {db: {image: a, hosts: [web, web 1]}} | accessories/db/hosts/1
            ssh: {proxy: web 1} | ssh/proxy
            ssh: {proxy: 'gate,gate:0'} | ssh/proxy
            """)
    void refusesAnotherHost(String more, String key) {
        assertThat(project.faultsWith(more + "\n")).singleElement().satisfies(fault -> {
            assertThat(fault.key()).isEqualTo(key);
            assertThat(fault.message()).contains("is not a host: ");
        });
    }

    /** One value each that Kamal's validator refuses, with the key it blames. */
    @ParameterizedTest
    @CsvSource(delimiterString = " | ", textBlock = """
            labels: {a: ~} | labels/a
            labels: [a] | labels
            env: {A: 2024-01-02} | env/A
            env: {clear: {A: ~}} | env/clear/A
            env: {clear: {A: 1}, B: 2} | env/B
            env: {secret: A} | env/secret
            env: {tags: {a: {tags: {}}}} | env/tags/a/tags
            volumes: a:b | volumes
            hooks_output: loud | hooks_output
            hooks_output: {pre-build: loud} | hooks_output/pre-build
            primary_role: job | primary_role
            readiness_delay: "7" | readiness_delay
            require_destination: 1 | require_destination
            ssh: {keys: a} | ssh/keys
            ssh: {config: 5} | ssh/config
            ssh: {log_level: loud} | ssh/log_level
            ssh: {port: many} | ssh/port
            sshkit: {dns_retries: "3"} | sshkit/dns_retries
            boot: {limit: few} | boot/limit
            output: {file: {}} | output/file/path
            output: {otel: {}} | output/otel/endpoint
            aliases: {Deploy: deploy} | aliases/Deploy
            aliases: {deploy: deploy -q} | aliases/deploy
            aliases: {5: deploy} | aliases/5
            proxy: true | proxy
            proxy: {host: a, hosts: [b]} | proxy/hosts
            proxy: {host: a, ssl: {certificate_pem: A}} | proxy/ssl/certificate_pem
            proxy: {run: {publish: false, http_port: 80}} | proxy/run/http_port
            logging: {driver: [a]} | logging/driver
            accessories: {db: {image: a, host: a, role: web}} | accessories/db
            accessories: {db: {image: a, role: nobody}} | accessories/db/role
            accessories: {db: {image: a, roles: [web, nobody]}} | accessories/db/roles
            accessories: {db: {image: a, host: a, env: {tags: {}}}} | accessories/db/env/tags
            accessories: {db: {image: a, host: a, labels: {service: x}}} | accessories/db/labels/service
            accessories: {db: {image: a, host: a, options: {restart: no}}} | accessories/db/options/restart
            accessories: {db: {image: a, host: a, options: {restart: maybe}}} | accessories/db/options/restart
            accessories: {db: {image: a, host: a, proxy: true}} | accessories/db/proxy
            accessories: {db: {image: a, host: a, registry: {server: r}}} | accessories/db/registry/password
            accessories: {5: {image: a, host: a}} | accessories/5
            minimum_version: not a version | minimum_version
            1: a | 1
            """)
    void refusesAValue(String more, String key) {
        assertThat(project.faultsWith(more + "\n"))
                .extracting(ConfigurationException.Fault::key)
                .contains(key);
    }

    /** The same for what the minimal configuration has already. */
    @ParameterizedTest
    @CsvSource(delimiterString = " | ", textBlock = """
            service: app | service: 5 | service
            image: me/app | image: no | image
            servers: [10.0.0.1] | servers: ~ | servers
            servers: [10.0.0.1] | servers: [5] | servers/0
            servers: [10.0.0.1] | servers: [{a: b, c: d}] | servers/0
            servers: [10.0.0.1] | servers: {web: ~} | servers/web
            servers: [10.0.0.1] | servers: {job: [10.0.0.1]} | servers
            servers: [10.0.0.1] | servers: {web: [10.0.0.1], job: []} | servers/job
            servers: [10.0.0.1] | servers: {web: {hosts: [10.0.0.1], proxy: ~}} | servers/web/proxy
            servers: [10.0.0.1] | servers: {web: {hosts: [10.0.0.1], labels: {role: a}}} | servers/web/labels/role
            servers: [10.0.0.1] | servers: {web: {hosts: [10.0.0.1], volumes: [a]}} | servers/web/volumes
            servers: [10.0.0.1] | servers: {web: {hosts: [10.0.0.1], env: {tags: {}}}} | servers/web/env/tags
            servers: [10.0.0.1] | # | servers
            username: me | username: 5 | registry/username
            username: me | username: "" | registry/username
            username: me | username: [a, b] | registry/username
            username: me | server: 5, username: me | registry/server
            username: me | server: localhost | registry/username
            arch: amd64 | driver: docker | builder/arch
            arch: amd64 | arch: amd64, local: false | builder/local
            arch: amd64 | arch: [amd64, arm64], pack: {builder: b} | builder/pack
            """)
    void refusesAChange(String before, String after, String key) {
        assertThat(project.faults(Project.MINIMAL.replace(before, after)))
                .extracting(ConfigurationException.Fault::key)
                .contains(key);
    }
}
