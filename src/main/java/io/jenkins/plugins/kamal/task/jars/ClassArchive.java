package io.jenkins.plugins.kamal.task.jars;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.protocol.EngineProgram;
import io.jenkins.plugins.kamal.task.agent.AgentFileWork;
import java.io.File;
import java.io.IOException;
import java.io.Serial;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Creates the class-data archive of the engine's jar on an agent: the classes of the engine in the form in which Java
 * keeps them in memory. A start takes the classes from the archive instead of reading and checking each one. Java
 * creates the archive at the end of a rehearsal, which runs the verified jar with nothing from any job: no workspace,
 * no credentials, no variables.
 *
 * <p>The archive is code, like the jar. Its digest is returned to the controller, which keeps the digest and has the
 * archive verified before each use.
 */
final class ClassArchive extends AgentFileWork<String> {

    static final String NAME = "classes.jsa";

    private static final long LARGEST_BYTES = 40L << 20;
    private static final long LIMIT_MINUTES = 2;

    @Serial
    private static final long serialVersionUID = 1;

    private final String java;
    private final String jarDigest;

    ClassArchive(String java, String jarDigest) {
        super(Duration.ofMinutes(2 * LIMIT_MINUTES));
        this.java = java;
        this.jarDigest = jarDigest;
    }

    /**
     * Creates the archive.
     *
     * @return its digest; null if this Java makes none that can be used
     * @throws IOException if it can be made later: another process is making one now, or the jar has to be sent again
     */
    @Override
    @CheckForNull
    protected String work(File directory) throws IOException, InterruptedException {
        Path home = directory.toPath();
        try (FileChannel file = FileChannel.open(
                        home.resolve("archive.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = file.tryLock()) {
            if (lock == null) {
                throw busy(home, null);
            }
            if (!JarCache.isIntact(home.resolve(JarCache.JAR), jarDigest)) {
                throw new IOException("the engine's jar in " + home + " was changed");
            }
            return make(home);
        } catch (OverlappingFileLockException e) {
            throw busy(home, e);
        }
    }

    private static IOException busy(Path home, @CheckForNull Exception cause) {
        return new IOException("another process is making the class-data archive in " + home, cause);
    }

    @CheckForNull
    private String make(Path home) throws IOException, InterruptedException {
        Path scratch = Files.createTempDirectory(home, "rehearsal", PrivateDirectory.ATTRIBUTE);
        try {
            Path made = scratch.resolve(NAME);
            Path project = Files.createDirectory(scratch.resolve("project"));
            if (!rehearse(home.resolve(JarCache.JAR), made, project)
                    || !Files.isRegularFile(made)
                    || Files.size(made) > LARGEST_BYTES) {
                return null;
            }
            Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
            String digest = FileDigest.sha256(made);
            Files.move(made, home.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
            return digest;
        } finally {
            Eviction.remove(scratch);
        }
    }

    private boolean rehearse(Path jar, Path made, Path project) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        // With the lowest priority if the machine can set one.
        command.addAll(List.of("/bin/sh", "-c", "exec $(command -v nice >/dev/null && echo nice -n 19) \"$@\"", "sh"));
        command.add(java);
        command.addAll(EngineProgram.rehearsalWords(jar.toString(), made.toString(), project.toString()));
        ProcessBuilder rehearsal = new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        // A variable such as JAVA_TOOL_OPTIONS could bring other classes into the archive.
        rehearsal.environment().clear();
        rehearsal.environment().put("PATH", "/usr/bin:/bin");
        Process process = rehearsal.start();
        process.getOutputStream().close();
        try {
            return process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES) && process.exitValue() == 0;
        } finally {
            process.destroyForcibly();
        }
    }
}
