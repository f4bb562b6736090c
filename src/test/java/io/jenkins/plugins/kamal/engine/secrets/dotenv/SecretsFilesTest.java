package io.jenkins.plugins.kamal.engine.secrets.dotenv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.jenkins.plugins.kamal.engine.secrets.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsFilesTest {

    @TempDir
    private Path project;

    private final AtomicInteger commands = new AtomicInteger();

    @BeforeEach
    void directory() throws IOException {
        Files.createDirectory(project.resolve(".kamal"));
    }

    @Test
    void theSecondFileOverridesTheCommonOne() throws IOException {
        write("secrets-common", "A=common\nB=common");
        write("secrets", "A=own");
        assertThat(load().all()).containsEntry("A", Secret.of("own")).containsEntry("B", Secret.of("common"));
    }

    @Test
    void aDestinationHasItsOwnSecondFile() throws IOException {
        write("secrets-common", "A=common");
        write("secrets", "B=production");
        write("secrets.staging", "C=staging");
        assertThat(load("staging").all()).containsOnlyKeys("A", "C");
    }

    @Test
    void theSecondFileDoesNotSeeTheFirst() throws IOException {
        write("secrets-common", "A=common");
        write("secrets", "B=$A");
        assertThat(load().require("B")).isEqualTo(Secret.of(""));
    }

    @Test
    void anotherPath() throws IOException {
        Files.writeString(project.resolve("elsewhere"), "A=1");
        assertThat(SecretsFiles.load(project, "elsewhere", null, Map.of(), this::run)
                        .require("A"))
                .isEqualTo(Secret.of("1"));
    }

    @Test
    void theFileWinsOverTheEnvironment() throws IOException {
        write("secrets", "HOME=mine");
        assertThat(load().require("HOME")).isEqualTo(Secret.of("mine"));
    }

    @Test
    void theEnvironmentAloneIsNoSecret() throws IOException {
        write("secrets", "A=1");
        assertThat(load().find("HOME")).isEmpty();
    }

    @Test
    void aByteOrderMarkIsPassedOver() throws IOException {
        write("secrets", "\uFEFFA=1");
        assertThat(load().require("A")).isEqualTo(Secret.of("1"));
    }

    @Test
    void nothingRunsBeforeTheFirstLookUpAndAllRunsOnce() throws IOException {
        write("secrets", "A=$(a)\nB=$(b)");
        Secrets secrets = load();
        assertThat(commands).hasValue(0);
        secrets.require("A");
        secrets.require("B");
        secrets.with(Map.of("C", Secret.of("c"))).require("A");
        assertThat(commands).hasValue(2);
    }

    @Test
    void aMissingSecretNamesTheFilesLookedAt() throws IOException {
        write("secrets-common", "A=1");
        write("secrets", "B=1");
        assertThatThrownBy(() -> load().require("C"))
                .isInstanceOf(SecretsException.class)
                .hasMessage("Secret 'C' not found in .kamal/secrets-common, .kamal/secrets:"
                        + " add a line `C=...` to .kamal/secrets");
    }

    @Test
    void withoutAnyFileTheNamesOfBothAreShown() {
        assertThatThrownBy(() -> load("staging").require("C"))
                .hasMessage("Secret 'C' not found: there is no secrets file. Looked for .kamal/secrets-common and"
                        + " .kamal/secrets.staging; create one of them with a line `C=...`");
    }

    @Test
    void aDirectoryIsNoSecretsFile() throws IOException {
        Files.createDirectory(project.resolve(".kamal/secrets"));
        assertThatThrownBy(() -> load().find("A")).hasMessageStartingWith(".kamal/secrets: cannot be read");
    }

    /** A pipe would keep the engine waiting for a writer; /dev/zero would fill its memory. */
    @ParameterizedTest
    @ValueSource(strings = {"mkfifo", "ln -s /dev/zero"})
    void aPipeOrADeviceIsNoSecretsFile(String command) throws Exception {
        String line = command + " " + project.resolve(".kamal/secrets");
        assertThat(new ProcessBuilder(line.split(" ")).start().waitFor()).isZero();
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> assertThatThrownBy(() -> load().find("A"))
                .hasMessageStartingWith(".kamal/secrets: cannot be read"));
    }

    @Test
    void anotherEncodingIsRefused() throws IOException {
        Files.write(project.resolve(".kamal/secrets"), "B=1\nA=\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> load().find("A"))
                .hasMessage(".kamal/secrets:2: the file is not UTF-8: save it in that encoding");
    }

    @Test
    void aHugeFileIsRefused() throws IOException {
        write("secrets", "A=1\n".repeat(300_000));
        assertThatThrownBy(() -> load().find("A")).hasMessageContaining("larger than 512 KiB");
    }

    @Test
    void whatIsHandedOverWins() throws IOException {
        write("secrets", "A=file\nB=file");
        Secrets secrets = load().with(Map.of("A", Secret.of("given")));
        assertThat(secrets.all()).containsEntry("A", Secret.of("given")).containsEntry("B", Secret.of("file"));
        assertThat(secrets.require("A")).isEqualTo(Secret.of("given"));
        assertThat(secrets.origin("A")).isEmpty();
    }

    @Test
    void theOriginNamesFileLineAndReason() throws IOException {
        write("secrets", "\nA=$NOT_SET");
        assertThat(load().origin("A")).map(SecretOrigin::toString).contains(".kamal/secrets:2 ($NOT_SET is not set)");
    }

    @Test
    void aFaultIsKept() throws IOException {
        write("secrets", "A=$(a)\nB=${NOT:?}");
        Secrets secrets = load();
        assertThatThrownBy(() -> secrets.find("A")).hasMessageStartingWith(".kamal/secrets:2: B: $NOT is not set");
        assertThatThrownBy(() -> secrets.find("A")).isInstanceOf(SecretsException.class);
        assertThat(commands).hasValue(1);
    }

    @Test
    void anInterruptionIsNotKept() throws IOException {
        write("secrets", "A=$(a)");
        AtomicInteger tries = new AtomicInteger();
        Secrets secrets = SecretsFiles.load(project, ".kamal/secrets", null, Map.of(), (line, env) -> {
            if (tries.getAndIncrement() == 0) {
                throw new InterruptedException();
            }
            return CommandSubstitution.Result.of("value");
        });
        assertThatThrownBy(() -> secrets.find("A")).hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(secrets.find("A")).contains(Secret.of("value"));
    }

    @Test
    void noValueIsShown() throws IOException {
        write("secrets", "A=hunter2hunter2\nB=${A}${NOT:?}");
        assertThatThrownBy(() -> load().find("A")).asString().doesNotContain("hunter2");
        write("secrets", "A=hunter2hunter2");
        assertThat(load().all().toString() + load().origin("A")).doesNotContain("hunter2");
    }

    private CommandSubstitution.Result run(String commandLine, Map<String, String> environment) {
        commands.incrementAndGet();
        return CommandSubstitution.Result.of(commandLine);
    }

    private Secrets load() {
        return SecretsFiles.load(project, ".kamal/secrets", null, Map.of("HOME", "/h"), this::run);
    }

    private Secrets load(String destination) {
        return SecretsFiles.load(project, ".kamal/secrets", destination, Map.of(), this::run);
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(project.resolve(".kamal").resolve(file), text);
    }
}
