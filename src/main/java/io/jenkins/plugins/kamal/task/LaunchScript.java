package io.jenkins.plugins.kamal.task;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.kamal.engine.protocol.EngineProgram;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The shell text that finds a Java and becomes the engine. It is run through the step's launcher, so inside a container
 * it finds the container's Java and not the agent's. What it and the engine print goes into a file of the invocation's
 * directory, where it is found also by a controller that lost its handle of the process. A container may not be able to
 * have the agent's directory of buildx; there docker's own default holds. Neither a core dump nor the attach mechanism
 * shows the engine's memory to others. In a locale without UTF-8, Java could not read arguments and file names that are
 * not ASCII, so it gets one with UTF-8.
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
    @SuppressFBWarnings(
            value = "VA_FORMAT_STRING_USES_NEWLINE",
            justification = "a shell script has this line end on every platform")
    static String of(String agentJava, String directory, List<String> arguments) {
        String words = arguments.stream().map(LaunchScript::quote).collect(Collectors.joining(" "));
        return """
                #!/bin/sh
                exec >>%2$s/%5$s 2>&1
                echo "${0%%/*}" >>%2$s/%6$s
                ulimit -c 0 2>/dev/null
                case "${LC_ALL:-${LC_CTYPE:-$LANG}}" in
                  *[Uu][Tt][Ff]-8*|*[Uu][Tt][Ff]8*) ;;
                  *)
                    utf8=C.UTF-8
                    [ "$(LC_ALL=$utf8 locale charmap 2>/dev/null)" = UTF-8 ] ||
                      [ "$(LC_ALL=en_US.UTF-8 locale charmap 2>/dev/null)" != UTF-8 ] || utf8=en_US.UTF-8
                    if [ -n "$LC_ALL" ]; then LC_ALL=$utf8; export LC_ALL; else LC_CTYPE=$utf8; export LC_CTYPE; fi
                    ;;
                esac
                [ -z "$BUILDX_CONFIG" ] || mkdir -p "$BUILDX_CONFIG" 2>/dev/null || unset BUILDX_CONFIG
                found=
                for java in %1$s "${JAVA_HOME:+$JAVA_HOME/bin/java}" java; do
                  [ -n "$java" ] || continue
                  release=$("$java" -version 2>&1 | sed -n 's/.* version "\\([0-9]*\\).*/\\1/p' | head -n 1)
                  if [ "${release:-0}" -ge 17 ]; then
                    exec "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -Dfile.encoding=UTF-8 \\
                      -XX:+DisableAttachMechanism \\
                      -cp %2$s/lib/'*' %3$s --invocation %2$s %4$s
                  fi
                  [ -z "$release" ] || found="$found $java is too old;"
                done
                echo "ERROR: There is no Java 17 or newer here${found:+:$found}"
                echo "Kamal's engine runs where the step runs: set JAVA_HOME, or inside a container take an image with a Java,"
                echo "or call the step outside of the container."
                exit 127
                """.formatted(
                        quote(agentJava),
                        quote(directory),
                        EngineProgram.MAIN_CLASS,
                        words,
                        InvocationFiles.LOG,
                        InvocationFiles.LAUNCHES);
    }

    private static String quote(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
