package io.jenkins.plugins.kamal.task.jars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.FilePath;
import hudson.remoting.RemoteInputStream;
import io.jenkins.plugins.kamal.task.agent.StuckFileException;
import io.jenkins.plugins.kamal.task.invocation.InvocationFiles;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cache of jars, with this machine as the agent. */
class JarCacheTest {

    @TempDir
    private Path temporary;

    private Path cache;
    private Path engine;
    private EngineJar ours;
    private JarCache jars;
    private InvocationFiles files;

    @BeforeEach
    void makeJar() throws IOException {
        Path file = Files.writeString(temporary.resolve("ours.jar"), "the jar");
        ours = new EngineJar(file, FileDigest.sha256(file));
        cache = temporary.resolve("agent/caches/kamal-engine");
        engine = cache.resolve(ours.digest()).resolve("engine.jar");
        files = files("1");
        jars = new JarCache(new FilePath(temporary.resolve("agent").toFile()), ours);
    }

    @Test
    void theJarIsSentOnceAndUsedWhereItIs() throws Exception {
        assertThat(jars.inPlace(files, null)).isEqualTo(new InstalledEngine(engine.toString(), null));
        FileTime sent = Files.getLastModifiedTime(engine);
        // Whatever were sent now would not be what the digest says.
        Files.writeString(ours.file(), "changed");
        jars.inPlace(files, null);
        assertThat(FileDigest.sha256(engine)).isEqualTo(ours.digest());
        assertThat(Files.getLastModifiedTime(engine)).isEqualTo(sent);
        assertThat(names(cache)).containsExactly(ours.digest());
    }

    @Test
    void anInvocationInAContainerGetsACopy() throws Exception {
        assertThat(provide("first")).isEqualTo(new InstalledEngine(copy("first").toString(), null));
        assertThat(FileDigest.sha256(copy("first"))).isEqualTo(ours.digest());
    }

    /** What a hook does with its invocation's copy. */
    @Test
    void aCopyThatOneInvocationChangesIsNotAnothers() throws Exception {
        provide("first");
        Files.writeString(copy("first"), "hostile");
        assertUntouched("second");
    }

    /** What a hook does with the jar that its engine runs from. */
    @Test
    void aJarThatWasChangedInTheCacheIsSentAgain() throws Exception {
        jars.inPlace(files, null);
        FileTime sent = Files.getLastModifiedTime(engine);
        Files.writeString(engine, "hostile");
        Files.setLastModifiedTime(engine, sent);
        assertUntouched("second");
    }

    @Test
    void aLinkInTheCacheIsNotFollowed() throws Exception {
        jars.inPlace(files, null);
        Files.delete(engine);
        Files.createSymbolicLink(engine, Files.writeString(temporary.resolve("elsewhere"), "the jar"));
        assertUntouched("second");
        assertThat(engine)
                .satisfies(jar -> assertThat(Files.isSymbolicLink(jar)).isFalse());
    }

    @Test
    void nobodyElseEntersTheCache() throws Exception {
        Files.createDirectories(cache);
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));
        jars.inPlace(files, null);
        for (Path directory : List.of(cache, engine.getParent())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void aLinkInPlaceOfTheCacheIsRefused() throws Exception {
        Files.createDirectories(cache.getParent());
        Files.createSymbolicLink(cache, Files.createDirectories(temporary.resolve("elsewhere")));
        assertThatThrownBy(() -> jars.inPlace(files, null)).hasStackTraceContaining("is not a directory. Remove it");
    }

    @Test
    void onlyTheArchiveWithTheKnownDigestIsTaken() throws Exception {
        jars.inPlace(files, null);
        Path archive = Files.writeString(engine.resolveSibling("classes.jsa"), "an archive");
        String digest = FileDigest.sha256(archive);
        assertThat(jars.inPlace(files, digest).archive()).isEqualTo(archive.toString());
        assertThat(jars.inPlace(files, null).archive()).isNull();
        Files.writeString(archive, "hostile");
        assertThat(jars.inPlace(files, digest).archive()).isNull();
        Files.delete(archive);
        assertThat(jars.inPlace(files, digest).archive()).isNull();
    }

    private void assertUntouched(String invocation) throws Exception {
        provide(invocation);
        assertThat(FileDigest.sha256(copy(invocation))).isEqualTo(ours.digest());
        assertThat(FileDigest.sha256(engine)).isEqualTo(ours.digest());
    }

    @Test
    void aJarThatArrivedBrokenIsNeverTaken() throws Exception {
        Files.writeString(ours.file(), "half of it");
        assertThatThrownBy(() -> provide("first"))
                .isInstanceOf(IOException.class)
                .hasStackTraceContaining(
                        "The jar of the Kamal engine was damaged on the way to this agent. Check whether the disk of the agent is full");
        assertThat(names(cache)).containsExactly(ours.digest());
        assertThat(engine).doesNotExist();
    }

    /** As over a connection that stays open and carries nothing, or onto a disk that does not answer. */
    @Test
    void aJarThatDoesNotArriveIsNotWaitedForWithoutEnd() throws Exception {
        PipedOutputStream never = new PipedOutputStream();
        try (PipedInputStream silent = new PipedInputStream(never)) {
            JarCache.Receive receive = new JarCache.Receive(
                    new RemoteInputStream(silent, RemoteInputStream.Flag.NOT_GREEDY),
                    ours.digest(),
                    Duration.ofMillis(200));

            assertThatThrownBy(
                            () -> receive.invoke(Files.createDirectories(cache).toFile(), null))
                    .isInstanceOf(StuckFileException.class)
                    .hasMessageContaining(cache.toString());
        }
        assertThat(engine).doesNotExist();
    }

    @Test
    void onlyWhatNobodyUsedForLongIsEvicted() throws Exception {
        Files.createDirectories(cache.resolve("0ld"));
        Files.writeString(cache.resolve("0ld/engine.jar"), "x");
        Files.writeString(cache.resolve("0ld/classes.jsa"), "x");
        Files.writeString(cache.resolve("old.part"), "x");
        Files.writeString(cache.resolve("recent.part"), "x");
        aged("0ld", Duration.ofDays(8));
        aged("old.part", Duration.ofDays(8));
        aged("recent.part", Duration.ofDays(6));
        jars.inPlace(files, null);
        aged(ours.digest(), Duration.ofDays(30));
        jars.inPlace(files, null);
        assertThat(names(cache)).containsExactlyInAnyOrder("recent.part", ours.digest());
        assertThat(Files.getLastModifiedTime(engine.getParent()).toInstant())
                .as("its use is seen")
                .isAfter(Instant.now().minus(Duration.ofDays(1)));
    }

    @Test
    void aSecondPreparationOfAnInvocationIsNoError() throws Exception {
        provide("first");
        assertUntouched("first");
    }

    private InstalledEngine provide(String invocation) throws Exception {
        return jars.copiedInto(files(invocation));
    }

    private InvocationFiles files(String invocation) throws IOException {
        return new InvocationFiles(new FilePath(temporary.resolve("workspace").toFile()), invocation);
    }

    private Path copy(String invocation) {
        return temporary.resolve("workspace@tmp/kamal-" + invocation + "/lib/engine.jar");
    }

    private void aged(String name, Duration age) throws IOException {
        Files.setLastModifiedTime(
                cache.resolve(name), FileTime.from(Instant.now().minus(age)));
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
