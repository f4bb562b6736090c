package io.jenkins.plugins.kamal.engine.cli.parent;

import io.jenkins.plugins.kamal.engine.protocol.EngineProgram;
import io.jenkins.plugins.kamal.engine.shell.Command;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A private directory that comes first on the PATH of hooks. It contains this program under the name {@code kamal}, and
 * the socket through which that program finds its parent command. It contains no secret.
 *
 * @param path the directory
 */
public record CallDirectory(Path path) implements AutoCloseable {

    /** The beginning of the names of such directories. */
    public static final String PREFIX = "kamal-hooks-";

    private static final String PROGRAM = "kamal";
    private static final String SOCKET = "caller";

    /** The length in bytes of the longest socket path that every system accepts. */
    private static final int LONGEST_SOCKET = 100;

    /** Creates the directory in the first place in which a program can be run. */
    static CallDirectory make(List<Path> places) throws IOException {
        IOException last = new IOException("there is no place for it");
        for (Path place : places) {
            try {
                return makeIn(place);
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    private static CallDirectory makeIn(Path place) throws IOException {
        CallDirectory made = new CallDirectory(Files.createTempDirectory(
                place, PREFIX, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
        try {
            made.writeProgram();
            return made;
        } catch (IOException e) {
            made.close();
            throw e;
        }
    }

    private void writeProgram() throws IOException {
        if (socket().toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_SOCKET) {
            throw new IOException(path + " is too long for a socket");
        }
        Path program = path.resolve(PROGRAM);
        Files.writeString(program, script());
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        if (!Files.isExecutable(program)) {
            throw new IOException(program + " cannot be run: the file system is mounted with noexec");
        }
    }

    /** Starts the same Java with the same class path, and with the options with which the plugin starts the engine. */
    private static String script() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        return "#!/bin/sh\nexec "
                + Command.of(java)
                        .with(EngineProgram.javaWords(classPath, null))
                        .with(EngineProgram.MAIN_CLASS)
                        .shellText()
                + " \"$@\"\n";
    }

    /** The socket on which the parent command listens. */
    Path socket() {
        return path.resolve(SOCKET);
    }

    /** Removes the directory. */
    @Override
    public void close() {
        for (Path file : List.of(path.resolve(PROGRAM), socket(), path)) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // The directory contains no secret, and a run that has done its work does not fail because of it.
                continue;
            }
        }
    }
}
