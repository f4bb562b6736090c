package io.jenkins.plugins.kamal.engine.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.cli.Main;
import io.jenkins.plugins.kamal.engine.cli.run.ProcessContext;
import io.jenkins.plugins.kamal.engine.protocol.HookNames;
import io.jenkins.plugins.kamal.engine.protocol.InvocationDirectory;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.HostAddresses;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that need no server: {@code init}, {@code docs}, {@code help}, {@code secrets}. */
@Tag("flow")
class LocalVerbsTest {

    @TempDir
    Path root;

    private final Map<String, String> environment = new HashMap<>();
    private Path project;

    private record Result(int exitStatus, String out, String err) {}

    @BeforeEach
    void prepare() throws IOException {
        project = Files.createDirectories(root.resolve("project"));
        Path tools = Files.createDirectories(root.resolve("bin"));
        environment.put("PATH", tools + ":" + System.getenv("PATH"));
        environment.put("HOME", root.toString());
        Path doppler = tools.resolve("doppler");
        Files.writeString(doppler, """
                #!/bin/sh
                case "$1" in
                  secrets) echo '{"A":{"computed":"one and a half"},"B":{"computed":"two"}}' ;;
                esac
                """);
        assertThat(doppler.toFile().setExecutable(true)).isTrue();
    }

