package io.jenkins.plugins.kamal.engine.cli;

import io.jenkins.plugins.kamal.engine.deploy.Terminal;
import io.jenkins.plugins.kamal.engine.shell.Command;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Objects;

/** The terminal that this process was started from, if it was started from one. */
final class SystemTerminal implements Terminal {

    /** {@code System.console()} is there without a terminal, too, from Java 22 on. */
    private static final Command IS_TERMINAL = Command.of("sh", "-c", "test -t 0 && test -t 1");

    @Override
    public boolean isThere() {
        return run(IS_TERMINAL) == 0;
    }

    @Override
    public String ask(String question) {
        System.out.print(question + " ");
        System.out.flush();
        try {
            // Not closed: the input belongs to the whole process.
            BufferedReader input = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
            return Objects.requireNonNullElse(input.readLine(), "");
        } catch (IOException e) {
            throw new UncheckedIOException("The answer cannot be read", e);
        }
    }

    @Override
    public int run(Command command) {
        List<String> argv = command.argv();
        try {
            return new ProcessBuilder(argv).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("There is no program " + argv.get(0) + " on this machine", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + argv.get(0) + " ran", e);
        }
    }
}
