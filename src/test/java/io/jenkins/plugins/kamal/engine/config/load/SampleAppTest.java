package io.jenkins.plugins.kamal.engine.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.config.model.Accessory;
import io.jenkins.plugins.kamal.engine.config.model.Boot;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Env;
import io.jenkins.plugins.kamal.engine.config.model.Proxy;
import io.jenkins.plugins.kamal.engine.config.model.Registry;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.config.model.Sshkit;
import io.jenkins.plugins.kamal.engine.host.Host;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample app, with and without its destination. */
class SampleAppTest {

    @TempDir
    Path directory;

    private Project project;

    @BeforeEach
    void files() {
        project = new Project(directory)
                .write(Project.FILE, Project.resource("deploy.yml"))
                .write("config/deploy.staging.yml", Project.resource("deploy.staging.yml"));
    }

    @Test
    void readsNamesAndRegistry() {
        Configuration app = project.load(Optional.empty());

        assertThat(app.service()).isEqualTo("myapp");
        assertThat(app.image()).isEqualTo("lab/myapp");
        assertThat(app.destination()).isEmpty();
        assertThat(app.registry())
                .isEqualTo(new Registry(
                        "10.99.0.1:5555",
                        new Registry.Credential.Literal("deployer"),
                        new Registry.Credential.FromSecret("KAMAL_REGISTRY_PASSWORD")));
    }

    @Test
    void sortsRolesByName() {
        assertThat(project.load(Optional.empty()).roles())
                .extracting(Role::name)
                .containsExactly("job", "web");
    }

    @Test
    void putsOnlyThePrimaryRoleBehindTheProxy() {
        Configuration app = project.load(Optional.empty());

        assertThat(app.role("job").orElseThrow().behindProxy()).isFalse();
        Proxy proxy = app.role("web").orElseThrow().proxy().orElseThrow();
        assertThat(proxy.hosts()).containsExactly("app.lab");
        assertThat(proxy.appPort()).isEqualTo(80);
    }

    @Test
    void readsTheAccessory() {
        Accessory db = project.load(Optional.empty()).accessories().get(0);

        assertThat(db.serviceName()).isEqualTo("myapp-db");
        assertThat(db.image()).hasValue("10.99.0.1:5555/lab/db:1");
        assertThat(db.hosts()).map(Host::toString).containsExactly("10.99.0.14");
        assertThat(db.container().port()).contains("6379:6379");
        assertThat(db.container().env())
                .isEqualTo(new Env(
                        Map.of("DB_NAME", "myapp"), List.of(new Env.SecretVariable("DB_PASSWORD", "DB_PASSWORD"))));
        assertThat(db.mounts().directories()).containsExactly(new Accessory.Mount("data", "/data", null, null, null));
    }

    @Test
    void fillsInTheDefaults() {
        Configuration app = project.load(Optional.empty());

        assertThat(app.paths().hooks()).isEqualTo(".kamal/hooks");
        assertThat(app.paths().secrets()).isEqualTo(".kamal/secrets");
        assertThat(app.app().retainContainers()).isEqualTo(5);
        assertThat(app.timeouts().readinessDelay()).isEqualTo(Duration.ofSeconds(7));
        assertThat(app.timeouts().deploy()).isEqualTo(Duration.ofSeconds(30));
        assertThat(app.connections().sshkit()).isEqualTo(new Sshkit(30, 900, 3));
        assertThat(app.connections().ssh().port()).isEqualTo(22);
        assertThat(app.boot()).isEqualTo(new Boot(null, Duration.ZERO, false));
    }

    @Test
    void laysTheDestinationOver() {
        Configuration staging = project.load(Optional.of("staging"));

        assertThat(staging.serviceAndDestination()).isEqualTo("myapp-staging");
        assertThat(staging.role("job").orElseThrow().hosts())
                .map(Host::toString)
                .containsExactly("10.99.0.12");
        assertThat(staging.role("job").orElseThrow().cmd()).contains("/app job");
        assertThat(staging.role("web").orElseThrow().proxy().orElseThrow().hosts())
                .containsExactly("staging.lab");
        assertThat(staging.app().env().clear()).containsExactly(Map.entry("GREETING", "hello staging"));
        assertThat(staging.app().env().secret()).hasSize(1);
        assertThat(staging.timeouts().readinessDelay()).isEqualTo(Duration.ofSeconds(1));
    }
}
