package io.jenkins.plugins.kamal.engine.cli.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;

/** Runs shell text about this process's terminal, its standard input. Java itself cannot control terminals. */
final class Stty {

    private Stty() {}

    static boolean succeeds(String text) {
        return run(text, Redirect.INHERIT).exitStatus() == 0;
    }

    /** The output of the text without surrounding blanks; empty if the text fails. */
    static String output(String text) {
        Answer answer = run(text, Redirect.PIPE);
        return answer.exitStatus() == 0 ? answer.text() : "";
    }

    private record Answer(int exitStatus, String text) {}

    private static Answer run(String text, Redirect output) {
        try {
            Process process = new ProcessBuilder("sh", "-c", text)
                    .redirectInput(Redirect.INHERIT)
                    .redirectOutput(output)
                    .redirectError(Redirect.DISCARD)
                    .start();
            String printed = output == Redirect.PIPE
                    ? new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip()
                    : "";
            return new Answer(process.waitFor(), printed);
        } catch (IOException e) {
            throw new UncheckedIOException("There is no program sh on this machine", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the terminal was asked", e);
        }
    }
}
