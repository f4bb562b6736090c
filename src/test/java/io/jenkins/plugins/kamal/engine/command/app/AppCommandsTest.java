package io.jenkins.plugins.kamal.engine.command.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.command.GrepOptions;
import io.jenkins.plugins.kamal.engine.command.Interaction;
import io.jenkins.plugins.kamal.engine.command.LogOptions;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.DockerOption;
import io.jenkins.plugins.kamal.engine.config.model.Env;
import io.jenkins.plugins.kamal.engine.config.model.Logging;
import io.jenkins.plugins.kamal.engine.config.model.SampleConfiguration;
import io.jenkins.plugins.kamal.engine.config.model.SampleProxy;
import io.jenkins.plugins.kamal.engine.config.model.SampleRole;
import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AppCommandsTest {

    private static final Version VERSION = new Version("123");
    private static final String RUN =
            "docker run --detach --restart unless-stopped --name myapp-web-123 --network kamal"
                    + " --hostname 10.99.0.11-aeef3d3a305e --env KAMAL_CONTAINER_NAME=myapp-web-123 --env KAMAL_VERSION=123"
                    + " --env KAMAL_HOST=10.99.0.11 ";
    private static final String ENV = "--env GREETING=\"hello world\" --env-file .kamal/apps/myapp/env/roles/web.env ";
    private static final String LOG = "--log-opt max-size=\"10m\" ";
    private static final String LABELS = "--label service=\"myapp\" --label role=\"web\" --label destination ";
    private static final String IMAGE = "10.99.0.1:5555/lab/myapp:123";

    private static AppCommands app(SampleConfiguration configuration, SampleRole role) {
        return app(configuration.roles(role.build()).build(), "10.99.0.11");
    }

    private static AppCommands app(Configuration configuration, String host) {
        return new AppCommands(configuration, configuration.roles().get(0), Host.parse(host));
    }

    private static SampleRole web() {
        return new SampleRole("web").proxy(new SampleProxy());
    }

    private static String run(SampleRole role) {
        return app(new SampleConfiguration(), role).run(VERSION, "aeef3d3a305e").shellText();
    }

    @Test
    void run() {
        assertThat(run(web())).isEqualTo(RUN + ENV + LOG + LABELS + IMAGE);
    }

    @Test
    void run_with_a_command_of_its_own() {
        assertThat(run(web().cmd("bin/jobs --queue 'a b'")))
                .isEqualTo(RUN + ENV + LOG + LABELS + IMAGE + " bin/jobs --queue 'a b'");
    }

    @Test
    void run_with_a_destination() {
        String line = app(SampleConfiguration.staging(), "10.99.0.12")
                .run(VERSION, "aeef3d3a305e")
                .shellText();

        assertThat(line)
                .contains("--name myapp-web-staging-123 ")
                .contains(" --env KAMAL_HOST=10.99.0.12 --env KAMAL_DESTINATION=staging --env GREETING=")
                .contains(" --env-file .kamal/apps/myapp-staging/env/roles/web.env ")
                .contains(" --label destination=\"staging\" ");
    }

    @Test
    void run_with_volumes_that_the_server_expands() {
        String line = app(new SampleConfiguration().volumes("$HOME/data:/data", "logs:/logs"), web())
                .run(VERSION, "aeef3d3a305e")
                .shellText();

        assertThat(line).isEqualTo(RUN + ENV + LOG + "--volume $HOME/data:/data --volume logs:/logs " + LABELS + IMAGE);
    }

    @Test
    void run_with_assets() {
        assertThat(run(web().assets("/rails/public", "z")))
                .isEqualTo(RUN + ENV + LOG + "--volume $PWD/.kamal/apps/myapp/assets/volumes/web-123:/rails/public:z "
                        + LABELS + IMAGE);
    }

    @Test
    void run_without_assets_where_no_proxy_needs_them() {
        assertThat(run(new SampleRole("web").assets("/rails/public", null)))
                .isEqualTo(RUN + ENV + LOG + LABELS + IMAGE);
    }

    @Test
    void run_with_options() {
        SampleRole role = web().options(
                        new DockerOption("cap-add", null),
                        new DockerOption("mount", "a"),
                        new DockerOption("mount", "b c"));

        assertThat(run(role)).isEqualTo(RUN + ENV + LOG + LABELS + "--cap-add --mount \"a\" --mount \"b c\" " + IMAGE);
    }

    @Test
    void run_with_labels_over_its_own() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("traefik", "on");
        labels.put("role", "other");

        assertThat(run(web().labels(labels)))
                .endsWith("--label service=\"myapp\" --label role=\"other\" --label destination --label traefik=\"on\" "
                        + IMAGE);
    }

    @Test
    void run_with_logging() {
        SampleRole role = web().logging(new Logging("local", Map.of("max-size", "100m")));

        assertThat(run(role))
                .isEqualTo(RUN + ENV + "--log-driver \"local\" --log-opt max-size=\"100m\" " + LABELS + IMAGE);
    }

    @Test
    void run_with_another_restart_policy() {
        assertThat(run(web().restart("on-failure:3"))).startsWith("docker run --detach --restart on-failure:3 --name ");
    }

    @Test
    void run_with_a_blank_variable_passes_its_name_on() {
        assertThat(run(web().env(new Env(Map.of("EMPTY", ""), List.of())))).contains(" --env EMPTY --env-file ");
    }

    @Test
    void a_long_host_is_cut_in_the_hostname() {
        String host = "a".repeat(50) + "." + "b".repeat(30);
        SampleRole role = web().hosts(host);

        assertThat(app(new SampleConfiguration().roles(role.build()).build(), host)
                        .run(VERSION, "aeef3d3a305e")
                        .shellText())
                .contains(" --hostname " + "a".repeat(50) + "-aeef3d3a305e ");
    }

    @Test
    void a_role_behind_the_proxy_is_stopped_with_docker_s_own_grace() {
        AppCommands app = app(new SampleConfiguration(), web());

        assertThat(app.stop(app.container(VERSION)).shellText())
                .isEqualTo("docker container ls --all --filter 'name=^myapp-web-123$' --quiet | xargs docker stop");
    }

    @Test
    void another_role_is_given_the_drain_timeout() {
        AppCommands app = app(new SampleConfiguration().drainTimeout(Duration.ofMillis(20_500)), new SampleRole("job"));

        assertThat(app.stop(app.container(VERSION)).shellText()).endsWith("| xargs docker stop -t 20.5");
    }

    @Test
    void a_stop_timeout_wins() {
        AppCommands app = app(new SampleConfiguration(), web().stopTimeout(90));

        assertThat(app.stop(app.container(VERSION)).shellText()).endsWith("| xargs docker stop -t 90");
    }

    @Test
    void logs_of_the_running_container() {
        LogOptions options = new LogOptions(false, "5m", 9, "it's", new GrepOptions(List.of("-C", "2")), false);

        assertThat(app(new SampleConfiguration(), web()).logsById(null, options).shellText())
                .startsWith("sh -c 'docker ps --latest --quiet --filter label=service=myapp ")
                .endsWith(" | head -1 | xargs docker logs --since 5m --tail 9 2>&1 | grep 'it'\\''s' -C 2");
    }

    @Test
    void logs_of_a_container_by_its_id() {
        assertThat(app(new SampleConfiguration(), web())
                        .logsById("c137", LogOptions.ALL)
                        .shellText())
                .isEqualTo("sh -c 'echo c137' | xargs docker logs --timestamps 2>&1");
    }

    @Test
    void logs_with_a_pattern_that_looks_like_an_option() {
        LogOptions options = new LogOptions(true, null, null, "-foo", new GrepOptions(List.of("-v")), false);

        assertThat(app(new SampleConfiguration(), web())
                        .logsById("c137", options)
                        .shellText())
                .endsWith("| xargs docker logs --timestamps 2>&1 | grep -e -foo -v");
    }

    @Test
    void options_of_grep_cannot_carry_another_command() {
        GrepOptions hostile = new GrepOptions(List.of("-C", "2;", "docker", "stop", "$(docker", "ps", "-q)", "#"));
        Command logs = app(new SampleConfiguration(), web())
                .logsById("c137", new LogOptions(true, "1m; id", null, "x", hostile, false));

        assertThat(logs.shellText())
                .endsWith("docker logs --timestamps --since '1m; id' 2>&1"
                        + " | grep x -C '2;' docker stop '$(docker' ps '-q)' '#'");
        assertThat(logs.wireText()).contains("grep x -C '2;' docker stop '$(docker' ps '-q)' '#'");
    }

    @Test
    void a_role_s_name_cannot_carry_another_command() {
        assertThat(app(new SampleConfiguration(), new SampleRole("web}; id; echo ${x"))
                        .currentRunningVersion()
                        .wireText())
                .contains("line=${line#'myapp-web}; id; echo ${x-'};");
    }

    @Test
    void logs_that_are_followed_from_a_time_on() {
        LogOptions follow = new LogOptions(true, "10m", null, null, null, true);

        assertThat(app(new SampleConfiguration(), web())
                        .logsById("c137", follow)
                        .shellText())
                .endsWith("| xargs docker logs --timestamps --since 10m --follow 2>&1");
    }

    @Test
    void logs_that_are_followed() {
        LogOptions follow = new LogOptions(true, null, 10, null, null, true);

        assertThat(app(new SampleConfiguration(), web())
                        .logsById("c137", follow)
                        .shellText())
                .endsWith("| xargs docker logs --timestamps --tail 10 --follow 2>&1");
    }

    @Test
    void names_of_containers() {
        AppCommands app = app(new SampleConfiguration(), web());

        assertThat(app.container("123_replaced_ab\n")).hasToString("myapp-web-123_replaced_ab");
        assertThat(app.container(VERSION).replaced("0123456789abcdef"))
                .hasToString("myapp-web-123_replaced_0123456789abcdef");
    }

    @Test
    void what_is_no_version_is_no_container() {
        AppCommands app = app(new SampleConfiguration(), web());

        assertThatThrownBy(() -> app.container("$(reboot)"))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("'myapp-web-$(reboot)' cannot be a container's name");
        assertThatThrownBy(() -> app.container("")).isInstanceOf(EngineException.class);
    }

    @Test
    void exec_in_the_running_container() {
        Configuration configuration = SampleConfiguration.sample();
        AppExecCommands exec =
                new AppExecCommands(configuration, configuration.roles().get(0), Host.parse("10.99.0.11"));
        ContainerName container =
                ContainerName.of(configuration, configuration.roles().get(0), VERSION);

        assertThat(exec.inExisting(container, "bin/rails db:migrate", Map.of("A", "b c"), Interaction.TERMINAL)
                        .shellText())
                .isEqualTo("docker exec -it --env A=\"b c\" myapp-web-123 bin/rails db:migrate");
    }

    @Test
    void exec_in_a_detached_container_keeps_it() {
        Configuration configuration = SampleConfiguration.sample();
        AppExecCommands exec =
                new AppExecCommands(configuration, configuration.roles().get(0), Host.parse("10.99.0.11"));

        Command command = exec.inNew(VERSION, "bin/task", Map.of("A", "b"), Interaction.NONE, true, "1a6e8c");

        assertThat(command.shellText())
                .isEqualTo("docker run --detach --name myapp-web-exec-123-1a6e8c --network kamal " + ENV
                        + "--env A=\"b\" " + LOG + IMAGE + " bin/task");
    }

    @Test
    void assets_of_a_first_version() {
        Configuration configuration = SampleConfiguration.sample();
        AssetCommands assets =
                new AssetCommands(configuration, configuration.roles().get(0), VERSION);

        assertThat(assets.sync().shellText())
                .isEqualTo("mkdir -p .kamal/apps/myapp/assets/volumes/web-123 ; cp -rnT"
                        + " .kamal/apps/myapp/assets/extracted/web-123 .kamal/apps/myapp/assets/volumes/web-123");
    }
}
