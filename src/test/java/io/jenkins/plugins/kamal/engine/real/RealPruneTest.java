package io.jenkins.plugins.kamal.engine.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.lab.real.RealServers.Server;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What real Docker has left after deploys have pruned, also where somebody made containers from the app's image. */
class RealPruneTest extends RealTest {

    @Test
    void removesOldContainersAndImagesButNoContainerMadeByHand() throws Exception {
        String first = app.configure("readiness_delay: 1\n", "readiness_delay: 0\nretain_containers: 1\n");
        RealApp.Result deploy = app.succeed("deploy", "--skip-hooks");
        assertThat(deploy.out())
                .as("the proxies are started with the scripts that pull")
                .containsPattern("(?s)==> Pull the image.*\\[" + web2.address()
                        + "] kamal-proxy is running.*==> Ensure kamal-proxy is running");
        String image = app.lab.registry().address() + "/lab/myapp:";
        app.lab.docker(web1, "create", "--name", "by-hand", image + first);
        app.lab.docker(web1, "create", "--name", "posing", "--label", "a=b,destination=c", image + first);
        app.lab.docker(web1, "tag", image + first, image + "unused");

        String second = app.change("2");
        app.succeed("deploy", "--skip-hooks");
        String third = app.change("3");
        app.succeed("deploy", "--skip-hooks");

        assertThat(containers(web1))
                .containsExactlyInAnyOrder(
                        "myapp-web-" + third, "myapp-web-" + second, "by-hand", "posing", "kamal-proxy");
        assertThat(tags(web1, image)).containsExactlyInAnyOrder(first, second, third, "latest");
        assertThat(containers(web2))
                .containsExactlyInAnyOrder("myapp-web-" + third, "myapp-web-" + second, "kamal-proxy");
        assertThat(tags(web2, image)).containsExactlyInAnyOrder(second, third, "latest");

        app.lab.docker(web1, "rm", "by-hand", "posing");
        app.succeed("prune", "all");

        assertThat(tags(web1, image)).containsExactlyInAnyOrder(second, third, "latest");
    }

    private List<String> containers(Server server) {
        return app.lab
                .docker(server, "ps", "--all", "--format", "{{.Names}}")
                .lines()
                .toList();
    }

    private List<String> tags(Server server, String image) {
        return app.lab
                .docker(server, "image", "ls", "--filter", "reference=" + image + "*", "--format", "{{.Tag}}")
                .lines()
                .filter(tag -> !tag.equals("<none>"))
                .toList();
    }
}
