package io.jenkins.plugins.kamal.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.lab.docker.SimulatedImage;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands that are neither a deploy nor about the app. */
class VerbsFlowTest extends FlowTest {

    @BeforeEach
    void publishAccessory() {
        lab.registry.publish(DeployLab.REGISTRY + "/lab/db:1", SimulatedImage.web("db", "1"));
    }

    @Test
    void setupBootsAccessoriesAndHoldsTheLockThroughout() {
        lab.succeed("setup");

        assertThat(lab.running(1)).containsExactly("myapp-web-" + lab.head());
        assertThat(lab.server(4).docker().running()).containsKey("myapp-db");
        assertThat(lab.hooks()).allSatisfy(hook -> assertThat(hook.environment())
                .containsEntry("KAMAL_LOCK", hook.hook().equals("pre-connect") ? "false" : "true"));
        assertThat(lab.isLocked()).isFalse();
    }

    @Test
    void accessoriesAreBootedOnceReplacedAndRemoved() {
        lab.succeed("accessory", "boot", "db");
        assertThat(lab.succeed("accessory", "boot", "all").out()).contains("db is not booted on 10.0.0.4");
        lab.succeed("accessory", "restart", "db");
        lab.succeed("accessory", "reboot", "db");
        assertThat(lab.succeed("accessory", "details", "all").out())
                .contains("Accessory db Host: 10.0.0.4\n", "myapp-db");
        assertThat(lab.succeed("accessory", "exec", "db", "--reuse", "echo", "hi")
                        .out())
                .contains("\nhi\n");
        assertThat(lab.kamal("accessory", "remove", "db").err()).contains("needs the option -y");
        assertThat(lab.server(4).docker().running()).containsKey("myapp-db");

        lab.succeed("accessory", "remove", "db", "-y");

        assertThat(lab.server(4).docker().states()).isEmpty();
    }

    @Test
    void whoIsNotThereIsNamed() {
        assertThat(lab.kamal("accessory", "boot", "nosuch").err())
                .contains("There is no accessory nosuch")
                .contains("db");
        assertThat(lab.kamal("app", "details", "-h", "nosuch").exitStatus()).isEqualTo(1);
        assertThat(lab.kamal("nosuch").err()).contains("nosuch");
        assertThat(lab.hookNames()).isEmpty();
    }

    @Test
    void theProxyIsBootedReplacedAndReadByHand() {
        lab.succeed("deploy");
        assertThat(lab.kamal("proxy", "reboot").err()).contains("needs the option -y");
        lab.succeed("proxy", "reboot", "-y", "--rolling");
        lab.succeed("proxy", "restart");
        lab.succeed("proxy", "boot");
        assertThat(lab.succeed("proxy", "details").out()).contains("Proxy Host: 10.0.0.2\n");
        lab.succeed("proxy", "boot_config", "set", "--http-port", "8080");
        assertThat(lab.server(1).home().resolve(".kamal/proxy/options"))
                .hasContent("--publish 8080:80 --publish 443:443 --log-opt max-size=10m");
        lab.succeed("proxy", "boot_config", "reset");
        assertThat(lab.server(1).home().resolve(".kamal/proxy/options")).doesNotExist();
        assertThat(lab.succeed("proxy", "remove").out()).contains("Not removing kamal-proxy");
        assertThat(lab.server(1).docker().running()).containsKey("kamal-proxy");
    }

    @Test
    void serversRegistryAndOldThings() {
        lab.succeed("deploy");
        assertThat(lab.succeed("server", "exec", "--raw", "-p", "echo", "hi").out())
                .isEqualTo("hi\n");
        assertThat(lab.kamal("server", "exec", "-p", "exit 5").exitStatus()).isEqualTo(5);
        lab.succeed("server", "bootstrap");
        lab.succeed("registry", "login");
        assertThat(lab.server(4).docker().logins()).contains(DeployLab.REGISTRY);
        lab.succeed("registry", "logout", "-L");
        assertThat(lab.server(4).docker().logins()).isEmpty();
        assertThat(lab.kamal("prune", "containers", "--retain", "0").err()).contains("at least 1");
        lab.succeed("prune", "all");
        assertThat(lab.succeed("audit", "-p").out()).contains("App Host: 10.0.0.1\n", "Pruned containers");
        assertThat(lab.succeed("build", "pull").out()).contains("Pull the image");
        assertThat(lab.succeed("details").out()).contains("Proxy Host: 10.0.0.1", "App Host: 10.0.0.1");
    }

    @Test
    void removeAsksAndThenLeavesNothing() {
        lab.succeed("setup");
        assertThat(lab.kamal("remove").exitStatus()).isEqualTo(1);
        assertThat(lab.running(1)).isNotEmpty();

        lab.succeed("remove", "-y");

        assertThat(lab.servers.all())
                .allSatisfy(server -> assertThat(server.docker().states()).isEmpty());
        assertThat(lab.isLocked()).isFalse();
    }

    /** Destinations share accessories and their data. */
    @Test
    void removeOfADestinationLeavesTheAccessoriesUnlessTold() throws IOException {
        lab.write("config/deploy.staging.yml", "labels: {}\n");
        Files.copy(lab.project.resolve(".kamal/secrets"), lab.project.resolve(".kamal/secrets-common"));
        lab.succeed("setup", "-d", "staging");
        assertThat(lab.running(1)).containsExactly("myapp-web-staging-" + lab.head());

        assertThat(lab.succeed("remove", "-y", "-d", "staging").out()).contains("The accessories stay", "db");

        assertThat(lab.server(1).docker().states()).isEmpty();
        assertThat(lab.server(4).docker().running()).containsKey("myapp-db");

        lab.succeed("remove", "-y", "-d", "staging", "--accessories");

        assertThat(lab.server(4).docker().states()).isEmpty();
    }

    @Test
    void anAliasOfTheConfigurationIsACommand() {
        lab.succeed("deploy");
        lab.configure(
                "readiness_delay: 0",
                "readiness_delay: 0\naliases:\n  ver: app version\n  say: app exec --reuse -p \"echo 'a  b'\"");

        assertThat(lab.succeed("ver", "-p").out()).contains("App Host: 10.0.0.1\n");
        assertThat(lab.succeed("say").out()).contains("\na  b\n");
    }

    @Test
    void everythingThatStopsADeployIsToldAtOnce() {
        lab.secrets("KAMAL_REGISTRY_PASSWORD=" + DeployLab.PASSWORD);
        assertThat(lab.project.resolve(".kamal/hooks/pre-deploy").toFile().setExecutable(false))
                .isTrue();
        lab.server(2).refuseConnections();

        DeployLab.Result result = lab.kamal("deploy");

        assertThat(result.err()).contains("3 problems", "APP_SECRET", "pre-deploy is not executable", "10.0.0.2");
        assertNothingWasBuilt();
        assertThat(lab.server(1).home().resolve(".kamal")).doesNotExist();
    }
}
