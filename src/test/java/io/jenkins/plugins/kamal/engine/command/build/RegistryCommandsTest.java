package io.jenkins.plugins.kamal.engine.command.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.config.model.Registry;
import io.jenkins.plugins.kamal.engine.config.model.Registry.Credential;
import io.jenkins.plugins.kamal.engine.config.model.SampleConfiguration;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import io.jenkins.plugins.kamal.engine.shell.Command;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RegistryCommandsTest {

    private static Secret secret(String name) {
        return Secret.of("value of " + name);
    }

    private static RegistryCommands at(String server) {
        return new RegistryCommands(SampleConfiguration.registry(Optional.of(server)));
    }

    @Test
    void the_password_is_input_and_no_argument() {
        Command login = at("registry.lab").login(RegistryCommandsTest::secret).orElseThrow();

        assertThat(login.argv())
                .containsExactly("docker", "login", "registry.lab", "-u", "deployer", "--password-stdin");
        assertThat(login.input()).contains(Secret.of("value of KAMAL_REGISTRY_PASSWORD"));
    }

    @Test
    void a_password_in_the_file_is_input_as_well() {
        Registry registry =
                new Registry("registry.lab", new Credential.FromSecret("USER"), new Credential.Literal("pw $(x)"));

        Command login = new RegistryCommands(registry)
                .login(RegistryCommandsTest::secret)
                .orElseThrow();

        assertThat(login.argv())
                .containsExactly("docker", "login", "registry.lab", "-u", "value of USER", "--password-stdin");
        assertThat(login.input()).contains(Secret.of("pw $(x)"));
    }

    @Test
    void docker_hub_has_no_name() {
        RegistryCommands hub = new RegistryCommands(SampleConfiguration.registry(Optional.empty()));

        assertThat(hub.login(RegistryCommandsTest::secret).orElseThrow().shellText())
                .isEqualTo("docker login -u deployer --password-stdin");
        assertThat(hub.logout().shellText()).isEqualTo("docker logout");
    }

    @Test
    void nobody_logs_in_at_the_local_registry() {
        assertThat(at("localhost:5555").login(RegistryCommandsTest::secret)).isEmpty();
    }

    @Test
    void nobody_logs_in_without_a_name() {
        Registry anonymous = new Registry("registry.lab", null, null);

        assertThat(new RegistryCommands(anonymous).login(RegistryCommandsTest::secret))
                .isEmpty();
    }

    @Test
    void the_local_registry_is_started_on_its_port() {
        assertThat(at("localhost:5555").setupLocal().argv())
                .containsExactly(
                        "sh",
                        "-c",
                        "docker start kamal-docker-registry || docker run --detach -p 127.0.0.1:5555:5000"
                                + " --name kamal-docker-registry registry:3");
    }

    @Test
    void the_local_registry_is_removed() {
        assertThat(at("localhost:5555").removeLocal().argv())
                .containsExactly("sh", "-c", "docker stop kamal-docker-registry && docker rm kamal-docker-registry");
    }
}
