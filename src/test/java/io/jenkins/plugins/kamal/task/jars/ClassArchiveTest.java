package io.jenkins.plugins.kamal.task.jars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import hudson.FilePath;
import io.jenkins.plugins.kamal.engine.protocol.EngineProgram;
import io.jenkins.plugins.kamal.task.invocation.InvocationFiles;
import java.io.ByteArrayOutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The class-data archive that this machine's Java makes of the engine, with this machine as the agent. */
class ClassArchiveTest {

    private static final String COMMAND_CLASS = "io.jenkins.plugins.kamal.engine.cli.command.project.ConfigCommand ";

    @TempDir
    private Path temporary;

    private final AgentJava java = new AgentJava.Find().call();
    private JarCache cache;
    private InvocationFiles files;

    @BeforeEach
    void provideTheEngine() throws Exception {
        files = new InvocationFiles(new FilePath(temporary.resolve("workspace").toFile()), "1");
        cache = new JarCache(new FilePath(temporary.toFile()), EngineJar.ofThisJenkins());
        cache.inPlace(files, null);
    }

    @Test
    void theEngineTakesItsClassesFromTheArchive() throws Exception {
        String digest = ClassArchives.makeNow(cache, java);
        InstalledEngine installed = cache.inPlace(files, digest);
        Path archive = Path.of(installed.archive());
        assertThat(Files.size(archive)).isBetween(5L << 20, 40L << 20);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archive)))
                .isEqualTo("rw-------");
        try (Stream<Path> beside = Files.list(archive.getParent())) {
            assertThat(beside.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("engine.jar", "classes.jsa", "archive.lock");
        }
        assertThat(help(installed, "-Xlog:class+load")).containsPattern(COMMAND_CLASS + ".*shared objects file");
        Files.write(archive, new byte[] {1, 2, 3});
        assertThat(help(installed))
                .as("a broken archive costs time, and nothing in the log")
                .isEqualTo(help(new InstalledEngine(installed.jar(), null)));
    }

    @Test
    void anArchiveIsNotMadeTwiceAtATime() throws Exception {
        Path lockFile = Path.of(cache.directory().getRemote(), "archive.lock");
        try (FileChannel file = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = file.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThatIOException()
                    .as("not the answer that this Java makes none, which counts until Jenkins restarts")
                    .isThrownBy(() -> ClassArchives.makeNow(cache, java))
                    .withMessageContaining("another process is making the class-data archive");
        }
    }

    /** A hook that replaces the jar between two steps of another job gets nothing of it into the archive. */
    @Test
    void noArchiveIsMadeOfAChangedJar() throws Exception {
        Files.writeString(Path.of(cache.directory().child("engine.jar").getRemote()), "hostile");
        assertThatIOException()
                .isThrownBy(() -> ClassArchives.makeNow(cache, java))
                .withMessageContaining("was changed");
    }

    private String help(InstalledEngine engine, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(java.program()));
        command.addAll(List.of(options));
        command.addAll(EngineProgram.JAVA_OPTIONS);
        if (engine.archive() != null) {
            command.add("-XX:SharedArchiveFile=" + engine.archive());
            if (options.length == 0) {
                command.add("-Xlog:disable");
            }
        }
        command.addAll(List.of("-cp", engine.jar(), "io.jenkins.plugins.kamal.engine.cli.Main", "--help"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        process.getInputStream().transferTo(printed);
        assertThat(process.waitFor()).isZero();
        return printed.toString();
    }
}
