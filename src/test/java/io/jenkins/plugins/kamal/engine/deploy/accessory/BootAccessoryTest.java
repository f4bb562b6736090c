package io.jenkins.plugins.kamal.engine.deploy.accessory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.config.model.Accessory.Mount;
import io.jenkins.plugins.kamal.engine.config.model.Proxy;
import io.jenkins.plugins.kamal.engine.config.model.SampleAccessory;
import io.jenkins.plugins.kamal.engine.config.model.SampleConfiguration;
import io.jenkins.plugins.kamal.engine.config.model.SampleProxy;
import io.jenkins.plugins.kamal.engine.deploy.recording.Recording;
import io.jenkins.plugins.kamal.engine.deploy.recording.SampleSession;
import io.jenkins.plugins.kamal.engine.failure.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootAccessoryTest {

    private static final String EXISTING = "docker ps -a -q --filter label=service=myapp-db";
    private static final String NEVER_STARTED = EXISTING + " --filter status=created";

    @TempDir
    Path directory;

    private SampleSession sample(SampleAccessory accessory) {
        return new SampleSession(directory)
                .command("accessory")
                .configuration(new SampleConfiguration().accessories(accessory.build()));
    }

    private void boot(SampleSession sample) {
        new AccessoryOperations(sample.session(), "db").boot();
    }

    private static SampleAccessory withFile(String local) {
        return new SampleAccessory("db").files(new Mount(local, "/etc/db", null, null, null));
    }

    private String uploaded(SampleSession sample) {
        return sample.recording().commands("myapp-db/etc/db.part").get(0);
    }

    @Test
    void aContainerThatNeverStartedIsReplaced() {
        SampleSession sample = sample(new SampleAccessory("db"));
        Recording recording = sample.recording();
        recording.answer(EXISTING, "abc123").answer(NEVER_STARTED, "abc123");

        boot(sample);

        recording.assertInOrder("docker container rm abc123", "docker run --name myapp-db");
        assertThat(sample.log()).contains("The container of db never started, so it is replaced");
    }

    @Test
    void aContainerThatRanIsLeftAlone() {
        SampleSession sample = sample(new SampleAccessory("db"));
        sample.recording().answer(EXISTING, "abc123").answer(NEVER_STARTED, "");

        boot(sample);

        sample.recording().assertNone("docker container rm");
        sample.recording().assertNone("docker run");
        assertThat(sample.log()).contains("db is not booted on 10.99.0.14");
    }

    @Test
    void itsCertificateIsUploadedBeforeTheProxyServesIt() {
        SampleSession sample = sample(new SampleAccessory("db")
                .proxy(new SampleProxy().ssl(new Proxy.Ssl.Custom("APP_SECRET", "DB_PASSWORD"))));
        sample.recording().answer("docker container ls --filter", "abc123");

        boot(sample);

        sample.recording()
                .assertInOrder(
                        "docker run --name myapp-db",
                        "mkdir -p .kamal/proxy/apps-config/myapp/tls/accessories/db",
                        ".kamal/proxy/apps-config/myapp/tls/accessories/db/cert.pem",
                        ".kamal/proxy/apps-config/myapp/tls/accessories/db/key.pem",
                        "--tls-certificate-path=\"/home/kamal-proxy/.apps-config/myapp/tls/accessories/db/cert.pem\"");
    }

    @Test
    void theSecretsOfItsCertificateAreNeeded() {
        SampleSession sample = sample(new SampleAccessory("db")
                .proxy(new SampleProxy().ssl(new Proxy.Ssl.Custom("NO_CERTIFICATE", "DB_PASSWORD"))));

        assertThatThrownBy(() -> boot(sample))
                .hasMessageContaining("NO_CERTIFICATE")
                .hasMessageContaining("accessories/db/proxy/ssl/certificate_pem");

        assertThat(sample.recording().commands()).isEmpty();
    }

    @Test
    void aDirectoryAmongItsFilesIsRefusedBeforeTheLock() throws IOException {
        Files.createDirectory(directory.resolve("conf.d"));
        SampleSession sample = sample(withFile("conf.d"));

        assertThatThrownBy(() -> boot(sample))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining(directory.resolve("conf.d") + " of the accessory db is a directory")
                .hasMessageContaining("(accessories/db/files)");

        assertThat(sample.recording().commands()).isEmpty();
    }

    @Test
    void aTemplateThatIsNoTextIsRefusedBeforeTheLock() throws IOException {
        Files.write(directory.resolve("db.cnf.erb"), new byte[] {(byte) 0xFF, 0});
        SampleSession sample = sample(withFile("db.cnf.erb"));

        assertThatThrownBy(() -> boot(sample))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("db.cnf.erb of the accessory db is not UTF-8 text")
                .hasMessageContaining("(accessories/db/files)");

        assertThat(sample.recording().commands()).isEmpty();
    }

    @Test
    void aFileThatIsNoTextIsUploaded() throws IOException {
        Files.write(directory.resolve("key"), new byte[] {(byte) 0xFF, 0});
        SampleSession sample = sample(withFile("key"));

        boot(sample);

        assertThat(uploaded(sample)).contains("chmod 755");
    }

    @Test
    void aTemplateThatRendersASecretIsForItsOwnerOnly() throws IOException {
        Files.writeString(directory.resolve("db.cnf.erb"), "password=<%= ENV[\"DB_PASSWORD\"] %>\n");
        SampleSession sample = sample(withFile("db.cnf.erb"));

        boot(sample);

        assertThat(uploaded(sample)).contains("chmod 600");
    }
}
