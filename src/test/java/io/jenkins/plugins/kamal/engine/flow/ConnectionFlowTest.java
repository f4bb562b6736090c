package io.jenkins.plugins.kamal.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Servers that cannot be reached, or are lost on the way. */
class ConnectionFlowTest extends FlowTest {

    @Test
    void aServerThatCannotBeReachedIsNamedBeforeAnythingIsTouched() {
        lab.server(2).refuseConnections();

        DeployLab.Result result = lab.kamal("deploy");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("10.0.0.2").contains("refused");
        assertNothingWasBuilt();
        assertNothingWasDoneOnServers();
        assertThat(lab.hookNames()).containsExactly("pre-connect");
    }

    @Test
    void everyServerThatCannotBeReachedIsNamed() {
        lab.server(1).refuseConnections();
        lab.server(3).refuseConnections();

        assertThat(lab.kamal("deploy").err())
                .contains("10.0.0.1")
                .contains("10.0.0.3")
                .doesNotContain("10.0.0.2");
    }

    @Test
    void aPrimaryHostThatIsLostOnTheWayIsFoundAgainToGiveTheLockBack() throws Exception {
        String old = lab.head();
        lab.succeed("deploy");
        lab.change("2");
        lab.forget();
        CompletableFuture<Void> later = new CompletableFuture<>();
        lab.server(1).faults().holdNextDocker(later, PROXY_DEPLOY);

        CompletableFuture<DeployLab.Result> deploy = begin("deploy");
        await("the new container is waited for", () -> lab.server(1).dockerLines().stream()
                .anyMatch(line -> line.contains("kamal-proxy deploy")));
        lab.server(1).dropConnections();
        DeployLab.Result result = deploy.get(60, TimeUnit.SECONDS);
        later.complete(null);

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("10.0.0.1").contains("connection");
        assertThat(lab.isLocked()).isFalse();
        assertThat(lab.served(1)).isEqualTo("myapp-web-" + old);
        assertThat(lab.served(2)).isEqualTo("myapp-web-" + lab.head());
    }

    @Test
    void aLockThatCannotBeGivenBackIsTold() throws Exception {
        CompletableFuture<Void> later = new CompletableFuture<>();
        lab.server(1).faults().holdNextDocker(later, PROXY_DEPLOY);

        CompletableFuture<DeployLab.Result> deploy = begin("deploy");
        await("the new container is waited for", () -> lab.server(1).dockerLines().stream()
                .anyMatch(line -> line.contains("kamal-proxy deploy")));
        lab.server(1).refuseConnections();
        DeployLab.Result result = deploy.get(60, TimeUnit.SECONDS);
        later.complete(null);

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.out()).contains("The deploy lock could not be released");
    }
}
