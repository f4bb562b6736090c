package io.jenkins.plugins.kamal.engine.command.accessory;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.command.FileCommands;
import io.jenkins.plugins.kamal.engine.command.Interaction;
import io.jenkins.plugins.kamal.engine.command.LogOptions;
import io.jenkins.plugins.kamal.engine.config.model.Accessory;
import io.jenkins.plugins.kamal.engine.config.model.Accessory.Mount;
import io.jenkins.plugins.kamal.engine.config.model.DockerOption;
import io.jenkins.plugins.kamal.engine.config.model.Logging;
import io.jenkins.plugins.kamal.engine.config.model.SampleAccessory;
import io.jenkins.plugins.kamal.engine.config.model.SampleConfiguration;
import io.jenkins.plugins.kamal.engine.config.model.SampleProxy;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import io.jenkins.plugins.kamal.engine.shell.Script;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccessoryCommandsTest {

    private static final String RUN =
            "docker run --name myapp-db --detach --restart unless-stopped --network kamal --log-opt max-size=\"10m\""
                    + " --publish 6379:6379 --env KAMAL_HOST=h --env DB_NAME=\"myapp\""
                    + " --env-file .kamal/apps/myapp/env/accessories/db.env ";
    private static final String LABEL = "--label service=\"myapp-db\" ";
    private static final String IMAGE = "10.99.0.1:5555/lab/db:1";

    private static AccessoryCommands commands(SampleAccessory accessory) {
        return new AccessoryCommands(SampleConfiguration.sample(), accessory.build());
    }

    private static Mount mount(String local, String remote) {
        return new Mount(local, remote, null, null, null);
    }

    private static List<String> lines(Script script) {
        return script.steps().stream().map(step -> step.command().shellText()).toList();
    }

    @Test
    void run_with_files_directories_and_volumes() {
        SampleAccessory accessory = new SampleAccessory("db")
                .volumes("$HOME/x:/x")
                .files(new Mount("db.cnf", "/etc/db.cnf", "ro", null, null))
                .directories(mount("data", "/data"), mount("/srv/db", "/srv"));

        assertThat(commands(accessory).run(Host.parse("h")).shellText())
                .isEqualTo(RUN + "--volume $HOME/x:/x --volume $PWD/myapp-db/etc/db.cnf:/etc/db.cnf:ro"
                        + " --volume $PWD/myapp-db/data:/data --volume /srv/db:/srv " + LABEL + IMAGE);
    }

    @Test
    void run_with_options_and_a_command() {
        SampleAccessory accessory = new SampleAccessory("db")
                .directories()
                .options(new DockerOption("cpus", "4"))
                .cmd("db-server --port 6379");

        assertThat(commands(accessory).run(Host.parse("h")).shellText())
                .isEqualTo(RUN + LABEL + "--cpus \"4\" " + IMAGE + " db-server --port 6379");
    }

    @Test
    void run_with_the_logging_of_the_root() {
        SampleConfiguration configuration = new SampleConfiguration().logging(new Logging("journald", Map.of()));
        Accessory db = new SampleAccessory("db").build();

        assertThat(new AccessoryCommands(configuration.build(), db)
                        .run(Host.parse("h"))
                        .shellText())
                .contains(" --network kamal --log-driver \"journald\" --publish ");
    }

    @Test
    void exec_in_a_container_of_its_own() {
        assertThat(commands(new SampleAccessory("db").directories())
                        .execInNew("redis-cli info", Interaction.INPUT)
                        .shellText())
                .isEqualTo("docker run -i --rm --network kamal --env DB_NAME=\"myapp\""
                        + " --env-file .kamal/apps/myapp/env/accessories/db.env " + IMAGE + " redis-cli info");
    }

    @Test
    void logs_that_are_followed() {
        LogOptions follow = new LogOptions(true, null, 10, "x", null, true);

        assertThat(commands(new SampleAccessory("db")).logs(follow).shellText())
                .isEqualTo("docker logs myapp-db --tail 10 --timestamps --follow 2>&1 | grep x");
    }

    @Test
    void an_accessory_behind_the_proxy() {
        AccessoryCommands commands = commands(new SampleAccessory("db").proxy(new SampleProxy().host("db.lab")));

        assertThat(commands.runningContainerId().shellText())
                .isEqualTo("docker container ls --filter 'name=^myapp-db$' --quiet");
        assertThat(commands.deploy("c137", null).shellText())
                .startsWith(
                        "docker exec kamal-proxy kamal-proxy deploy myapp-db --target=\"c137:80\" --host=\"db.lab\" ");
        assertThat(commands.removeFromProxy().shellText())
                .isEqualTo("docker exec kamal-proxy kamal-proxy remove myapp-db");
    }

    @Test
    void a_directory_below_the_accessory_s_own() {
        Mount directory = new Mount("data", "/data", null, "700", "999:999");

        assertThat(lines(AccessoryDirectory.create(new SampleAccessory("db").build(), directory)))
                .containsExactly(
                        "mkdir -p $PWD/myapp-db/data",
                        "chmod 700 $PWD/myapp-db/data",
                        "chown 999:999 $PWD/myapp-db/data");
    }

    @Test
    void a_directory_elsewhere() {
        assertThat(lines(AccessoryDirectory.create(new SampleAccessory("db").build(), mount("/srv/db", "/srv"))))
                .containsExactly("mkdir -p /srv/db");
    }

    @Test
    void an_uploaded_file_is_input_and_not_part_of_a_line() {
        Mount file = new Mount("db.cnf", "/etc/db.cnf", null, null, "999");
        byte[] content = {'a', (byte) 0xFF, 0};

        Script upload = AccessoryFile.upload(new SampleAccessory("db").build(), file, content, false);

        assertThat(lines(upload))
                .hasSize(3)
                .startsWith("mkdir -p myapp-db/etc")
                .endsWith("chown 999 myapp-db/etc/db.cnf");
        assertThat(upload.steps().get(1).command().input()).contains(Secret.of("Yf8A\n"));
        assertThat(upload.steps().get(1).command())
                .isEqualTo(FileCommands.write("myapp-db/etc/db.cnf", "755", content));
    }

    @Test
    void a_file_with_a_secret_is_for_its_owner_unless_the_configuration_says_otherwise() {
        byte[] content = {'x'};
        Accessory db = new SampleAccessory("db").build();
        Mount wider = new Mount("db.cnf", "/db.cnf", null, "640", null);

        assertThat(AccessoryFile.upload(db, mount("db.cnf", "/db.cnf"), content, true)
                        .steps()
                        .get(1)
                        .command())
                .isEqualTo(FileCommands.write("myapp-db/db.cnf", "600", content));
        assertThat(AccessoryFile.upload(db, wider, content, true).steps().get(1).command())
                .isEqualTo(FileCommands.write("myapp-db/db.cnf", "640", content));
    }
}
