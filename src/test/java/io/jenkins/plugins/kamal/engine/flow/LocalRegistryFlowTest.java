package io.jenkins.plugins.kamal.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.lab.docker.SimulatedImage;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerCall;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A registry on the deploying machine: started there, and lent to the servers while they pull. */
@Timeout(120)
class LocalRegistryFlowTest extends FlowTest {

    private int port;
    private String image;

    @BeforeEach
    void takeALocalRegistry() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        image = "localhost:" + port + "/lab/myapp";
        lab.configure("""
                  server: 10.0.0.9:5555
                  username: deployer
                  password:
                    - KAMAL_REGISTRY_PASSWORD
                """, "  server: localhost:" + port + "\n");
        lab.configure("    image: 10.0.0.9:5555/lab/db:1\n", "    image: localhost:" + port + "/lab/db:1\n");
        lab.registry.publish("localhost:" + port + "/lab/db:1", SimulatedImage.web("db", "1"));
    }

    @Test
    void deploysThroughForwardedPortsAndLogsInNowhere() {
        String version = lab.head();
        DeployLab.Result result = lab.succeed("setup");

        assertThat(result.out())
                .contains("Forwarding port " + port + " of the local registry to 10.0.0.1, 10.0.0.2, 10.0.0.3");
        assertThat(lab.docker.lines())
                .containsSubsequence(
                        "docker start kamal-docker-registry",
                        "docker run --detach -p 127.0.0.1:" + port + ":5000 --name kamal-docker-registry registry:3");
        assertThat(lab.docker.lines()).noneMatch(line -> line.startsWith("docker login"));
        assertThat(lab.registry.tags(image)).contains(version, "latest");
        for (int number = 1; number <= 3; number++) {
            assertThat(lab.server(number).dockerLines())
                    .contains("docker pull " + image + ":" + version)
                    .noneMatch(line -> line.startsWith("docker login"));
            assertThat(lab.server(number).docker().running()).containsValue(image + ":" + version);
            assertThat(lab.server(number).forwarded().requests())
                    .containsOnly("127.0.0.1:" + port)
                    .hasSize(2);
        }
        assertThat(lab.server(4).docker().running()).containsValue("localhost:" + port + "/lab/db:1");
        assertThat(lab.server(4).forwarded().requests()).containsExactly("127.0.0.1:" + port);
        assertNothingIsForwarded();
    }

    @Test
    void aRegistryThatRunsIsStartedAndNotRunAgain() {
        lab.succeed("build", "deliver");
        int calls = lab.docker.lines().size();
        lab.succeed("deploy");
        assertThat(lab.docker.lines().subList(calls, lab.docker.lines().size()))
                .contains("docker start kamal-docker-registry")
                .noneMatch(line -> line.startsWith("docker run"));
    }

    @Test
    void aPullThatFailsEndsTheForwardingToo() {
        lab.server(2).faults().failDocker("no space left on device", "pull");
        DeployLab.Result result = lab.kamal("deploy");
        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("10.0.0.2", "no space left on device");
        assertNothingIsForwarded();
    }

    @Test
    void aServerThatForbidsForwardingIsFoundBeforeAnythingIsBuilt() {
        lab.server(2).forwarded().forbid();
        DeployLab.Result result = lab.kamal("deploy");
        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("10.0.0.2: port " + port, "AllowTcpForwarding yes", "registry/server");
        assertThat(lab.docker.lines()).isNotEmpty().allMatch(line -> line.contains("version"));
        assertNothingWasDoneOnServers();
        assertNothingIsForwarded();
    }

    @Test
    void aPortThatStaysTakenIsFoundBeforeAnythingIsBuilt() {
        lab.configure("deploy_timeout: 3", "deploy_timeout: 1");
        lab.server(3).forwarded().take(port, true);
        DeployLab.Result result = lab.kamal("deploy");
        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("10.0.0.3: port " + port, "something listens on it there", "ss -ltnp");
        assertThat(lab.docker.lines()).isNotEmpty().allMatch(line -> line.contains("version"));
        assertNothingWasDoneOnServers();
        assertNothingIsForwarded();
    }

    @Test
    void waitsForAPortThatAnotherDeployHas() throws Exception {
        lab.configure("deploy_timeout: 3", "deploy_timeout: 60");
        lab.server(3).forwarded().take(port, true);
        CompletableFuture<DeployLab.Result> deploy = begin("build", "deliver");
        await("the others have the port", () -> lab.server(1).forwarded().open().contains(port));
        lab.server(3).forwarded().take(port, false);
        assertThat(deploy.get(60, TimeUnit.SECONDS).exitStatus()).isZero();
        assertNothingIsForwarded();
    }

    @Test
    void pullStartsARegistryThatWasStopped() {
        lab.succeed("build", "push");
        lab.docker.run(DockerCall.of(root, "stop", "kamal-docker-registry"));
        lab.succeed("build", "pull");
        assertThat(lab.docker.lines().stream().filter("docker start kamal-docker-registry"::equals))
                .hasSize(2);
    }

    /** The command itself fails here, because nothing has written the env file of the accessory. */
    @Test
    void aNewContainerOfAnAccessoryPullsThroughAForwardedPort() {
        DeployLab.Result result = lab.kamal("accessory", "exec", "db", "echo", "hi");
        assertThat(result.out()).contains("Forwarding port " + port + " of the local registry to 10.0.0.4");
        assertThat(lab.server(4).forwarded().requests()).containsExactly("127.0.0.1:" + port);
        assertNothingIsForwarded();
    }

    @Test
    void setUpAndRemoveByHand() {
        assertThat(lab.succeed("registry", "remove").out()).contains("There is no local registry");
        lab.succeed("registry", "setup");
        lab.succeed("registry", "setup");
        lab.succeed("registry", "remove");
        assertThat(lab.docker.lines().stream()
                        .filter(line -> !line.contains("version"))
                        .toList())
                .containsExactlyElementsOf(List.of(
                        "docker stop kamal-docker-registry",
                        "docker start kamal-docker-registry",
                        "docker run --detach -p 127.0.0.1:" + port + ":5000 --name kamal-docker-registry registry:3",
                        "docker start kamal-docker-registry",
                        "docker stop kamal-docker-registry",
                        "docker rm kamal-docker-registry"));
        DeployLab.Result login = lab.kamal("registry", "login");
        assertThat(login.exitStatus()).isEqualTo(1);
        assertThat(login.err()).contains("kamal registry setup");
        lab.succeed("registry", "setup", "--skip-local");
        assertThat(lab.docker.lines()).endsWith("docker rm kamal-docker-registry");
    }

    @Test
    void aPortThatIsTakenHereIsSaid() {
        lab.docker.faults().failDocker("Bind for 127.0.0.1:" + port + " failed: port is already allocated", "run");
        DeployLab.Result blocked = lab.kamal("registry", "setup");
        assertThat(blocked.exitStatus()).isEqualTo(1);
        assertThat(blocked.err())
                .contains(
                        "The local registry on port " + port + " of this machine cannot be started",
                        "port is already allocated",
                        "kamal registry remove");
    }

    private void assertNothingIsForwarded() {
        assertThat(lab.servers.all())
                .allSatisfy(server -> assertThat(server.forwarded().open()).isEmpty());
    }
}
