package io.jenkins.plugins.kamal.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hooks that fail, are left out, or cannot be run. */
class HookFlowTest extends FlowTest {

    @ParameterizedTest
    @CsvSource({
        "pre-connect,   false, false",
        "pre-build,     false, false",
        "pre-deploy,    true,  false",
        "pre-app-boot,  true,  false",
        "post-app-boot, true,  true",
        "post-deploy,   true,  true",
    })
    void aFailingHookEndsTheDeployAndTheLockIsGivenBack(String hook, boolean locked, boolean runs) {
        lab.whenHook(hook, "echo failing on purpose >&2; exit 3");
        Path invocation = lab.invocation("failing");

        DeployLab.Result result = lab.kamal("deploy", "--invocation", invocation.toString());

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("The hook " + hook + " failed with exit status 3: failing on purpose\n");
        assertThat(result.out()).contains("failing on purpose");
        assertThat(lab.hookNames())
                .containsExactlyElementsOf(DeployLab.HOOKS.subList(0, DeployLab.HOOKS.indexOf(hook) + 1));
        assertThat(lab.isLocked()).isFalse();
        assertThat(DeployLab.events(invocation, DeployEvent.LockAcquired.class)).hasSize(locked ? 1 : 0);
        assertThat(DeployLab.events(invocation, DeployEvent.LockReleased.class)).hasSize(locked ? 1 : 0);
        assertThat(lab.running(1)).hasSize(runs ? 1 : 0);
        assertThat(lab.running(3)).hasSize(runs ? 1 : 0);
    }

    @Test
    void runsNoHookWhereHooksAreLeftOut() {
        DeployLab.Result result = lab.succeed("deploy", "--skip-hooks");

        assertThat(lab.hookNames()).isEmpty();
        assertThat(result.out()).doesNotContain("says hi");
    }

    @Test
    void saysWhatToDoAboutAHookThatIsNotExecutable() {
        lab.project.resolve(".kamal/hooks/pre-build").toFile().setExecutable(false);

        DeployLab.Result result = lab.kamal("deploy");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("pre-build is not executable").contains("git update-index --chmod=+x");
        assertThat(lab.docker.lines()).noneMatch(line -> line.contains("buildx build"));
    }

    @Test
    void showsNothingOfAQuietHookUnlessItFails() {
        lab.configure("readiness_delay: 0", "readiness_delay: 0\nhooks_output: quiet");

        assertThat(lab.succeed("deploy").out()).doesNotContain("says hi");

        assertThat(lab.succeed("app", "containers", "--verbose").out()).contains("says hi");
        lab.whenHook("pre-build", "exit 1");
        assertThat(lab.kamal("deploy").err()).contains("hook pre-build says hi");
    }
}
