package io.jenkins.plugins.kamal.task.jars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.FilePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cache of jars, with this machine as the agent. */
class JarCacheTest {

    @TempDir
    private Path temporary;

    private Path cache;
    private JarCache jars;
    private final Map<String, Path> ours = new LinkedHashMap<>();

    @BeforeEach
    void makeJars() throws IOException {
        cache = temporary.resolve("agent/caches/kamal-engine");
        jars = new JarCache(new FilePath(temporary.resolve("agent").toFile()), ours);
        for (String name : List.of("one", "two")) {
            Path jar = Files.writeString(temporary.resolve(name + ".jar"), "the jar " + name);
            ours.put(FileDigest.sha256(jar), jar);
        }
    }

    @Test
    void eachJarIsCopiedOnce() throws Exception {
        provide("first");
        assertThat(names(cache)).containsExactlyInAnyOrderElementsOf(jarNames());
        assertThat(names(lib("first"))).containsExactlyInAnyOrderElementsOf(jarNames());
        for (Path jar : ours.values()) {
            // Whatever were copied now would not be what the digest says.
            Files.writeString(jar, "changed");
        }
        provide("second");
        for (String digest : ours.keySet()) {
            assertThat(FileDigest.sha256(lib("second").resolve(digest + ".jar")))
                    .isEqualTo(digest);
        }
    }

    /** What a hook does with its invocation's jars. */
    @Test
    void aJarThatOneInvocationChangesIsNotAnothers() throws Exception {
        provide("first");
        for (String jar : jarNames()) {
            Files.writeString(lib("first").resolve(jar), "hostile");
        }
        assertUntouched("second");
    }

    @Test
    void aJarThatWasChangedInTheCacheIsSentAgain() throws Exception {
        provide("first");
        for (String jar : jarNames()) {
            Files.writeString(cache.resolve(jar), "hostile");
        }
        assertUntouched("second");
    }

    @Test
    void aLinkInTheCacheIsNotFollowed() throws Exception {
        provide("first");
        for (String jar : jarNames()) {
            Files.delete(cache.resolve(jar));
            Files.createSymbolicLink(cache.resolve(jar), Files.writeString(temporary.resolve("elsewhere"), "hostile"));
        }
        assertUntouched("second");
    }

    private void assertUntouched(String invocation) throws Exception {
        provide(invocation);
        for (String digest : ours.keySet()) {
            assertThat(FileDigest.sha256(lib(invocation).resolve(digest + ".jar")))
                    .isEqualTo(digest);
        }
    }

    @Test
    void aJarThatArrivedBrokenIsNeverTaken() throws Exception {
        Files.writeString(ours.values().iterator().next(), "half of it");
        assertThatThrownBy(() -> provide("first"))
                .isInstanceOf(IOException.class)
                .hasStackTraceContaining("A jar of the Kamal engine arrived broken on this agent; is its disk full?");
        assertThat(names(cache)).isEmpty();
    }

    @Test
    void onlyWhatNobodyUsedForLongIsEvicted() throws Exception {
        Files.createDirectories(cache);
        aged("old.jar", Duration.ofDays(8));
        aged("old.part", Duration.ofDays(8));
        aged("recent.jar", Duration.ofDays(6));
        provide("first");
        for (String jar : jarNames()) {
            Files.setLastModifiedTime(
                    cache.resolve(jar), FileTime.from(Instant.now().minus(Duration.ofDays(30))));
        }
        provide("second");
        assertThat(names(cache)).contains("recent.jar").containsAll(jarNames()).doesNotContain("old.jar", "old.part");
        for (String jar : jarNames()) {
            assertThat(Files.getLastModifiedTime(cache.resolve(jar)).toInstant())
                    .as("its use is seen")
                    .isAfter(Instant.now().minus(Duration.ofDays(1)));
        }
    }

    @Test
    void aSecondPreparationOfAnInvocationIsNoError() throws Exception {
        provide("first");
        provide("first");
        assertThat(names(lib("first"))).containsExactlyInAnyOrderElementsOf(jarNames());
    }

    private void provide(String invocation) throws Exception {
        jars.provide(new FilePath(temporary.resolve(invocation).toFile()));
    }

    private Path lib(String invocation) {
        return temporary.resolve(invocation).resolve("lib");
    }

    private List<String> jarNames() {
        return ours.keySet().stream().map(digest -> digest + ".jar").toList();
    }

    private void aged(String name, Duration age) throws IOException {
        Path file = Files.writeString(cache.resolve(name), "x");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
