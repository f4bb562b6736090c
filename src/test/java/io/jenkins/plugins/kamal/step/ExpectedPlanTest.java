package io.jenkins.plugins.kamal.step;

import static org.assertj.core.api.Assertions.assertThat;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import io.jenkins.plugins.kamal.task.request.EngineRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A deploy that expects a plan never becomes one that expects nothing, and a deploy with a migration none without one. */
class ExpectedPlanTest {

    @Test
    void aBlankFingerprintInAPipelineReachesTheEngineWhichRefusesIt() {
        assertThat(options("", FieldText.asWritten())).contains("--expect=");
        assertThat(options("  ", FieldText.asWritten())).contains("--expect=");
        assertThat(options(" 0123456789ab ", FieldText.asWritten())).contains("--expect=0123456789ab");
    }

    @Test
    void aStepWithoutTheParameterExpectsNothing() {
        assertThat(options(null, FieldText.asWritten())).noneMatch(option -> option.startsWith("--expect"));
    }

    @Test
    void anEmptyFieldOfAFormExpectsNothingButAnEmptyVariableIsRefused() {
        EnvVars environment = new EnvVars("PLAN", "");

        assertThat(options("", FieldText.expandedBy(environment))).noneMatch(option -> option.startsWith("--expect"));
        assertThat(options("${PLAN}", FieldText.expandedBy(environment))).contains("--expect=");
    }

    @Test
    void aBlankMigrationInAPipelineReachesTheEngineWhichRefusesIt() {
        KamalDeployStep deploy = new KamalDeployStep();
        KamalPlanStep plan = new KamalPlanStep();
        deploy.setMigrate(" ");
        plan.setMigrate("");

        assertThat(deploy.request(FieldText.asWritten()).options()).contains("--migrate=");
        assertThat(plan.request(FieldText.asWritten()).options()).contains("--migrate=");
        assertThat(deploy.request(FieldText.expandedBy(new EnvVars())).options())
                .noneMatch(option -> option.startsWith("--migrate"));
    }

    @Test
    void aChangeOfTheEnvironmentNeedsNoVersionOfTheRun() {
        KamalDeployStep step = new KamalDeployStep();
        assertThat(step.request(FieldText.asWritten()).isWithVersionOfRun()).isTrue();
        step.setEnvironmentOnly(true);
        step.setVersion("v1");

        EngineRequest request = step.request(FieldText.asWritten());

        assertThat(request.isWithVersionOfRun()).isFalse();
        assertThat(request.isReusingImages()).isFalse();
        assertThat(request.isEnvironmentOnly()).isTrue();
        assertThat(request.options()).contains("--environment-only", "--version=v1");
    }

    private static List<String> options(@CheckForNull String expect, FieldText text) {
        KamalDeployStep step = new KamalDeployStep();
        step.setExpect(expect);
        return step.request(text).options();
    }
}
