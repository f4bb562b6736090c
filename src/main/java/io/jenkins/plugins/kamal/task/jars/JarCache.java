package io.jenkins.plugins.kamal.task.jars;

import hudson.FilePath;
import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.IOException;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jenkins.MasterToSlaveFileCallable;

/**
 * The engine's jars on an agent: each sent there once, found again by its digest, removed some time after no
 * invocation has used it. For an invocation they are copied into its own directory, because that is what a container
 * of {@code docker.image.inside} can see. Each copy is verified: what another job changed in the cache is sent again.
 */
public final class JarCache {

    private static final Duration KEPT_UNUSED = Duration.ofDays(7);

    private final FilePath cache;
    private final Map<String, Path> jars;

    /** The cache of the agent with this root directory, for these jars of the controller by their digests. */
    public JarCache(FilePath agentRoot, Map<String, Path> jars) {
        this.cache = agentRoot.child("caches").child("kamal-engine");
        this.jars = jars;
    }

    /** Puts the engine's jars into {@code lib} of an invocation's directory. */
    public void provide(FilePath invocationDirectory) throws IOException, InterruptedException {
        List<String> digests = List.copyOf(jars.keySet());
        FilePath lib = invocationDirectory.child("lib");
        send(digests);
        List<String> changed = cache.act(new CopyInto(digests, lib.getRemote()));
        if (!changed.isEmpty()) {
            send(changed);
            if (!cache.act(new CopyInto(changed, lib.getRemote())).isEmpty()) {
                throw new IOException("The Kamal engine's jars in " + cache
                        + " change while they are copied; look at what writes there");
            }
        }
        cache.act(new EvictUnused(digests));
    }

    private void send(List<String> digests) throws IOException, InterruptedException {
        for (String missing : cache.act(new FindMissing(digests))) {
            FilePath arriving = cache.createTempFile(missing, ".part");
            arriving.copyFrom(new FilePath(jars.get(missing).toFile()));
            cache.act(new Accept(arriving.getName(), missing));
        }
    }

    private static String name(String digest) {
        return digest + ".jar";
    }

    private static final class FindMissing extends MasterToSlaveFileCallable<List<String>> {

        @Serial
        private static final long serialVersionUID = 1;

        private final List<String> digests;

        FindMissing(List<String> digests) {
            this.digests = new ArrayList<>(digests);
        }

        @Override
        public List<String> invoke(File cache, VirtualChannel channel) throws IOException {
            Files.createDirectories(cache.toPath());
            List<String> missing = new ArrayList<>();
            for (String digest : digests) {
                try {
                    // So that nobody evicts it before it is copied.
                    Files.setLastModifiedTime(cache.toPath().resolve(name(digest)), FileTime.from(Instant.now()));
                } catch (NoSuchFileException e) {
                    missing.add(digest);
                }
            }
            return missing;
        }
    }

    /** A jar that has arrived whole takes its name; a broken transfer never does. */
    private static final class Accept extends MasterToSlaveFileCallable<Void> {

        @Serial
        private static final long serialVersionUID = 1;

        private final String arrived;
        private final String digest;

        Accept(String arrived, String digest) {
            this.arrived = arrived;
            this.digest = digest;
        }

        @Override
        public Void invoke(File cache, VirtualChannel channel) throws IOException {
            Path file = cache.toPath().resolve(arrived);
            if (!FileDigest.sha256(file).equals(digest)) {
                Files.delete(file);
                throw new IOException("A jar of the Kamal engine arrived broken on this agent; is its disk full?");
            }
            Files.move(file, cache.toPath().resolve(name(digest)), StandardCopyOption.ATOMIC_MOVE);
            return null;
        }
    }

    /** Copies jars, and answers which of them were not what their digests say; these leave the cache. */
    private static final class CopyInto extends MasterToSlaveFileCallable<List<String>> {

        @Serial
        private static final long serialVersionUID = 1;

        private final List<String> digests;
        private final String directory;

        CopyInto(List<String> digests, String directory) {
            this.digests = new ArrayList<>(digests);
            this.directory = directory;
        }

        @Override
        public List<String> invoke(File cache, VirtualChannel channel) throws IOException {
            Path lib = Files.createDirectories(Path.of(directory));
            List<String> changed = new ArrayList<>();
            for (String digest : digests) {
                Path jar = cache.toPath().resolve(name(digest));
                Path copy = lib.resolve(name(digest));
                Files.deleteIfExists(copy);
                if (!copy(jar, copy) || !FileDigest.sha256(copy).equals(digest)) {
                    Files.deleteIfExists(copy);
                    Files.deleteIfExists(jar);
                    changed.add(digest);
                }
            }
            return changed;
        }

        private static boolean copy(Path jar, Path copy) throws IOException {
            if (!Files.isRegularFile(jar, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            Files.copy(jar, copy, LinkOption.NOFOLLOW_LINKS);
            Files.setLastModifiedTime(jar, FileTime.from(Instant.now()));
            return true;
        }
    }

    private static final class EvictUnused extends MasterToSlaveFileCallable<Void> {

        @Serial
        private static final long serialVersionUID = 1;

        private final List<String> digests;

        EvictUnused(List<String> digests) {
            this.digests = new ArrayList<>(digests);
        }

        @Override
        public Void invoke(File cache, VirtualChannel channel) throws IOException {
            FileTime limit = FileTime.from(Instant.now().minus(KEPT_UNUSED));
            try (Stream<Path> files = Files.list(cache.toPath())) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    boolean current = digests.stream().anyMatch(digest -> file.endsWith(name(digest)));
                    if (!current && isOlder(file, limit)) {
                        Files.deleteIfExists(file);
                    }
                }
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
            return null;
        }

        private static boolean isOlder(Path file, FileTime limit) throws IOException {
            try {
                return Files.getLastModifiedTime(file).compareTo(limit) < 0;
            } catch (NoSuchFileException e) {
                // Another invocation evicts at the same time, or a jar that was arriving has taken its name.
                return false;
            }
        }
    }
}