    private Result kamal(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitStatus = Main.run(
                new ProcessContext(
                        project,
                        environment,
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8),
                        HostAddresses.system()),
                words);
        return new Result(exitStatus, out.toString(UTF_8), err.toString(UTF_8));
    }

    @Test
    void beforeTheFirstCommitTheConfigurationIsPrintedAndEverythingElseRefused() throws Exception {
        kamal("init");
        assertThat(new ProcessBuilder("git", "init", "-q", project.toString())
                        .start()
                        .waitFor())
                .isZero();

        assertThat(kamal("config").out()).contains(":version: HEAD\n");

        for (String[] words :
                List.of(new String[] {"deploy"}, new String[] {"setup"}, new String[] {"build", "push"})) {
            Result refused = kamal(words);
            assertThat(refused.exitStatus()).isEqualTo(1);
            assertThat(refused.err())
                    .startsWith("ERROR: The repository ")
                    .contains(" has no commit on '", "Commit something, or give a version")
                    .contains("\nMore about this: ", "docs/troubleshooting.md#version")
                    .hasLineCount(2);
            assertThat(refused.out()).isEmpty();
        }
    }

    @Test
    void secretsPrintSaysWhyASecretIsEmpty() throws IOException {
        kamal("init");
        Files.writeString(project.resolve(".kamal/secrets"), "GOOD=fine\nPW=$(echo no vault >&2; exit 3)\n");

        Result result = kamal("secrets", "print");

        assertThat(result.out()).contains("GOOD=fine", "PW=");
        assertThat(result.err()).contains("WARNING: ", ".kamal/secrets", "PW", "no vault", "3");
    }

    @Test
    void initWritesAProjectThatCanBeRead() throws IOException {
        Result result = kamal("init");

        assertThat(result.exitStatus()).as(result.err()).isZero();
        assertThat(result.out()).contains("Created config/deploy.yml\n", "Created .kamal/secrets\n");
        assertThat(kamal("config", "--version", "1").out()).contains(":version: '1'");
        environment.put("KAMAL_REGISTRY_PASSWORD", "pw");
        assertThat(kamal("secrets", "print").out()).isEqualTo("KAMAL_REGISTRY_PASSWORD=pw\n");
        for (String hook : HookNames.ALL) {
            Path sample = project.resolve(".kamal/hooks/" + hook + ".sample");
            assertThat(sample).isExecutable();
            assertThat(Files.readString(sample))
                    .startsWith("#!/bin/sh\n# Runs ")
                    .contains(hook + ".\n");
        }
    }

    @Test
    void initLeavesAloneWhatIsThere() throws IOException {
        Files.createDirectories(project.resolve("config"));
        Files.writeString(project.resolve("config/deploy.yml"), "service: mine\n");

        assertThat(kamal("init").out()).contains("config/deploy.yml exists already");

        assertThat(project.resolve("config/deploy.yml")).hasContent("service: mine\n");
        assertThat(project.resolve(".kamal/secrets")).exists();
        assertThat(kamal("init").out()).contains(".kamal/hooks exists already");
    }

    @Test
    void initRefusesWhatNeedsRuby() {
        Result result = kamal("init", "--bundle");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("leave the option out");
        assertThat(project).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({
        "configuration, retain_containers",
        "proxy, response_timeout",
        "proxy, metrics_port",
        "accessory, directories",
        "role, asset_path",
        "servers, asset_path",
        "alias, Short names for commands",
        "env, secret",
        "sshkit, max_concurrent_starts",
    })
    void docsTellAboutASection(String section, String content) {
        Result result = kamal("docs", section);

        assertThat(result.exitStatus()).isZero();
        assertThat(result.out()).contains(content);
    }

    @Test
    void docsTellAboutTheRootWhereNoSectionIsNamed() {
        assertThat(kamal("docs").out()).isEqualTo(kamal("docs", "configuration").out());
        Result unknown = kamal("docs", "nosuch");
        assertThat(unknown.exitStatus()).isEqualTo(2);
        assertThat(unknown.err())
                .startsWith("ERROR: There is no section nosuch; there are")
                .contains("proxy");
    }

    @Test
    void helpIsThereForEachCommand() {
        assertThat(kamal("help").out()).contains("accessory", "rollback", "upgrade");
        assertThat(kamal("help", "app", "exec").out()).contains("--reuse");
        assertThat(kamal("app", "help", "exec").out()).contains("--reuse");
        assertThat(kamal("proxy", "help").out()).contains("boot_config");
        assertThat(kamal("app", "exec", "--help").out()).contains("--reuse");
        assertThat(kamal("help", "nosuch").exitStatus()).isEqualTo(2);
    }

    @Test
    void theBeginningOfACommandIsEnough() {
        assertThat(kamal("ver").out()).isEqualTo("2.12.0\n");
        assertThat(kamal("sec", "ext", "A", "{\"A\":\"1\"}").out()).isEqualTo("1\n");
        Result ambiguous = kamal("re");
        assertThat(ambiguous.exitStatus()).isEqualTo(1);
        assertThat(ambiguous.err()).contains("`re` can be redeploy, registry, remove");
    }

    @Test
    void secretsAreFetchedAndExtractedWithoutAProject() {
        Result fetched = kamal("secrets", "fetch", "-a", "doppler", "--from", "shop/prd", "A", "B");

        assertThat(fetched.exitStatus()).as(fetched.err()).isZero();
        assertThat(fetched.out()).isEqualTo("{\"A\":\"one and a half\",\"B\":\"two\"}\n");
        assertThat(kamal("secrets", "extract", "A", fetched.out().strip()).out())
                .isEqualTo("one and a half\n");
        assertThat(kamal("secrets", "fetch", "-a", "doppler", "--from", "shop/prd", "--inline", "B")
                        .out())
                .doesNotContain("one and")
                .contains("\\\"two\\\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fetch A", "fetch --adapter nosuch A", "fetch --adapter 1password A", "extract C {}"})
    void secretsThatCannotBeHadAreAnError(String words) {
        Result result = kamal(("secrets " + words).split(" "));

        assertThat(result.exitStatus()).isNotZero();
        assertThat(result.err()).startsWith("ERROR: ");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void aStepsCommandPrintsNoSecretIntoTheLogOfTheBuild() throws IOException {
        kamal("init");
        environment.put("KAMAL_REGISTRY_PASSWORD", "hunter2");
        Path invocation = Files.createDirectories(root.resolve("invocation"));

        Result result = kamal("secrets", "print", "--invocation", invocation.toString());

        assertThat(result.exitStatus()).as(result.err()).isZero();
        assertThat(result.out()).contains("KAMAL_REGISTRY_PASSWORD=").doesNotContain("hunter2");
        assertThat(invocation.resolve(InvocationDirectory.OUTPUT)).content().doesNotContain("hunter2");
        assertThat(invocation.resolve(InvocationDirectory.EVENTS)).content().doesNotContain("hunter2");
    }
}
