package io.jenkins.plugins.kamal.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Two services that are deployed to fresh servers at the same moment share one proxy. */
class ProxyRaceFlowTest extends FlowTest {

    private static final String[] MAKE_PROXY = {"run", "--name", "kamal-proxy"};
    private static final String[] START_PROXY = {"container", "start", "kamal-proxy"};

    @Test
    void whoComesSecondTakesTheProxyOfTheFirst() throws Exception {
        addOtherService();
        CompletableFuture<Void> otherIsDeployed = new CompletableFuture<>();
        lab.server(1).faults().holdNextDocker(otherIsDeployed, MAKE_PROXY);
        CompletableFuture<DeployLab.Result> deploy = begin("deploy", "--skip-hooks");
        await("the first deploy is about to make the proxy", () -> lab.server(1).dockerLines().stream()
                .anyMatch(line -> line.startsWith("docker " + String.join(" ", MAKE_PROXY))));

        lab.succeed("deploy", "--skip-hooks", "-c", "config/other.yml");
        otherIsDeployed.complete(null);

        DeployLab.Result result = deploy.get(1, TimeUnit.MINUTES);
        assertThat(result.exitStatus()).as(result.err()).isZero();
        assertThat(result.out()).contains("[10.0.0.1] Another deploy created kamal-proxy at the same time");
        assertThat(lab.server(1).docker().services()).containsKeys("myapp-web", "other-web");
    }

    /** Docker gives the name away a moment before there is a container that could be started. */
    @Test
    void aProxyThatIsStillBeingMadeIsWaitedFor() throws Exception {
        addOtherService();
        CompletableFuture<Void> otherIsDeployed = new CompletableFuture<>();
        lab.server(1).faults().holdNextDocker(otherIsDeployed, MAKE_PROXY);
        CompletableFuture<DeployLab.Result> deploy = begin("deploy", "--skip-hooks");
        await("the first deploy is about to make the proxy", () -> lab.server(1).dockerLines().stream()
                .anyMatch(line -> line.startsWith("docker " + String.join(" ", MAKE_PROXY))));
        lab.succeed("deploy", "--skip-hooks", "-c", "config/other.yml");
        long before = starts();

        lab.server(1).faults().failDocker("No such container: kamal-proxy", START_PROXY);
        otherIsDeployed.complete(null);
        await("it is looked for again", () -> starts() > before + 1);
        lab.server(1).faults().clear();

        DeployLab.Result result = deploy.get(1, TimeUnit.MINUTES);
        assertThat(result.exitStatus()).as(result.err()).isZero();
        assertThat(lab.server(1).docker().services()).containsKeys("myapp-web", "other-web");
    }

    private long starts() {
        return lab.server(1).dockerLines().stream()
                .filter(line -> line.equals("docker " + String.join(" ", START_PROXY)))
                .count();
    }

    @Test
    void aProxyThatCannotBeMadeIsStillAFailure() {
        lab.server(1).faults().failDocker("port is already allocated", MAKE_PROXY);

        DeployLab.Result result = lab.kamal("deploy", "--skip-hooks");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("10.0.0.1").contains("port is already allocated");
        assertThat(lab.isLocked()).isFalse();
    }

    private void addOtherService() {
        lab.write(
                "config/other.yml",
                DeployLab.CONFIGURATION
                        .replace("service: myapp", "service: other")
                        .replace("lab/myapp", "lab/other")
                        .replace("app.lab", "other.lab"));
        lab.commit();
    }
}
