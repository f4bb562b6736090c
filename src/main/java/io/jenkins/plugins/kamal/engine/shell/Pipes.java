package io.jenkins.plugins.kamal.engine.shell;

/**
 * Pipes in POSIX shell text that report the failures that {@code a | b} hides: its status is that of {@code b} alone,
 * so a {@code docker ps} that fails looks like one that finds nothing. {@code set -o pipefail} does not help: dash does
 * not always support it, and it treats a {@code grep} without a match, and a writer that {@code head} has cut off, as
 * failures.
 *
 * <p>Each command is followed by a line break, so that a comment in it ends there.
 */
final class Pipes {

    private Pipes() {}

    /** The second reads the whole output of the first; it runs only if the first succeeds. */
    static String wholeOutput(String first, String second) {
        return "{ kamal_out=$( " + first + "\n) && { [ -z \"$kamal_out\" ] || printf '%s\\n' \"$kamal_out\"; } | { "
                + second + "\n}; }";
    }

    /**
     * The second reads the output of the first as it comes. The first writes its status into a pipe of its own (3), and
     * the second writes to the outer output (4). The status 141 means that SIGPIPE has ended the writer, because the
     * second has read enough.
     */
    static String stream(String first, String second) {
        return "{ kamal_first=$( { { ( " + first + "\n) 3>&- 4>&-; echo $? >&3; } | { " + second
                + "\n} >&4 3>&- 4>&-; } 3>&1 ); kamal_last=$?;"
                + " case \"$kamal_first\" in (0|141) ;; (*) kamal_last=${kamal_first:-1} ;; esac; (exit $kamal_last); } 4>&1";
    }
}
