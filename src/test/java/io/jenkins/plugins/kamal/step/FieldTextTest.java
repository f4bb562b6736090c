package io.jenkins.plugins.kamal.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.EnvVars;
import io.jenkins.plugins.kamal.credentials.Access;
import io.jenkins.plugins.kamal.credentials.SecretBinding;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every text field of a form has its variables filled in, those of the secrets included. */
class FieldTextTest {

    @Test
    void theSecretsOfAFormHaveTheirVariablesFilledIn() {
        assertThat(access(FieldText.expandedBy(new EnvVars("STAGE", "staging"))).secrets())
                .singleElement()
                .satisfies(secret -> {
                    assertThat(secret.getName()).isEqualTo("KEY_staging");
                    assertThat(secret.getCredentialsId()).isEqualTo("key-staging");
                });
    }

    @Test
    void aPipelineHandsThemOverAsTheyAre() {
        assertThat(access(FieldText.asWritten()).secrets())
                .extracting(SecretBinding::getCredentialsId)
                .containsExactly("key-${STAGE}");
    }

    private static Access access(FieldText text) {
        KamalDeployStep step = new KamalDeployStep();
        step.setSecrets(List.of(new SecretBinding("KEY_${STAGE}", "key-${STAGE}")));
        return step.request(text).access();
    }
}
