package io.jenkins.plugins.kamal.engine.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The PATH of an environment. Java by itself looks programs up in the PATH that this process was started with.
 *
 * @param value directories separated by colons; relative ones are resolved against the working directory
 */
public record SearchPath(String value) {

    /** The search path of an environment without a PATH. */
    public static final String DEFAULT = "/usr/local/bin:/usr/bin:/bin";

    public static SearchPath of(Map<String, String> environment) {
        return new SearchPath(environment.getOrDefault("PATH", DEFAULT));
    }

    /**
     * Finds the executable file of a program; a name that contains a slash is returned unchanged.
     *
     * @param directory the working directory of the program
     */
    public Optional<String> find(String program, Path directory) {
        if (program.contains("/")) {
            return Optional.of(program);
        }
        return Stream.of(value.split(":"))
                .map(entry -> directory.resolve(entry).resolve(program))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .map(Path::toString)
                .findFirst();
    }
}
