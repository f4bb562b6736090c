package io.jenkins.plugins.kamal.task;

import io.jenkins.plugins.kamal.engine.shell.Command;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The shell text that finds a Java and becomes the engine. It is run through the step's launcher, so inside a container
 * it finds the container's Java and not the agent's.
 */
final class LaunchScript {

    private LaunchScript() {}

    /**
     * The text.
     *
     * @param agentJava the agent's own {@code java}, tried first: where the file is there, it is Java 17 or newer
     * @param directory the invocation's directory on the agent
     * @param arguments the engine's command line, without any secret
     */
    static String of(String agentJava, String directory, List<String> arguments) {
        String words = arguments.stream().map(Command::quote).collect(Collectors.joining(" "));
        return """
                #!/bin/sh
                for java in %1$s "${JAVA_HOME:+$JAVA_HOME/bin/java}" java; do
                  [ -n "$java" ] || continue
                  release=$("$java" -version 2>&1 | sed -n 's/.* version "\\([0-9]*\\).*/\\1/p' | head -n 1)
                  if [ "${release:-0}" -ge 17 ]; then
                    exec "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -Dfile.encoding=UTF-8 \\
                      -cp %2$s/lib/'*' %3$s --invocation %2$s %4$s
                  fi
                done
                echo "Kamal: no Java 17 or newer here. The engine runs where the step runs: set JAVA_HOME, or inside a" >&2
                echo "container take an image with a Java, or call the step outside of the container." >&2
                exit 127
                """.formatted(
                Command.quote(agentJava), Command.quote(directory), "io.jenkins.plugins.kamal.engine.cli.Main", words);
    }
}
