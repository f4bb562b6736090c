package io.jenkins.plugins.kamal.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line before anything is deployed: what it understands, refuses, and prints. */
class CommandLineTest extends FlowTest {

    @Test
    void tellsWhichKamalItBehavesLike() {
        assertThat(lab.succeed("version").out()).isEqualTo("2.12.0\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | Which command? See kamal --help",
                "build | Which command? See kamal build --help",
                "lock | Which command? See kamal lock --help",
                "deploy --nonsense | `kamal deploy` has no option --nonsense. See `kamal deploy --help`",
                "deploy --skip-pusch | has no option --skip-pusch; did you mean --skip-push?",
                "frobnicate | `kamal` has no command frobnicate. See `kamal --help`",
                "exex ls | has no command exex; did you mean `kamal app exec` or `kamal accessory exec` or `kamal server exec`? See",
                "stats | `kamal` has no command stats; did you mean status?",
                "deplyo | `kamal` has no command deplyo; did you mean deploy?",
                "logs | has no command logs; did you mean `kamal app logs` or `kamal proxy logs` or `kamal accessory logs`?",
                "app exex ls | `kamal app` has no command exex; did you mean exec? See `kamal app --help`",
                "app boot now | `kamal app boot` takes no further argument 'now'",
                "lock acquire | Missing required option: '--message=TEXT'",
            })
    void saysWhatItDoesNotUnderstand(String line, String message) {
        DeployLab.Result result = lab.kamal(line.isEmpty() ? new String[0] : line.split(" "));

        assertThat(result.exitStatus()).isEqualTo(2);
        assertThat(result.err()).startsWith("ERROR: ").contains(message).hasLineCount(1);
        assertThat(lab.hookNames()).isEmpty();
    }

    @Test
    void takesItsOptionsBeforeAndAfterTheCommandAndWithUnderscores() {
        lab.succeed("deploy", "--skip_hooks", "-v");
        assertThat(lab.hookNames()).isEmpty();

        lab.succeed("--skip-hooks", "deploy", "--skip-push", "--version", lab.head());
        assertThat(lab.hookNames()).isEmpty();
    }

    @Test
    void prefersTheVersionOfTheCommandLineToTheEnvironmentsToHead() {
        lab.succeed("deploy");
        String head = lab.head();
        lab.environment.put("VERSION", "v1");
        assertThat(lab.succeed("config").out()).contains(":version: v1");
        assertThat(lab.succeed("config", "--version", "v2").out()).contains(":version: v2");
        lab.environment.remove("VERSION");
        // Ruby quotes a text such as 09b6ee, and so does `config`.
        assertThat(lab.succeed("config").out()).containsPattern(":version: '?" + head + "'?\n");
    }

    @Test
    void printsNoSecretWithTheConfiguration() {
        String printed = lab.succeed("config").out();

        assertThat(printed).contains(":repository: 10.0.0.9:5555/lab/myapp");
        assertThat(DeployLab.SECRETS).noneMatch(printed::contains);
    }

    @Test
    void namesTheProgramThatLeftARefusedValueEmpty() {
        lab.write("config/deploy.yml", """
                service: app
                image: me/app
                servers: ["<%= `sh -c 'echo not signed in >&2; exit 4'` %>"]
                registry: {username: me, password: [PW]}
                builder: {arch: amd64}
                """);

        assertThat(lab.kamal("config").err())
                .startsWith("ERROR: config/deploy.yml:3: servers/0: is empty text, but must be a host")
                .contains("the command failed with exit status 4: not signed in");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-h 10.0.0.7", "-r nosuch"})
    void refusesHostsAndRolesThatMatchNothing(String filter) {
        String[] words = ("deploy " + filter).split(" ");

        DeployLab.Result result = lab.kamal(words);

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains(words[2]);
        assertThat(lab.hookNames()).isEmpty();
    }

    @Test
    void deploysToTheChosenHostsOnly() {
        lab.succeed("deploy", "-h", "10.0.0.2,10.0.0.3");

        assertThat(lab.running(1)).isEmpty();
        assertThat(lab.running(2)).hasSize(1);
        assertThat(lab.running(3)).hasSize(1);
        assertThat(lab.hooks().get(0).environment()).containsEntry("KAMAL_HOSTS", "10.0.0.2,10.0.0.3");
    }

    @Test
    void deploysTheChosenRolesOnly() {
        lab.succeed("deploy", "-r", "job");

        assertThat(lab.running(1)).isEmpty();
        assertThat(lab.running(3)).hasSize(1);
        assertThat(lab.hooks().get(0).environment()).containsEntry("KAMAL_ROLES", "job");
    }

    @Test
    void saysNothingButFailuresWhenQuiet() {
        assertThat(lab.succeed("deploy", "-q").out()).isEmpty();

        lab.whenHook("pre-build", "exit 1");
        DeployLab.Result failed = lab.kamal("deploy", "-q");
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err()).startsWith("ERROR: The hook pre-build failed");
    }

    @Test
    void saysWhereTheConfigurationIsWrong() {
        lab.configure("service: myapp", "service: myapp\nsevers: []");

        DeployLab.Result result = lab.kamal("deploy");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).startsWith("ERROR: ").contains("severs").contains("config/deploy.yml");
        assertThat(result.err()).doesNotContain("    at ");
    }

    @Test
    void buildsAndPushesWithoutTouchingAServer() {
        lab.succeed("build", "push");

        assertThat(lab.registry.find(DeployLab.IMAGE + ":" + lab.head())).isPresent();
        assertThat(lab.hookNames()).containsExactly("pre-connect", "pre-build");
        assertThat(lab.servers.all())
                .allSatisfy(server -> assertThat(server.commands()).isEmpty());
    }

    @Test
    void refusesAWorkspaceThatIsNotAtTheFixedCommit() {
        String other = lab.head();
        lab.change("2");

        DeployLab.Result result = lab.kamal("deploy", "--version", other, "--commit", other);

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err())
                .contains("changed before the build")
                .contains(other)
                .contains(lab.head());
        assertThat(lab.docker.lines()).noneMatch(line -> line.contains("buildx build"));
    }

    @Test
    void saysThatThereIsNoDocker() {
        lab.environment.put("PATH", "/nowhere");

        DeployLab.Result result = lab.kamal("deploy", "--skip-hooks");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("no `docker` on this machine");
    }
}
