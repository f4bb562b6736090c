package io.jenkins.plugins.kamal.engine.deploy.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.config.model.Proxy;
import io.jenkins.plugins.kamal.engine.config.model.SampleConfiguration;
import io.jenkins.plugins.kamal.engine.config.model.SampleProxy;
import io.jenkins.plugins.kamal.engine.config.model.SampleRole;
import io.jenkins.plugins.kamal.engine.deploy.recording.SampleSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppFilesTest {

    @TempDir
    Path directory;

    @Test
    void closesTheProxysDirectoryBeforeAKeyIsWrittenBelowIt() {
        SampleSession sample = new SampleSession(directory);
        SampleProxy proxy = new SampleProxy().ssl(new Proxy.Ssl.Custom("APP_SECRET", "DB_PASSWORD"));
        sample.configuration(new SampleConfiguration()
                .roles(new SampleRole("web").proxy(proxy).build()));

        new AppFiles(sample.session()).put();

        sample.recording()
                .assertInOrder(
                        "mkdir -p .kamal/proxy/apps-config/myapp/tls/web && chmod 0700 .kamal/proxy",
                        ".kamal/proxy/apps-config/myapp/tls/web/cert.pem",
                        ".kamal/proxy/apps-config/myapp/tls/web/key.pem");
    }

    @Test
    void writesErrorPagesAndNothingElseOfTheirDirectory() throws IOException {
        SampleSession sample = new SampleSession(directory);
        sample.configuration(new SampleConfiguration().errorPages("public"));
        Path pages = Files.createDirectory(directory.resolve("public"));
        Files.writeString(pages.resolve("503.html"), "down");
        Files.writeString(pages.resolve("index.html"), "up");

        new AppFiles(sample.session()).put();

        assertThat(sample.recording().commands("503.html")).hasSize(3);
        sample.recording().assertNone("index.html");
    }
}
