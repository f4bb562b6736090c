package io.jenkins.plugins.kamal.engine.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.command.app.AppCommands;
import io.jenkins.plugins.kamal.engine.command.app.ContainerList;
import io.jenkins.plugins.kamal.engine.command.app.ContainerName;
import io.jenkins.plugins.kamal.engine.command.app.ImageCommands;
import io.jenkins.plugins.kamal.engine.command.app.RunningImage;
import io.jenkins.plugins.kamal.engine.command.server.DockerCommands;
import io.jenkins.plugins.kamal.engine.command.server.PruneCommands;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.SampleConfiguration;
import io.jenkins.plugins.kamal.engine.config.model.SampleProxy;
import io.jenkins.plugins.kamal.engine.config.model.SampleRole;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.image.Digest;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs commands with a real shell and a {@code docker} that writes down its arguments, an argument a line. */
class CommandsWithDockerTest {

    private static final Version VERSION = new Version("abc123");
    private static final String ID = "sha256:" + "1".repeat(64);
    private static final String DIGEST = "sha256:" + "2".repeat(64);

    @TempDir
    Path home;

    private Shell shell;

    @BeforeEach
    void a_docker_of_our_own() throws Exception {
        docker("for word; do printf '%s\\n' \"$word\"; done >> arguments");
        String path = home.resolve("bin") + ":" + System.getenv("PATH");
        shell = new Shell(home, Map.of("PATH", path, "GREETED", "world", "HOME", home.toString()));
    }

