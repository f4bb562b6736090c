package io.jenkins.plugins.kamal.engine.lab.docker.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * One call of the {@code docker} program.
 *
 * @param argv its words without {@code docker} itself
 * @param directory where it was called
 * @param home the caller's home
 * @param dockerConfig {@code $DOCKER_CONFIG}, empty where it is not set
 * @param input what stood on standard input; read only where the words ask for it, else empty
 * @param time when it arrived
 */
public record DockerCall(
        List<String> argv, Path directory, Path home, String dockerConfig, String input, Instant time) {

    public DockerCall {
        argv = List.copyOf(argv);
    }

    /** A call made by Java code, in a directory that is its home too. */
    public static DockerCall of(Path home, String... argv) {
        return new DockerCall(List.of(argv), home, home, "", "", Instant.now());
    }

    /** This call with something on standard input. */
    public DockerCall withInput(byte[] bytes) {
        return new DockerCall(
                argv, directory, home, dockerConfig, new String(bytes, StandardCharsets.UTF_8), Instant.now());
    }

    /** Whether its words begin with these. */
    public boolean startsWith(List<String> words) {
        return argv.size() >= words.size() && argv.subList(0, words.size()).equals(words);
    }

    /** The words as one line, for assertions and messages. */
    public String line() {
        return "docker " + String.join(" ", argv);
    }
}
