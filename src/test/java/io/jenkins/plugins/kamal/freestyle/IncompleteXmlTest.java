package io.jenkins.plugins.kamal.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.util.XStream2;
import io.jenkins.plugins.kamal.MissingElements;
import io.jenkins.plugins.kamal.credentials.SecretBinding;
import io.jenkins.plugins.kamal.step.EngineStep;
import io.jenkins.plugins.kamal.step.FieldText;
import io.jenkins.plugins.kamal.step.KamalBuildStep;
import io.jenkins.plugins.kamal.step.KamalCommandStep;
import io.jenkins.plugins.kamal.step.KamalDeployStep;
import io.jenkins.plugins.kamal.step.KamalHookStep;
import io.jenkins.plugins.kamal.step.KamalPlanStep;
import io.jenkins.plugins.kamal.step.KamalPushStep;
import io.jenkins.plugins.kamal.step.KamalRollbackStep;
import io.jenkins.plugins.kamal.step.KamalStatusStep;
import io.jenkins.plugins.kamal.step.KamalVersionStep;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Build steps as Job DSL, the CLI, a person or an older version may have written them: without some elements. */
class IncompleteXmlTest {

    private static final XStream2 XSTREAM = new XStream2();

    static Stream<EngineBuilder> builders() {
        return Stream.of(
                new KamalBuildBuilder(full(new KamalBuildStep())),
                new KamalPushBuilder(full(new KamalPushStep())),
                new KamalDeployBuilder(full(new KamalDeployStep())),
                new KamalPlanBuilder(full(new KamalPlanStep())),
                new KamalStatusBuilder(full(new KamalStatusStep())),
                new KamalRollbackBuilder(full(new KamalRollbackStep("v1"))),
                new KamalHookBuilder(full(new KamalHookStep("pre-deploy"))),
                new KamalCommandBuilder(full(new KamalCommandStep("app version"))));
    }

    private static <T extends EngineStep> T full(T step) {
        step.setDestination("production");
        step.setConfigFile("config/shop.yml");
        step.setUncommitted("fail");
        step.setId("shop");
        step.setSshCredentialsId("ssh");
        step.setRegistryCredentialsId("registry");
        step.setKnownHosts("web-1 ssh-ed25519 AAAA");
        step.setSecrets(List.of(new SecretBinding("DB_PASSWORD", "db")));
        return step;
    }

    @ParameterizedTest
    @MethodSource("builders")
    void makesARequestWhateverIsMissing(EngineBuilder builder) throws Exception {
        List<String> variants = MissingElements.of(XSTREAM.toXML(builder));

        assertThat(variants).hasSizeGreaterThan(10);
        for (String variant : variants) {
            EngineBuilder read = (EngineBuilder) XSTREAM.fromXML(variant);

            assertThat(read.settings().request(FieldText.asWritten()))
                    .as(variant)
                    .isNotNull();
            assertThat(read.settings().getSecrets()).as(variant).allSatisfy(secret -> assertThat(secret)
                    .hasNoNullFieldsOrProperties());
        }
    }

    @Test
    void theVersionBuilderHasSettingsWhateverIsMissing() throws Exception {
        for (String variant : MissingElements.of(XSTREAM.toXML(new KamalVersionBuilder(new KamalVersionStep())))) {
            assertThat(((KamalVersionBuilder) XSTREAM.fromXML(variant)).getStep())
                    .as(variant)
                    .isNotNull();
        }
    }
}
