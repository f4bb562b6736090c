package io.jenkins.plugins.kamal.engine.lab.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * Which programs ran on the machines of a lab, with the words that the shell gave them and how they ended, in the order
 * in which they ended; one order for all machines.
 *
 * <p>Seen are {@code docker} and the programs that change files; what a shell does by itself (redirections) is not. The
 * programs that would leave the lab ({@code curl}, {@code wget}, {@code sudo}, {@code usermod}) are stood in for by ones
 * that fail.
 */
public final class CommandTrace {

    private static final List<String> SEEN = List.of("mkdir", "rmdir", "rm", "cp", "find", "touch", "uptime");
    private static final List<String> STOOD_IN = List.of("curl", "wget", "sudo", "usermod");
    private static final String WORD_END = "\u001e";
    private static final String CALL_END = "\u001d";

    /** Runs the program, then notes it; what {@code rm} is about to remove is noted before, if it is a lock's. */
    private static final String SCRIPT = """
            #!/bin/sh
            removed=
            case "@PROGRAM@ $1" in "rm "*/details) removed=$(cat "$1" 2> /dev/null) ;; esac
            @REAL@ "$@"
            status=$?
            printf '%s@WORD@' '@MACHINE@' "$status" "$removed" '@PROGRAM@' "$@" '@CALL@' >> '@FILE@'
            exit $status
            """;

    private final Path file;

    /**
     * One program that ran.
     *
     * @param machine where, as it was named to {@link #watch}
     * @param words the program and its arguments
     * @param status how it ended
     * @param removed the content of a lock's details that were removed, else empty
     */
    public record Call(String machine, List<String> words, int status, String removed) {}

    /** A trace that is kept in this file. */
    public CommandTrace(Path file) {
        this.file = file;
    }

    /** Sees from now on what runs on a server. */
    public void watch(EmbeddedServer server) {
        Path directory = server.binaries();
        watchDocker(server.name(), directory);
        SEEN.forEach(program -> write(directory, program, server.name(), "'" + found(program) + "'"));
        STOOD_IN.forEach(program -> write(directory, program, server.name(), "false"));
    }

    /** Sees from now on what docker does on the deployer's machine, under this name. */
    public void watch(LocalDocker docker, String machine) {
        watchDocker(machine, docker.directory());
    }

    private void watchDocker(String machine, Path directory) {
        Path real = directory.resolve("docker.seen");
        try {
            Files.move(directory.resolve("docker"), real, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        write(directory, "docker", machine, "'" + real + "'");
    }

    private void write(Path directory, String program, String machine, String real) {
        String script = SCRIPT.replace("@PROGRAM@", program)
                .replace("@REAL@", real)
                .replace("@MACHINE@", machine)
                .replace("@FILE@", file.toString())
                .replace("@WORD@", WORD_END)
                .replace("@CALL@", CALL_END);
        Path path = directory.resolve(program);
        try {
            Files.writeString(path, script);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path found(String program) {
        return List.of("/usr/bin", "/bin").stream()
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no program " + program + " on this machine"));
    }

    /** What was seen so far. */
    public List<Call> calls() {
        try {
            String text = Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
            List<Call> calls = new ArrayList<>();
            for (String call : text.split(CALL_END + WORD_END)) {
                List<String> words = List.of(call.split(WORD_END, -1));
                if (words.size() > 4) {
                    calls.add(new Call(
                            words.get(0),
                            words.subList(3, words.size() - 1),
                            Integer.parseInt(words.get(1)),
                            words.get(2)));
                }
            }
            return calls;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
