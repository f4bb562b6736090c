package io.jenkins.plugins.kamal.engine.cli.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the output may contain besides text, by the usual conventions: nothing unless the output is a terminal, and
 * nothing for {@code TERM=dumb}; no colors if {@code NO_COLOR} is set; no progress if {@code CI} is set.
 *
 * @param progress whether the last line may show the progress and be rewritten
 * @param colors whether words may be colored
 */
public record TerminalStyle(boolean progress, boolean colors) {

    /** Text without colors and without a line that is rewritten. */
    public static final TerminalStyle PLAIN = new TerminalStyle(false, false);

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final List<String> TERMINALS = List.of("/dev/pts/", "/dev/tty", "/dev/console");
    private static final String BOLD = "\u001B[1m";
    private static final String RED = "\u001B[31m";
    private static final String YELLOW = "\u001B[33m";
    private static final String END = "\u001B[0m";

    /** The style of this process's standard output. */
    public static TerminalStyle ofOutput(Map<String, String> environment) {
        return of(environment, isTerminal(1));
    }

    /** The style of this process's standard error. */
    public static TerminalStyle ofErrors(Map<String, String> environment) {
        return of(environment, isTerminal(2));
    }

    static TerminalStyle of(Map<String, String> environment, boolean isTerminal) {
        String kind = environment.getOrDefault("TERM", "");
        return isTerminal && !kind.isEmpty() && !kind.equals("dumb")
                ? new TerminalStyle(!isSet(environment, "CI"), !isSet(environment, "NO_COLOR"))
                : PLAIN;
    }

    private static boolean isSet(Map<String, String> environment, String name) {
        return !environment.getOrDefault(name, "").isEmpty();
    }

    /** Where there is no {@code /proc}, only the standard output can be examined, and the errors are taken as plain. */
    private static boolean isTerminal(int descriptor) {
        if (!Files.isDirectory(DESCRIPTORS)) {
            return descriptor == 1 && System.console() != null && Stty.succeeds("test -t 1");
        }
        try {
            String file = Files.readSymbolicLink(DESCRIPTORS.resolve(Integer.toString(descriptor)))
                    .toString();
            return TERMINALS.stream().anyMatch(file::startsWith);
        } catch (IOException e) {
            return false;
        }
    }

    /** A stream that writes to another one, with colors if this style has them. */
    public PrintStream stream(OutputStream target) {
        return colors ? new ColoredStream(target) : new PrintStream(target, true, StandardCharsets.UTF_8);
    }

    /** Returns a line with its first word in color if the word names a phase, a warning or an error. */
    static String colored(String line) {
        if (line.startsWith("==> ")) {
            return BOLD + line + END;
        }
        if (line.startsWith("WARNING: ")) {
            return YELLOW + "WARNING:" + END + line.substring("WARNING:".length());
        }
        if (line.startsWith("ERROR: ")) {
            return RED + "ERROR:" + END + line.substring("ERROR:".length());
        }
        return line;
    }

    /** Colors whole lines, which is how everything is printed. */
    private static final class ColoredStream extends PrintStream {

        ColoredStream(OutputStream target) {
            super(target, true, StandardCharsets.UTF_8);
        }

        @Override
        public void println(String line) {
            super.println(colored(line));
        }
    }
}
