package io.jenkins.plugins.kamal.engine.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.command.app.AppCommands;
import io.jenkins.plugins.kamal.engine.command.app.ImageCommands;
import io.jenkins.plugins.kamal.engine.command.app.RunningImage;
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