    private void docker(String script) throws Exception {
        Path docker = Files.createDirectories(home.resolve("bin")).resolve("docker");
        Files.writeString(docker, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private List<String> arguments(Command command) throws Exception {
        assertThat(shell.run(command).status()).isZero();
        return Files.readAllLines(home.resolve("arguments"));
    }

    private static AppCommands web(Configuration configuration) {
        return new AppCommands(configuration, configuration.role("web").orElseThrow(), Host.parse("10.99.0.11"));
    }

    @Test
    void values_reach_docker_unchanged_except_for_variables_of_the_server() throws Exception {
        SampleRole web =
                new SampleRole("web").env(SampleRole.env("TEXT", "hello ${GREETED}, 'it' costs $5 \"net\" `id` \\"));
        Configuration configuration =
                new SampleConfiguration().roles(web.build()).build();

        assertThat(arguments(web(configuration).run(VERSION, "aeef3d3a305e")))
                .contains("TEXT=hello world, 'it' costs $5 \"net\" `id` \\");
    }

    @Test
    void control_characters_reach_docker_as_kamal_writes_them() throws Exception {
        SampleRole web =
                new SampleRole("web").env(SampleRole.env("TEXT", "a\nb\t #{x} #$y #@z é #${GREETED} # \u001b"));
        Configuration configuration =
                new SampleConfiguration().roles(web.build()).build();

        assertThat(arguments(web(configuration).run(VERSION, "aeef3d3a305e")))
                .contains("TEXT=a\\nb\\t \\#{x} \\#$y \\#@z é \\#world # \\e");
    }

    @Test
    void assets_are_mounted_from_the_home_directory() throws Exception {
        SampleRole web = new SampleRole("web").proxy(new SampleProxy()).assets("/assets", "ro");
        Configuration configuration =
                new SampleConfiguration().roles(web.build()).build();

        assertThat(arguments(web(configuration).run(VERSION, "aeef3d3a305e")))
                .contains(home.toRealPath() + "/.kamal/apps/myapp/assets/volumes/web-abc123:/assets:ro");
    }

    @Test
    void the_digests_of_a_running_container_are_those_of_its_own_image() throws Exception {
        docker("case \"$*\" in"
                + " 'container inspect --format {{.Image}} myapp-web-abc123') echo " + ID + " ;;"
                + " 'image inspect --format {{json .RepoDigests}} " + ID + "') echo '[\"10.99.0.1:5555/lab/myapp@"
                + DIGEST + "\"]' ;;"
                + " *) exit 1 ;; esac");
        AppCommands app = web(SampleConfiguration.sample());

        Shell.Result result = shell.run(app.runningImageDigests(app.container(VERSION)));

        assertThat(RunningImage.parse(result.printed())).contains(new RunningImage(ID, List.of(new Digest(DIGEST))));
    }

    @Test
    void a_container_that_is_not_there_has_no_digests() throws Exception {
        docker("echo 'Error: No such container' >&2; exit 1");
        AppCommands app = web(SampleConfiguration.sample());

        Shell.Result result = shell.run(app.runningImageDigests(app.container(VERSION)));

        assertThat(result.status()).isNotZero();
        assertThat(RunningImage.parse(result.printed())).isEmpty();
    }

    @Test
    void the_digests_of_the_pulled_image_are_not_asked_for_again() throws Exception {
        docker("case \"$1\" in container) echo " + ID + " ;; *) exit 1 ;; esac");
        RunningImage pulled = new RunningImage(ID, List.of(new Digest(DIGEST), new Digest(ID)));
        AppCommands app = web(SampleConfiguration.sample());

        Shell.Result result = shell.run(app.runningImageDigests(app.container(VERSION), pulled));

        assertThat(RunningImage.parse(result.printed())).contains(pulled);
    }

    @Test
    void the_digests_of_another_image_than_the_pulled_one_are_asked_for() throws Exception {
        docker("case \"$1\" in container) echo " + ID + " ;; image) echo '[\"x@" + DIGEST + "\"]' ;; esac");
        RunningImage pulled = new RunningImage(DIGEST, List.of(new Digest(ID)));
        AppCommands app = web(SampleConfiguration.sample());

        Shell.Result result = shell.run(app.runningImageDigests(app.container(VERSION), pulled));

        assertThat(RunningImage.parse(result.printed())).contains(new RunningImage(ID, List.of(new Digest(DIGEST))));
    }

    @Test
    void the_image_and_the_status_of_a_started_container_are_one_question() throws Exception {
        docker("case \"$*\" in"
                + " 'container inspect --format {{.Image}} {{if .State.Health}}{{.State.Health.Status}}{{else}}"
                + "{{.State.Status}}{{end}} myapp-web-abc123') echo " + ID + " running ;;"
                + " 'image inspect --format {{json .RepoDigests}} " + ID + "') echo '[\"x@" + DIGEST + "\"]' ;;"
                + " *) exit 1 ;; esac");
        AppCommands app = web(SampleConfiguration.sample());
        ContainerName container = app.container(VERSION);

        for (RunningImage pulled : Arrays.asList(
                null, new RunningImage(ID, List.of(new Digest(DIGEST))), new RunningImage(DIGEST, List.of()))) {
            Command question = app.runningImageDigestsAndStatus(container, pulled);
            String printed = shell.run(question).printed();
            assertThat(RunningImage.parse(printed)).contains(new RunningImage(ID, List.of(new Digest(DIGEST))));
            assertThat(AppCommands.statusOf(printed)).contains("running");
            assertThat(question.isBrief()).isTrue();
        }
        assertThat(AppCommands.statusOf(
                        shell.run(app.runningImageDigests(container)).printed()))
                .isEmpty();
    }

    @Test
    void the_status_of_a_container_whose_id_is_known_is_one_command() throws Exception {
        AppCommands app = web(SampleConfiguration.sample());

        assertThat(arguments(app.status(app.container(VERSION), "0123456789ab")))
                .startsWith("inspect", "--format")
                .endsWith("0123456789ab");
    }

    /** Its name may still be that of the container before it. */
    @Test
    void a_container_that_must_not_be_stopped_is_not() throws Exception {
        docker("case \"$1\" in container) echo fedcba987654 ;; *) echo \"$@\" ;; esac");
        AppCommands app = web(SampleConfiguration.sample());
        ContainerName container = app.container(VERSION);

        assertThat(shell.run(app.stopUnless(container, List.of("0123456789ab", "abc")))
                        .printed())
                .isEqualTo("stop fedcba987654\n");
        Shell.Result kept = shell.run(app.stopUnless(container, List.of("0123456789ab", "fedcba987654")));
        assertThat(kept.printed()).isEmpty();
        assertThat(kept.status()).isNotZero();
        assertThat(app.stopUnless(container, List.of("0123456789ab")).shellText())
                .isEqualTo(app.stop(container).shellText());
    }

    @Test
    void a_container_is_stopped_by_its_id_where_that_is_known() throws Exception {
        AppCommands app = web(SampleConfiguration.sample());

        assertThat(arguments(app.stop(app.container(VERSION), "0123456789ab"))).containsExactly("stop", "0123456789ab");
    }

    @Test
    void the_network_is_created_unless_a_running_container_is_in_it() throws Exception {
        String log = "echo \"$*\" >> arguments; ";
        docker(log
                + "[ \"$1\" != ps ] || echo 'running|kamal|0123456789ab|kamal-proxy|basecamp/kamal-proxy:v0.9.2|||'");
        Shell.Result there =
                shell.run(ContainerList.withNetwork(DockerCommands.NETWORK, DockerCommands.createNetworkInTurn()));
        docker(log + "[ \"$1\" != ps ] || echo 'exited|kamal|0123456789ab|kamal-proxy|basecamp/kamal-proxy:v0.9.2|||'");
        Shell.Result absent =
                shell.run(ContainerList.withNetwork(DockerCommands.NETWORK, DockerCommands.createNetworkInTurn()));

        assertThat(Files.readAllLines(home.resolve("arguments")).stream()
                        .map(line -> line.replaceFirst(" --all.*", "")))
                .containsExactly("ps", "ps", "network create kamal");
        assertThat(ContainerList.parse(there.printed()).orElseThrow().containers())
                .extracting(ContainerList.Listed::state)
                .containsExactly("running");
        assertThat(ContainerList.parse(absent.printed()).orElseThrow().containers())
                .extracting(ContainerList.Listed::state)
                .containsExactly("exited");
    }

    @Test
    void a_container_is_inspected_only_if_the_tag_of_its_image_has_moved() throws Exception {
        String log = "echo \"$1 $2\" >> arguments; ";
        String proxy = "|kamal|0123456789ab|kamal-proxy|";
        docker(log + "echo 'running" + proxy + "basecamp/kamal-proxy:v0.9.2|||'");
        Shell.Result listed = shell.run(ContainerList.withImageOf("kamal-proxy"));
        docker(log + "if [ \"$1\" = ps ]; then echo 'running" + proxy + "0f1e2d3c4b5a|||'; else echo 'running" + proxy
                + "basecamp/kamal-proxy:v0.8.0|||'; fi");
        Shell.Result moved = shell.run(ContainerList.withImageOf("kamal-proxy"));
        docker(log + "echo 'running|kamal|0123456789ab|myapp-web-1|0f1e2d3c4b5a|\"myapp\"|\"\"|\"web\"'");
        Shell.Result absent = shell.run(ContainerList.withImageOf("kamal-proxy"));

        assertThat(Files.readAllLines(home.resolve("arguments")))
                .containsExactly("ps --all", "ps --all", "container inspect", "ps --all");
        assertThat(ContainerList.parse(listed.printed()).orElseThrow().imageOf("kamal-proxy"))
                .contains("basecamp/kamal-proxy:v0.9.2");
        assertThat(ContainerList.parse(moved.printed()).orElseThrow().imageOf("kamal-proxy"))
                .contains("basecamp/kamal-proxy:v0.8.0");
        assertThat(ContainerList.parse(absent.printed()).orElseThrow().imageOf("kamal-proxy"))
                .isEmpty();
        assertThat(absent.status()).isZero();
    }

    @Test
    void the_network_is_created_where_the_containers_cannot_be_listed() throws Exception {
        docker("echo \"$1\" >> arguments; [ \"$1\" != ps ]");

        Shell.Result result =
                shell.run(ContainerList.withNetwork(DockerCommands.NETWORK, DockerCommands.createNetworkInTurn()));

        assertThat(Files.readAllLines(home.resolve("arguments"))).containsExactly("ps", "network");
        assertThat(ContainerList.parse(result.printed())).isEmpty();
    }

    @Test
    void an_image_with_the_label_is_described() throws Exception {
        docker("echo 'myapp|" + ID + "|[\"10.99.0.1:5555/lab/myapp@" + DIGEST + "\"]'");

        Shell.Result result = shell.run(new ImageCommands(SampleConfiguration.sample()).validate(VERSION));

        assertThat(result.status()).isZero();
        assertThat(RunningImage.parse(result.printed())).contains(new RunningImage(ID, List.of(new Digest(DIGEST))));
    }

    @Test
    void an_image_is_accepted_where_docker_tells_the_label_alone() throws Exception {
        docker(
                "case \"$*\" in *RepoDigests*) echo; echo 'template parsing error' >&2; exit 1 ;; *) echo myapp ;; esac");

        Shell.Result result = shell.run(new ImageCommands(SampleConfiguration.sample()).validate(VERSION));

        assertThat(result.status()).isZero();
        assertThat(RunningImage.parse(result.printed())).isEmpty();
    }

    @Test
    void the_running_version_is_what_follows_the_prefix() throws Exception {
        docker("case \"$*\" in ps*ancestor*) ;; ps*) echo myapp-web-abc123 ;; image*) echo 4f5e ;; esac");

        assertThat(shell.run(web(SampleConfiguration.sample()).currentRunningVersion())
                        .printed())
                .isEqualTo("abc123\n");
    }

    @Test
    void an_image_without_the_label_is_refused() throws Exception {
        docker("echo other");

        Shell.Result result = shell.run(new ImageCommands(SampleConfiguration.sample()).validate(VERSION));

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.printed()).contains("Image 10.99.0.1:5555/lab/myapp:abc123 is missing the 'service' label");
    }

    @Test
    void images_in_use_are_not_pruned() throws Exception {
        docker("case \"$1 $2\" in"
                + " 'image ls') printf '%s\\n' 'i1 10.99.0.1:5555/lab/myapp:old' 'i2 10.99.0.1:5555/lab/myapp:used'"
                + " 'i3 10.99.0.1:5555/lab/myapp:latest' ;;"
                + " 'container ls') echo '10.99.0.1:5555/lab/myapp:used\\|' ;;"
                + " rmi*) echo \"$2\" >> removed ;; esac");

        shell.run(new PruneCommands(SampleConfiguration.sample()).taggedImages());

        assertThat(home.resolve("removed")).hasContent("10.99.0.1:5555/lab/myapp:old");
    }
}
