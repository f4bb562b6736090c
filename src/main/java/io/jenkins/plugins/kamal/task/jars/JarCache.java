package io.jenkins.plugins.kamal.task.jars;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.remoting.RemoteInputStream;
import io.jenkins.plugins.kamal.task.agent.AgentFileWork;
import io.jenkins.plugins.kamal.task.invocation.InvocationFiles;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * The engine's jar on an agent, in a directory that has the jar's digest as its name: sent there once, and removed some
 * time after the last use. The jar is verified before each start, so what another job changed is sent again. A
 * container of {@code docker.image.inside} does not see the cache, so its invocations get a verified copy in their own
 * directory.
 */
public final class JarCache {

    /** The jar keeps its path and its time, because Java takes a class-data archive for exactly one path and time. */
    static final String JAR = "engine.jar";

    private static final Duration SLOW = Duration.ofMinutes(5);

    /** For the whole jar over a slow connection. */
    private static final Duration TRANSFER = Duration.ofMinutes(15);

    private final FilePath cache;
    private final EngineJar jar;

    /** The cache of the agent with this root directory, for this jar of the controller. */
    public JarCache(FilePath agentRoot, EngineJar jar) {
        this.cache = agentRoot.child("caches").child("kamal-engine");
        this.jar = jar;
    }

    /** The directory of the jar, and of everything that belongs to it. */
    FilePath directory() {
        return cache.child(jar.digest());
    }

    EngineJar jar() {
        return jar;
    }

    /**
     * Prepares the directory of an invocation, verifies the jar in the cache, and sends it if it is missing or changed.
     *
     * @param files the directory of the invocation
     * @param archiveDigest the digest that the class-data archive has to have; null if none is known
     * @return the jar and, if its digest is right, the archive
     */
    public InstalledEngine inPlace(InvocationFiles files, @CheckForNull String archiveDigest)
            throws IOException, InterruptedException {
        Verification found = files.prepareAnd(cache, new Verify(jar.digest(), archiveDigest));
        if (!found.jar()) {
            send();
            found = cache.act(new Verify(jar.digest(), archiveDigest));
        }
        if (!found.jar()) {
            throw changes();
        }
        FilePath directory = directory();
        return new InstalledEngine(
                directory.child(JAR).getRemote(),
                found.archive() ? directory.child(ClassArchive.NAME).getRemote() : null);
    }

    /** Prepares the directory of an invocation, copies the jar into its {@code lib}, and verifies the copy. */
    public InstalledEngine copiedInto(InvocationFiles files) throws IOException, InterruptedException {
        inPlace(files, null);
        FilePath copy = files.directory().child("lib").child(JAR);
        if (!cache.act(new Copy(jar.digest(), copy.getRemote()))) {
            throw changes();
        }
        return new InstalledEngine(copy.getRemote(), null);
    }

    private void send() throws IOException, InterruptedException {
        try (InputStream content = Files.newInputStream(jar.file())) {
            cache.act(new Receive(new RemoteInputStream(content, RemoteInputStream.Flag.GREEDY), jar.digest()));
        }
    }

    private IOException changes() {
        return new IOException("The Kamal engine's jar in " + cache
                + " was changed while it was in use. Find out what else writes to this directory");
    }

    static boolean isIntact(Path file, String digest) throws IOException {
        try {
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && FileDigest.sha256(file).equals(digest);
        } catch (NoSuchFileException e) {
            // Another invocation has found it changed at the same time.
            return false;
        }
    }

    private static final class Verify extends AgentFileWork<Verification> {

        @Serial
        private static final long serialVersionUID = 1;

        private final String digest;

        @CheckForNull
        private final String archiveDigest;

        Verify(String digest, @CheckForNull String archiveDigest) {
            super(SLOW);
            this.digest = digest;
            this.archiveDigest = archiveDigest;
        }

        @Override
        protected Verification work(File cache) throws IOException {
            PrivateDirectory.require(cache.toPath());
            Path directory = cache.toPath().resolve(digest);
            PrivateDirectory.require(directory);
            // So that nobody evicts it while it is used.
            Files.setLastModifiedTime(directory, FileTime.from(Instant.now()));
            Eviction.ofAllBut(directory);
            Path jar = directory.resolve(JAR);
            boolean intact = isIntact(jar, digest);
            if (!intact) {
                Files.deleteIfExists(jar);
            }
            String expected = archiveDigest;
            return new Verification(
                    intact, expected != null && isIntact(directory.resolve(ClassArchive.NAME), expected));
        }
    }

    /**
     * Writes the jar that the controller sends into a new file. A jar that has arrived whole takes its name; a broken
     * transfer never does.
     */
    static final class Receive extends AgentFileWork<Void> {

        @Serial
        private static final long serialVersionUID = 1;

        private final RemoteInputStream content;
        private final String digest;

        Receive(RemoteInputStream content, String digest) {
            this(content, digest, TRANSFER);
        }

        Receive(RemoteInputStream content, String digest, Duration limit) {
            super(limit);
            this.content = content;
            this.digest = digest;
        }

        @Override
        @CheckForNull
        protected Void work(File cache) throws IOException {
            Path arriving = cache.toPath().resolve(digest + "." + UUID.randomUUID() + ".part");
            try {
                // The copy creates the file and opens nothing that is there.
                Files.copy(content, arriving);
                if (!isIntact(arriving, digest)) {
                    throw new IOException(
                            "The jar of the Kamal engine was damaged on the way to this agent. Check whether the disk of the agent is full");
                }
                Files.move(arriving, cache.toPath().resolve(digest).resolve(JAR), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(arriving);
            }
            return null;
        }
    }

    /** Copies the jar, and returns whether the copy has the expected digest. */
    private static final class Copy extends AgentFileWork<Boolean> {

        @Serial
        private static final long serialVersionUID = 1;

        private final String digest;
        private final String copy;

        Copy(String digest, String copy) {
            super(SLOW);
            this.digest = digest;
            this.copy = copy;
        }

        @Override
        protected Boolean work(File cache) throws IOException {
            Path target = Path.of(copy);
            Path lib = target.getParent();
            if (lib != null) {
                Files.createDirectories(lib);
            }
            Files.deleteIfExists(target);
            Files.copy(cache.toPath().resolve(digest).resolve(JAR), target, LinkOption.NOFOLLOW_LINKS);
            return isIntact(target, digest);
        }
    }
}
