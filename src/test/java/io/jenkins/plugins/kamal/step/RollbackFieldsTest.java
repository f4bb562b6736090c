package io.jenkins.plugins.kamal.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.util.XStream2;
import java.util.Map;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.junit.jupiter.api.Test;

/** A rollback has no policy for uncommitted changes, but reads what was saved or written with one. */
class RollbackFieldsTest {

    @Test
    void aPolicyIsAcceptedAndIgnored() throws Exception {
        DescribableModel<KamalRollbackStep> model = new DescribableModel<>(KamalRollbackStep.class);

        KamalRollbackStep step = model.instantiate(Map.of("version", "v1", "uncommitted", "fail"), null);

        assertThat(step.getVersion()).isEqualTo("v1");
        assertThat(step.getUncommitted()).isNull();
    }

    @Test
    void aSavedPolicyIsIgnored() {
        KamalRollbackStep step = (KamalRollbackStep) new XStream2()
                .fromXML("<io.jenkins.plugins.kamal.step.KamalRollbackStep><version>v1</version>"
                        + "<uncommitted>fail</uncommitted></io.jenkins.plugins.kamal.step.KamalRollbackStep>");

        assertThat(step.getVersion()).isEqualTo("v1");
        assertThat(step.getUncommitted()).isNull();
        assertThat(step.request(FieldText.asWritten()).source().uncommitted()).isNull();
    }
}
