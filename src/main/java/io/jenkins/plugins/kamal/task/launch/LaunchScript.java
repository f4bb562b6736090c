package io.jenkins.plugins.kamal.task.launch;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.kamal.engine.protocol.EngineProgram;
import io.jenkins.plugins.kamal.task.invocation.InvocationFiles;
import io.jenkins.plugins.kamal.task.jars.InstalledEngine;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The shell script that finds a Java and then becomes the engine. The launcher of the step runs the script, so inside a
 * container the script finds the Java of the container. The output goes into a file in the directory of the invocation,
 * where a controller finds it even if it has lost the handle of the process. If the buildx directory of the agent
 * cannot be created, as in a container, the default of docker applies. Core dumps and the attach mechanism are off, so
 * nobody else can read the memory of the engine. Java needs a UTF-8 locale to read arguments and file names that are
 * not ASCII, so the script sets one.
 */
final class LaunchScript {

    private LaunchScript() {}

    /**
     * The script.
     *
     * @param installation the engine and the agent's Java
     * @param directory the invocation's directory on the agent
     * @param arguments the engine's command line, without any secret
     */
    static String of(EngineInstallation installation, String directory, List<String> arguments) {
        String engine = options(installation.engine()) + " " + EngineProgram.MAIN_CLASS + " --invocation "
                + quote(directory) + " "
                + arguments.stream().map(LaunchScript::quote).collect(Collectors.joining(" "));
        String java = quote(installation.java().program());
        return preparation(directory)
                + (installation.onAgent() ? "exec " + java + engine + "\n" : search(java, engine));
    }

    private static String options(InstalledEngine engine) {
        return " "
                + EngineProgram.javaWords(engine.jar(), engine.archive()).stream()
                        .map(LaunchScript::quote)
                        .collect(Collectors.joining(" "));
    }

    @SuppressFBWarnings(
            value = "VA_FORMAT_STRING_USES_NEWLINE",
            justification = "a shell script has this line end on every platform")
    private static String preparation(String directory) {
        return """
                #!/bin/sh
                exec >>%1$s/%2$s 2>&1
                echo "${0%%/*}" >>%1$s/%3$s
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
                """.formatted(quote(directory), InvocationFiles.LOG, InvocationFiles.LAUNCHES);
    }

    /** Finds a Java, which in a container is elsewhere than on the agent, and reads its version without starting it. */
    @SuppressFBWarnings(
            value = "VA_FORMAT_STRING_USES_NEWLINE",
            justification = "a shell script has this line end on every platform")
    private static String search(String agentJava, String engine) {
        return """
                found=
                for java in %1$s "${JAVA_HOME:+$JAVA_HOME/bin/java}" java; do
                  [ -n "$java" ] || continue
                  release=$(sed -n 's/^JAVA_VERSION="\\([0-9]*\\).*/\\1/p' "${java%%/bin/java}/release" 2>/dev/null | head -n 1)
                  [ -n "$release" ] && [ -x "$java" ] ||
                    release=$("$java" -version 2>&1 | sed -n 's/.* version "\\([0-9]*\\).*/\\1/p' | head -n 1)
                  if [ "${release:-0}" -ge %3$d ]; then
                    exec "$java"%2$s
                  fi
                  [ -z "$release" ] || found="$found${found:+,} $java is too old"
                done
                echo "ERROR: There is no Java %3$d or newer here${found:+:$found}. The Kamal engine runs where the step runs:" \\
                  "add Java to the image of the container (apk add openjdk17-jre-headless, or apt-get install" \\
                  "openjdk-17-jre-headless), set JAVA_HOME, or call the step outside of the container"
                exit 127
                """.formatted(agentJava, engine, EngineInstallation.OLDEST_JAVA);
    }

    private static String quote(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
