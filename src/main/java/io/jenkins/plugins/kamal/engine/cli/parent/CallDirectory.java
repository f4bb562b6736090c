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
 * A directory of this user alone that goes first on the PATH of hooks: in it are this program under the name
 * {@code kamal} and the socket through which it finds its caller. There is no secret in it.
 *
 * @param path the directory
 */
public record CallDirectory(Path path) implements AutoCloseable {

    /** Of the names of such directories. */
    public static final String PREFIX = "kamal-hooks-";

    private static final String PROGRAM = "kamal";
    private static final String SOCKET = "caller";

    /** The longest path of a socket that every system takes, in bytes. */
    private static final int LONGEST_SOCKET = 100;

    /** Makes one in the first of the places where a program can be run. */
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

    /** The same Java with the same class path; the options are those that make a short run short. */
    private static String script() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        return "#!/bin/sh\nexec "
                + Command.of(java)
                        .with("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Dfile.encoding=UTF-8")
                        .with("-cp", classPath, EngineProgram.MAIN_CLASS)
                        .shellText()
                + " \"$@\"\n";
    }

    /** Where the caller listens. */
    Path socket() {
        return path.resolve(SOCKET);
    }

    /** Removes it. */
    @Override
    public void close() {
        for (Path file : List.of(path.resolve(PROGRAM), socket(), path)) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // There is nothing secret in it, and a run that did its work does not fail for it.
                continue;
            }
        }
    }
}
