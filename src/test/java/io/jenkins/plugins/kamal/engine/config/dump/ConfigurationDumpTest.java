package io.jenkins.plugins.kamal.engine.config.dump;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.config.load.Project;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Registry;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationDumpTest {

    @TempDir
    Path directory;

    /** What Kamal 2.12 printed for the same file. */
    @Test
    void printsWhatKamalPrints() {
        Configuration app = new Project(directory).load(Project.resource("deploy.yml"));

        assertThat(ConfigurationDump.toYaml(app, "1a003759b9cef1b240ee4968014d8b21fea6c9f9"))
                .isEqualTo(Project.resource("kamal-config.yml"));
    }

    /** Every quoting rule of Psych; printed by Kamal 2.12 from {@code quoting.yml}. */
    @Test
    void quotesAsPsychDoes() {
        Configuration app = new Project(directory).load(Project.resource("quoting.yml"));

        assertThat(ConfigurationDump.toYaml(app, "v1")).isEqualTo(Project.resource("quoting-kamal-config.yml"));
    }

    /** A file with every key; the names under {@code key_data}, which Kamal replaces by the keys, are redacted. */
    @Test
    void printsEveryKindOfValue() {
        Configuration app = new Project(directory).load(Project.resource("full.yml"));

        assertThat(ConfigurationDump.toYaml(app, "v1")).isEqualTo(Project.resource("full-kamal-config.yml"));
    }

    @Test
    void printsAProxyCommandAsTheObjectThatItIsInKamal() {
        Configuration app = new Project(directory).loadWith("ssh: {proxy_command: nc %h %p}\n");

        assertThat(ConfigurationDump.toYaml(app, "v1")).contains("""
                          :proxy: !ruby/object:Net::SSH::Proxy::Command
                            command_line_template: nc %h %p
                            command_line:
                            timeout: 60
                          :keepalive: true
                        """);
    }

    @Test
    void printsNoPrivateKeyAndNoPassword() {
        Configuration app = new Project(directory).loadWith("""
                        ssh: {key_data: ["-----BEGIN top secret"]}
                        accessories:
                          db: {image: db, host: a, registry: {server: r, username: u, password: top secret}}
                        """);

        assertThat(ConfigurationDump.toYaml(app, "v1")).contains("[REDACTED]").doesNotContain("top secret");
    }

    @Test
    void keepsLiteralPasswordsOutOfToString() {
        Configuration app = new Project(directory).load(Project.MINIMAL.replace("[PASSWORD]", "hunter2"));

        assertThat(app.toString()).doesNotContain("hunter2");
        assertThat(app.registry().password()).isEqualTo(Optional.of(new Registry.Credential.Literal("hunter2")));
    }
}
