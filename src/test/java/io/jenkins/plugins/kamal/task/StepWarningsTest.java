package io.jenkins.plugins.kamal.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.credentials.Access;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.Proof;
import io.jenkins.plugins.kamal.run.deployment.Told;
import io.jenkins.plugins.kamal.run.version.SourceSettings;
import io.jenkins.plugins.kamal.task.request.CommandOptions;
import io.jenkins.plugins.kamal.task.request.EngineRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a Pipeline's graph warns of although the step succeeded. */
class StepWarningsTest {

    private final Told told = Told.alone().started("deploy", "shop", "", "v2", "web-1");

    @Test
    void aProvenDeployOfAllHostsWarnsOfNothing() {
        told.event(new DeployEvent.Skipped("build and push", "the image is taken from the registry"))
                .booted("web-1", "web", "v2", "sha256:" + "a".repeat(64), Proof.PROVEN, 10);

        assertThat(warnings(null)).isEmpty();
    }

    @Test
    void namesHostsWithoutAProofSkippedHooksAndTheSelectionOfHosts() {
        for (String host : List.of("web-4", "web-1", "web-2", "web-3")) {
            told.booted(host, "web", "v2", "", Proof.NOT_PROVEN, 10)
                    .booted(host, "job", "v2", "", Proof.NOT_PROVEN, 10);
        }
        told.event(new DeployEvent.Skipped("hook pre-deploy", "hooks are skipped"));

        assertThat(warnings("web-*"))
                .containsExactly(
                        "digest not proven on web-1, web-2, web-3 and 1 more",
                        "left out all but hosts web-*",
                        "skipped hook pre-deploy: hooks are skipped");
    }

    private List<String> warnings(String hosts) {
        SourceSettings source = new SourceSettings(null, null, null, null, null);
        EngineRequest request = EngineRequest.of(
                List.of("deploy"),
                new CommandOptions(source).hosts(hosts),
                source,
                new Access(null, null, null, null, List.of()));
        return StepWarnings.of(request, told.finished(0, "", 100).action().getDeployment());
    }
}
