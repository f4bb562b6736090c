package io.jenkins.plugins.kamal.engine.shell.ssh.rehearsal;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;

/** Answers a script as a shell does. It runs no command: what each one prints is made up. */
final class RehearsedScript implements Command {

    private static final Pattern NONCE = Pattern.compile("printf '\\\\n([0-9a-f]+) %s");
    private static final Pattern STEP_END = Pattern.compile("_kamal_mark \"done[^\n]*\n");

    private final Function<String, RehearsedAnswer> answers;

    @CheckForNull
    private InputStream input;

    @CheckForNull
    private OutputStream standardOutput;

    @CheckForNull
    private OutputStream errors;

    @CheckForNull
    private ExitCallback exit;

    /**
     * @param answers what a command does, by the part of the script that contains it and no other command
     */
    RehearsedScript(Function<String, RehearsedAnswer> answers) {
        this.answers = answers;
    }

    @Override
    public void setInputStream(InputStream in) {
        input = in;
    }

    @Override
    public void setOutputStream(OutputStream out) {
        standardOutput = out;
    }

    @Override
    public void setErrorStream(OutputStream err) {
        errors = err;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) {
        Thread thread = new Thread(this::answer, "rehearsal");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void destroy(ChannelSession channel) {
        // The thread ends with its streams.
    }

    private void answer() {
        InputStream script = input;
        OutputStream out = standardOutput;
        OutputStream err = errors;
        ExitCallback end = exit;
        if (script == null || out == null || err == null || end == null) {
            throw new IllegalStateException("start is called after the streams are set");
        }
        try {
            String text = new String(script.readAllBytes(), StandardCharsets.UTF_8);
            write(out, answerTo(text, true));
            write(err, answerTo(text, false));
            end.onExit(0);
        } catch (IOException e) {
            end.onExit(1);
        }
    }

    private static void write(OutputStream stream, String text) throws IOException {
        stream.write(text.getBytes(StandardCharsets.UTF_8));
        stream.flush();
    }

    /** The marks of a script, which are on both outputs, and between them what the commands print, if they print there. */
    private String answerTo(String script, boolean printed) {
        Matcher nonce = NONCE.matcher(script);
        if (!nonce.find()) {
            return "";
        }
        String mark = "\n" + nonce.group(1) + " ";
        StringBuilder answer = new StringBuilder(mark).append("start\n");
        Matcher end = STEP_END.matcher(script);
        for (int begin = 0; end.find(begin); begin = end.end()) {
            RehearsedAnswer said = answers.apply(script.substring(begin, end.start()));
            answer.append(printed ? said.output() : "").append(mark).append("done " + said.exitStatus() + "\n");
        }
        return answer.append(mark).append("end\n").toString();
    }
}
