package io.jenkins.plugins.kamal.task.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.ledger.OpenCanary;
import io.jenkins.plugins.kamal.run.version.SourceSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When another engine has to start because a step depends on the service in its workspace. */
class LaunchPreparationTest {

    private static final SourceSettings SOURCE = new SourceSettings(null, null, null, null, null);

    private final OpenCanary shop = new OpenCanary("shop", null, null);
    private final OpenCanary blog = new OpenCanary("blog", null, null);
    private int starts;

    @Test
    void theEngineIsAskedForTheServiceOnlyIfThatMattersAndIsNotKnown() throws Exception {
        assertThat(LaunchPreparation.ofService(List.of(), null, SOURCE, this::ask))
                .isEmpty();
        assertThat(LaunchPreparation.ofService(List.of(shop), "shop", SOURCE, this::ask))
                .contains(shop);
        assertThat(starts).isZero();

        assertThat(LaunchPreparation.ofService(List.of(blog, shop), null, SOURCE, this::ask))
                .contains(shop);
        assertThat(LaunchPreparation.ofService(List.of(blog), null, SOURCE, this::ask))
                .isEmpty();
        assertThat(starts).isEqualTo(2);
    }

    private String ask(SourceSettings source) {
        starts++;
        return "shop";
    }
}
