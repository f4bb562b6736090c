package io.jenkins.plugins.kamal.engine.shell.ssh.script;

import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Script;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A {@link Script} as the text that a server's {@code /bin/sh -s} reads on its standard input.
 *
 * <p>The whole text stands in one pair of braces, which a shell reads to the end before it runs the first word. Nothing
 * of a truncated text is run. Each command runs in a subshell, through {@code eval} of one quoted word, so that a
 * syntax error in a command fails only that command. If a mark cannot be printed because the connection is gone, the
 * script ends, because nobody waits for the remaining commands any more. The input of a command is a here-document (in
 * base64 if it does not end with a newline), so that no secret becomes a word of a command line. Marks on both outputs,
 * which carry a nonce, separate the outputs of the commands ({@link ScriptAnswer}).
 *
 * @param nonce makes the marks unguessable
 * @param text the text
 */
public record ScriptText(String nonce, String text) {

    /** The command that the login shell runs; the same for every script. */
    public static final String COMMAND = "exec /bin/sh -s";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] LINE_END = {'\n'};
    private static final String FAILURE_ENDS_IT = "[ \"$_kamal_status\" = 0 ] || { _kamal_mark end; exit 0; }\n";

    /**
     * Renders a script with a nonce of its own. A script that contains a NUL is refused, because no shell can hold one.
     */
    static ScriptText of(Script script) {
        return of(script, randomHex());
    }

    static ScriptText of(Script script, String nonce) {
        StringBuilder text = new StringBuilder("{\n");
        if (script.steps().stream().anyMatch(step -> endsWithoutLineEnd(step.command()))) {
            text.append("echo eA== | base64 -d >/dev/null || { echo 'base64 -d is missing here' >&2; exit 127; }\n");
        }
        String mark = "printf '\\n" + nonce + " %s\\n' \"$1\"";
        text.append("_kamal_mark() { " + mark + " && " + mark + " >&2 || exit 141; }\n_kamal_mark start\n");
        for (Script.Step step : script.steps()) {
            append(text, step.command());
            text.append("_kamal_status=$?; _kamal_mark \"done $_kamal_status\"\n");
            text.append(step.mayFail() ? "" : FAILURE_ENDS_IT);
        }
        return new ScriptText(nonce, text.append("_kamal_mark end; exit 0\n}\n").toString());
    }

    /** The text as bytes on the wire, in UTF-8. */
    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Leaves the text out, because it contains secrets. */
    @Override
    public String toString() {
        return "script " + nonce;
    }

    private static void append(StringBuilder text, Command command) {
        String run = "(eval " + quoted(command) + ")";
        String input = command.input().map(Secret::reveal).orElse("");
        if (input.isEmpty()) {
            text.append(run).append(" </dev/null\n");
            return;
        }
        refuseNul(command, input);
        String delimiter = delimiter(input);
        if (input.endsWith("\n")) {
            text.append(run).append(" <<'").append(delimiter).append("'\n").append(input);
        } else {
            // A here-document always ends with a newline, so other input travels in base64. (Cutting the newline off
            // with head -c lost some input: the head of busybox fails now and then when the pipe is full.)
            String encoded = Base64.getMimeEncoder(76, LINE_END).encodeToString(input.getBytes(StandardCharsets.UTF_8));
            text.append("base64 -d <<'" + delimiter + "' | " + run + "\n" + encoded + "\n");
        }
        text.append(delimiter).append('\n');
    }

    private static String quoted(Command command) {
        refuseNul(command, command.wireText());
        return "'" + command.wireText().replace("'", "'\\''") + "'";
    }

    private static boolean endsWithoutLineEnd(Command command) {
        return command.input()
                .map(Secret::reveal)
                .filter(input -> !input.isEmpty() && !input.endsWith("\n"))
                .isPresent();
    }

    private static void refuseNul(Command command, String part) {
        if (part.indexOf('\0') >= 0) {
            throw new EngineException(
                    Topic.COMMAND_LINE,
                    "a NUL character cannot be sent through a shell: `"
                            + command.shellText().replace("\0", "\\0") + "`");
        }
    }

    private static String delimiter(String input) {
        String delimiter = "KAMAL_" + randomHex();
        return input.contains(delimiter) ? delimiter(input) : delimiter;
    }

    private static String randomHex() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
