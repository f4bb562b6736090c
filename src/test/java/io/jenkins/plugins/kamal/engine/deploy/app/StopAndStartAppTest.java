package io.jenkins.plugins.kamal.engine.deploy.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.config.model.SampleConfiguration;
import io.jenkins.plugins.kamal.engine.config.model.SampleProxy;
import io.jenkins.plugins.kamal.engine.config.model.SampleRole;
import io.jenkins.plugins.kamal.engine.deploy.recording.SampleSession;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopAndStartAppTest {

    private static final String STOP_WEB = "--filter label=role=web";
    private static final String STOP_JOB = "--filter label=role=job";

    @TempDir
    Path directory;

    private SampleSession twoRolesOnOneHost() {
        SampleSession sample = new SampleSession(directory);
        sample.configuration(configuration()).command("app");
        sample.recording().answer("docker ps --latest --format", "123");
        return sample;
    }

    private static SampleConfiguration configuration() {
        return new SampleConfiguration()
                .roles(
                        new SampleRole("job").hosts("10.99.0.11").build(),
                        new SampleRole("web")
                                .hosts("10.99.0.11")
                                .proxy(new SampleProxy())
                                .build());
    }

    private static List<String> rolesInOrder(SampleSession sample) {
        return sample.recording().commands().stream()
                .filter(command -> !command.contains("audit.log"))
                .filter(command -> command.contains("-web") || command.contains("-job"))
                .map(command -> command.contains("-web") ? "web" : "job")
                .toList();
    }

    @Test
    void stopsTheRolesOfAHostOneAfterTheOtherThePrimaryRoleFirst() {
        SampleSession sample = twoRolesOnOneHost();
        sample.servers().answeringLate();

        new StopApp(sample.session()).run();

        assertThat(rolesInOrder(sample))
                .startsWith("web")
                .endsWith("job")
                .isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(sample.recording().commands("xargs docker stop")).hasSize(2);
        sample.recording().assertInOrder("kamal-proxy remove myapp-web", "xargs docker stop", STOP_JOB);
    }

    @Test
    void startsTheRolesOfAHostOneAfterTheOtherThePrimaryRoleFirst() {
        SampleSession sample = twoRolesOnOneHost();
        sample.servers().answeringLate();

        new StartApp(sample.session()).run();

        sample.recording()
                .assertInOrder(
                        "docker start myapp-web-123", "kamal-proxy deploy myapp-web", "docker start myapp-job-123");
    }

    @Test
    void worksOnTheRolesOfAHostAtTheSameTimeWhereTheConfigurationSaysSo() {
        SampleSession sample = twoRolesOnOneHost();
        sample.configuration(configuration().parallelRoles());
        sample.servers().answeringLate();

        new StartApp(sample.session()).run();

        sample.recording()
                .assertInOrder(
                        "docker start myapp-web-123", "docker start myapp-job-123", "kamal-proxy deploy myapp-web");
    }

    @Test
    void startsNoOtherRoleOfAHostAfterAFailure() {
        SampleSession sample = twoRolesOnOneHost();
        sample.recording().answer("docker ps --latest --format", "").fail("docker start", "No such container");

        assertThatThrownBy(() -> new StartApp(sample.session()).run())
                .hasMessageContaining("Role web does not run on 10.99.0.11: No such container");

        sample.recording().assertNone("docker start myapp-job");
        assertThat(sample.recording().commands(STOP_WEB)).isNotEmpty();
    }
}
