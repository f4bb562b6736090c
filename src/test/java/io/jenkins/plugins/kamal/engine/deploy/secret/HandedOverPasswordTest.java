package io.jenkins.plugins.kamal.engine.deploy.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.command.build.RegistryCommands;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Registry;
import io.jenkins.plugins.kamal.engine.config.model.Registry.Credential;
import io.jenkins.plugins.kamal.engine.config.model.SampleConfiguration;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.Secrets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The registry's password of the step is checked like a secret, and is none of the project's secrets. */
class HandedOverPasswordTest {

    private static final Secrets NO_SECRETS = Secrets.of(Map.of());

    @Test
    void logsInWithoutASecretOfTheProject() {
        RegistryCommands commands = new RegistryCommands(registry("handed over"));

        assertThat(commands.login(NO_SECRETS::require).orElseThrow().input())
                .hasToString("Optional[" + Secret.REDACTION + "]")
                .contains(Secret.of("handed over"));
        assertThat(RequiredSecrets.ofRegistry(with("handed over")).faults(NO_SECRETS))
                .isEmpty();
    }

    @Test
    void refusesAnEmptyOne() {
        assertThat(RequiredSecrets.ofRegistry(with(" ")).faults(NO_SECRETS))
                .hasValueSatisfying(faults -> assertThat(faults)
                        .contains("the registry password of the step (used for registry/password) is empty"));
    }

    @Test
    void refusesOneThatIsPartOfANameWhichLogsShow() {
        String service = with("").service();

        assertThat(RequiredSecrets.ofRegistry(with(service)).faults(NO_SECRETS))
                .hasValueSatisfying(faults -> assertThat(faults)
                        .contains("the registry password of the step (used for registry/password) is part of the name '"
                                + service + "'"));
    }

    private static Configuration with(String password) {
        return SampleConfiguration.sample().withRegistry(registry(password));
    }

    private static Registry registry(String password) {
        return new Registry(
                "registry.example.com",
                new Credential.Literal("deployer"),
                new Credential.HandedOver(Secret.of(password)));
    }
}
