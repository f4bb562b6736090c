package io.jenkins.plugins.kamal.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Back to an earlier version. */
class RollbackFlowTest extends FlowTest {

    private String old;
    private String current;

    @BeforeEach
    void deployTwice() {
        old = lab.head();
        lab.succeed("deploy");
        current = lab.change("2");
        lab.succeed("deploy");
        lab.forget();
    }

    @Test
    void bootsTheEarlierVersionAndEveryHookSeesIt() {
        Path invocation = lab.invocation("back");

        lab.succeed("rollback", old, "--invocation", invocation.toString());

        assertThat(lab.served(1)).isEqualTo("myapp-web-" + old);
        assertThat(lab.running(3)).containsExactly("myapp-job-" + old);
        assertThat(lab.hookNames())
                .containsExactly("pre-connect", "pre-deploy", "pre-app-boot", "post-app-boot", "post-deploy");
        assertThat(lab.hooks()).allSatisfy(hook -> assertThat(hook.environment())
                .containsEntry("KAMAL_VERSION", old)
                .containsEntry("KAMAL_COMMAND", "rollback"));
        assertThat(DeployLab.events(invocation, DeployEvent.CommandStarted.class))
                .extracting(DeployEvent.CommandStarted::version)
                .containsExactly(old);
        assertThat(lab.isLocked()).isFalse();
    }

    @Test
    void touchesNothingWhereOneServerLacksTheVersion() {
        lab.server(3).docker().run("rm", "myapp-job-" + old);

        DeployLab.Result result = lab.kamal("rollback", old);

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err())
                .contains("10.0.0.3: no container myapp-job-" + old)
                .doesNotContain("10.0.0.1:");
        assertThat(lab.served(1)).isEqualTo("myapp-web-" + current);
        assertThat(lab.hookNames()).containsExactly("pre-connect");
        assertThat(lab.server(1).dockerLines()).allMatch(line -> line.startsWith("docker container ls"));
    }
}
