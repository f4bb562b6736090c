package io.jenkins.plugins.kamal.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.lab.docker.SimulatedImage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From Kamal 1, with Traefik, to Kamal 2. */
class UpgradeFlowTest extends FlowTest {

    private String version;

    /** The app as Kamal 1 leaves it: no network of its own, Traefik in front. */
    @BeforeEach
    void deployAsKamal1() {
        version = lab.head();
        lab.registry.publish(DeployLab.REGISTRY + "/lab/db:1", SimulatedImage.web("db", "1"));
        lab.registry.publish(
                DeployLab.REGISTRY + "/traefik:2",
                SimulatedImage.web("", "t").withLabels(Map.of("org.opencontainers.image.title", "Traefik")));
        lab.succeed("build", "push");
        for (int web : List.of(1, 2)) {
            docker(web, "login", "-u", "deployer", "-p", DeployLab.PASSWORD, DeployLab.REGISTRY);
            docker(web, "pull", DeployLab.REGISTRY + "/traefik:2");
            docker(web, "run", "--detach", "--name", "traefik", DeployLab.REGISTRY + "/traefik:2");
            boot(web, "web");
        }
        docker(3, "login", "-u", "deployer", "-p", DeployLab.PASSWORD, DeployLab.REGISTRY);
        boot(3, "job");
        lab.forget();
    }

    private void boot(int host, String role) {
        docker(host, "pull", DeployLab.IMAGE + ":" + version);
        docker(host, "tag", DeployLab.IMAGE + ":" + version, DeployLab.IMAGE + ":latest");
        docker(
                host,
                "run",
                "--detach",
                "--name",
                "myapp-" + role + "-" + version,
                "--label",
                "service=myapp",
                "--label",
                "role=" + role,
                "--label",
                "destination=",
                DeployLab.IMAGE + ":" + version);
    }

    private void docker(int host, String... words) {
        assertThat(lab.server(host).docker().run(words).exitStatus())
                .as(String.join(" ", words))
                .isZero();
    }

    @Test
    void putsKamalProxyInThePlaceOfTraefikAndBootsEverythingAnew() {
        lab.succeed("upgrade", "-y");

        assertThat(lab.server(1).docker().states()).doesNotContainKey("traefik");
        assertThat(lab.server(1).dockerLines())
                .anyMatch(line -> line.contains(
                        "image prune --all --force --filter" + " label=org.opencontainers.image.title=Traefik"));
        assertThat(lab.served(1)).isEqualTo("myapp-web-latest");
        assertThat(lab.served(2)).isEqualTo("myapp-web-latest");
        assertThat(lab.running(1)).containsExactly("myapp-web-latest");
        assertThat(lab.running(3)).containsExactly("myapp-job-latest");
        assertThat(lab.server(4).docker().running()).containsKey("myapp-db");
        assertThat(lab.isLocked()).isFalse();
    }

    @Test
    void goesHostByHostWhereItRolls() {
        for (String hook : List.of("pre-proxy-reboot", "post-proxy-reboot")) {
            lab.write(".kamal/hooks/" + hook, "#!/bin/sh\necho \"$KAMAL_HOSTS\" >> \"$LAB/" + hook + "\"\n");
            assertThat(lab.project.resolve(".kamal/hooks/" + hook).toFile().setExecutable(true))
                    .isTrue();
        }

        lab.succeed("upgrade", "-y", "--rolling");

        assertThat(lab.root.resolve("pre-proxy-reboot")).hasContent("10.0.0.1\n10.0.0.2\n10.0.0.3");
        assertThat(lab.root.resolve("post-proxy-reboot")).hasContent("10.0.0.1\n10.0.0.2\n10.0.0.3");
        assertThat(lab.served(2)).isEqualTo("myapp-web-latest");
        assertThat(lab.server(4).docker().running()).containsKey("myapp-db");
    }

    @Test
    void upgradesProxyOrAccessoriesAlone() {
        lab.succeed("proxy", "upgrade", "-y");
        assertThat(lab.served(1)).isEqualTo("myapp-web-latest");
        assertThat(lab.server(4).docker().running()).isEmpty();

        lab.succeed("accessory", "upgrade", "db", "-y", "--rolling");
        assertThat(lab.server(4).docker().running()).containsKey("myapp-db");
        assertThat(lab.kamal("accessory", "upgrade", "nosuch", "-y").err()).contains("There is no accessory nosuch");
    }

    @Test
    void asksBeforeAnythingIsInterruptedAndNamesWhatIsMissing() {
        for (String verb : List.of("upgrade", "proxy upgrade", "accessory upgrade all")) {
            DeployLab.Result result = lab.kamal(verb.split(" "));
            assertThat(result.exitStatus()).as(verb).isEqualTo(1);
            assertThat(result.err()).as(verb).contains("needs the option -y");
        }
        lab.secrets("KAMAL_REGISTRY_PASSWORD=" + DeployLab.PASSWORD);
        assertThat(lab.kamal("upgrade", "-y").err()).contains("APP_SECRET", "DB_PASSWORD");
        assertThat(lab.server(1).docker().running()).containsKey("traefik");
        assertThat(lab.server(1).dockerLines()).isEmpty();
    }
}
