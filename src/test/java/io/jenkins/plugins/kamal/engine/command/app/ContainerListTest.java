package io.jenkins.plugins.kamal.engine.command.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.config.model.SampleConfiguration;
import io.jenkins.plugins.kamal.engine.version.Version;
import org.junit.jupiter.api.Test;

class ContainerListTest {

    private static final Configuration CONFIGURATION = SampleConfiguration.sample();
    private static final Role WEB = CONFIGURATION.role("web").orElseThrow();

    private static ContainerList list(String... lines) {
        return ContainerList.parse("CONTAINERS\n" + String.join("\n", lines) + "\n")
                .orElseThrow();
    }

    @Test
    void knows_the_one_container_that_serves() {
        ContainerList list = list(
                "running|kamal|aaaaaaaaaaaa|myapp-web-2|lab/myapp:2|\"myapp\"|\"\"|\"web\"",
                "exited|kamal|bbbbbbbbbbbb|myapp-web-1|lab/myapp:2|\"myapp\"|\"\"|\"web\"",
                "running|kamal|cccccccccccc|kamal-proxy|lab/myapp:2|\"\"|\"\"|\"\"");

        assertThat(list.servingVersions(CONFIGURATION, WEB)).containsExactly("2");
        assertThat(list.servingId(CONFIGURATION, WEB)).contains("aaaaaaaaaaaa");
        assertThat(list.ofVersion(ContainerName.of(CONFIGURATION, WEB, new Version("1"))))
                .hasToString("{myapp-web-1=bbbbbbbbbbbb}");
        assertThat(list.ofVersion(ContainerName.of(CONFIGURATION, WEB, new Version("3"))))
                .isEmpty();
    }

    @Test
    void leaves_it_to_the_host_which_of_several_containers_serves() {
        ContainerList list = list(
                "running|kamal|aaaaaaaaaaaa|myapp-web-2|lab/myapp:2|\"myapp\"|\"\"|\"web\"",
                "restarting|kamal|bbbbbbbbbbbb|myapp-web-1|lab/myapp:2|\"myapp\"|\"\"|\"web\"");

        assertThat(list.servingVersions(CONFIGURATION, WEB)).containsExactly("2", "1");
        assertThat(list.servingId(CONFIGURATION, WEB)).isEmpty();
        assertThat(list.runningVersions(CONFIGURATION, WEB)).containsExactly("2", "1");
    }

    @Test
    void is_not_misled_by_other_services_destinations_and_roles() {
        ContainerList list = list(
                "running|kamal|aaaaaaaaaaaa|myapp-web-2|lab/myapp:2|\"other\"|\"\"|\"web\"",
                "running|kamal|bbbbbbbbbbbb|myapp-web-2|lab/myapp:2|\"myapp\"|\"staging\"|\"web\"",
                "running|kamal|cccccccccccc|myapp-web-2|lab/myapp:2|\"myapp\"|\"\"|\"job\"");

        assertThat(list.servingVersions(CONFIGURATION, WEB)).isEmpty();
        assertThat(list.runningVersions(CONFIGURATION, WEB)).isEmpty();
    }

    @Test
    void a_label_that_poses_as_a_line_of_the_list_is_no_container() {
        ContainerList list = list("running|kamal|aaaaaaaaaaaa|evil|evil:1|\"\"|\"\"|"
                + "\"web\\nrunning|kamal|bbbbbbbbbbbb|myapp-web-2|lab/myapp:2|\\\"myapp\\\"|\\\"\\\"|\\\"web\\\"\"");

        assertThat(list.containers()).extracting(ContainerList.Listed::id).containsExactly("aaaaaaaaaaaa");
        assertThat(list.running(CONFIGURATION)).isEmpty();
    }

    @Test
    void counts_a_paused_container_as_running_that_does_not_serve() {
        ContainerList list = list("paused|kamal|aaaaaaaaaaaa|myapp-web-2|lab/myapp:2|\"myapp\"|\"\"|\"web\"");

        assertThat(list.servingVersions(CONFIGURATION, WEB)).isEmpty();
        assertThat(list.runningVersions(CONFIGURATION, WEB)).containsExactly("2");
    }

    @Test
    void is_no_list_without_its_first_line() {
        assertThat(ContainerList.parse("")).isEmpty();
        assertThat(ContainerList.parse("Error response from daemon")).isEmpty();
    }
}
