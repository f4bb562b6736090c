package io.jenkins.plugins.kamal.engine.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.command.accessory.AccessoryCommands;
import io.jenkins.plugins.kamal.engine.command.app.AppCommands;
import io.jenkins.plugins.kamal.engine.command.build.BuilderCommands;
import io.jenkins.plugins.kamal.engine.command.build.PushOptions;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.DockerOption;
import io.jenkins.plugins.kamal.engine.config.model.Logging;
import io.jenkins.plugins.kamal.engine.config.model.SampleAccessory;
import io.jenkins.plugins.kamal.engine.config.model.SampleBuilder;
import io.jenkins.plugins.kamal.engine.config.model.SampleConfiguration;
import io.jenkins.plugins.kamal.engine.config.model.SampleRole;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Values that a template may have rendered are run as they are and shown as {@code [REDACTED]}. */
class HiddenValuesTest {

    private static final Version VERSION = new Version("123");

    private static Command build(SampleBuilder builder) {
        return BuilderCommands.of(new SampleConfiguration().builder(builder).build(), "x86_64")
                .push(VERSION, PushOptions.toRegistry("/tmp/metadata"))
                .get(0);
    }

    @Test
    void buildArguments() {
        Command build = build(new SampleBuilder().args(Map.of("TOKEN", "t0ken")));

        assertThat(build.argv()).contains("TOKEN=t0ken");
        assertThat(build.toString()).contains("--build-arg TOKEN=[REDACTED]").doesNotContain("t0ken");
    }

    @Test
    void buildArgumentsThatAShellExpands() {
        Command build = build(new SampleBuilder().args(Map.of("TOKEN", "t0ken${HOME}")));

        assertThat(build.argv().get(2)).contains("--build-arg TOKEN=\"t0ken${HOME}\"");
        assertThat(build.toString()).contains("--build-arg TOKEN=[REDACTED]").doesNotContain("t0ken");
    }

    @Test
    void buildArgumentsOfBuildpacks() {
        Command build = build(new SampleBuilder().pack("builder:1", "ruby").args(Map.of("TOKEN", "t0ken")));

        assertThat(build.argv()).contains("TOKEN=t0ken");
        assertThat(build.toString()).contains("--env TOKEN=[REDACTED]").doesNotContain("t0ken");
    }

    @Test
    void labelsAndOptionsOfARole() {
        SampleRole role =
                new SampleRole("web").labels(Map.of("api-key", "t0ken")).options(new DockerOption("cap-add", "t0ken"));
        Configuration configuration =
                new SampleConfiguration().roles(role.build()).build();
        Command run = new AppCommands(configuration, configuration.roles().get(0), Host.parse("10.99.0.11"))
                .run(VERSION, "abc");

        assertThat(run.shellText()).contains("--label api-key=\"t0ken\" --cap-add \"t0ken\"");
        assertThat(run.toString())
                .contains("--label service=\"myapp\"", "--label api-key=[REDACTED] --cap-add [REDACTED]")
                .doesNotContain("t0ken");
    }

    @Test
    void labelsOfAnAccessoryAndOptionsOfItsLogDriver() {
        Configuration configuration = new SampleConfiguration()
                .logging(new Logging("splunk", Map.of("splunk-token", "t0ken")))
                .build();
        Command run = new AccessoryCommands(
                        configuration,
                        new SampleAccessory("db")
                                .labels(Map.of("api-key", "t0ken"))
                                .build())
                .run(Host.parse("10.99.0.11"));

        assertThat(run.shellText()).contains("--log-opt splunk-token=\"t0ken\"", "--label api-key=\"t0ken\"");
        assertThat(run.toString())
                .contains("--log-opt splunk-token=[REDACTED]")
                .contains("--label service=\"myapp-db\" --label api-key=[REDACTED]")
                .doesNotContain("t0ken");
    }

    @Test
    void stayHiddenInCommandsThatAreMadeOfOthers() {
        Command hidden = Command.of("a").withHidden("KEY=", "t0ken");
        List<Command> made = List.of(
                hidden.and(Command.of("b")),
                Command.of("b").or(hidden),
                hidden.pipe(Command.of("b")).then(hidden),
                Command.of("sh", "-c").withShellTextOf(hidden));

        assertThat(made).allSatisfy(command -> {
            assertThat(command.shellText()).contains("t0ken");
            assertThat(command.toString()).contains("KEY=[REDACTED]").doesNotContain("t0ken");
        });
    }
}
