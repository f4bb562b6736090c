package io.jenkins.plugins.kamal.engine.cli.terminal;

import io.jenkins.plugins.kamal.engine.deploy.run.Terminal;
import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.shell.Screen;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Objects;
import java.util.function.ToIntFunction;

/** The terminal that this process was started from, if it was started from one. */
public final class SystemTerminal implements Terminal {

    /** From Java 22 on, {@code System.console()} exists without a terminal, too. */
    @Override
    public boolean isThere() {
        return Stty.succeeds("test -t 0 && test -t 1");
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
    public int withScreen(ToIntFunction<Screen> work) {
        String before = Stty.output("stty -g");
        if (!Stty.succeeds("stty raw -echo")) {
            throw new EngineException(
                    Topic.COMMAND_LINE, "The terminal cannot be set up; is there no `stty` on this machine?");
        }
        try (SystemScreen screen = new SystemScreen()) {
            return work.applyAsInt(screen);
        } finally {
            Stty.succeeds("stty " + before);
        }
    }
}
