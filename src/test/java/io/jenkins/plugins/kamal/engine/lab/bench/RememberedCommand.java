package io.jenkins.plugins.kamal.engine.lab.bench;

import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerReply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelDataReceiver;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;

/** Answers a script that arrives on standard input as it was answered before. No thread waits for the script. */
final class RememberedCommand implements Command, ChannelDataReceiver {

    private static final ExecutorService THREADS = Executors.newFixedThreadPool(2, RememberedCommand::daemon);

    private final RememberedAnswers answers;
    private final ByteArrayOutputStream script = new ByteArrayOutputStream();
    private OutputStream output;
    private OutputStream errors;
    private ExitCallback exit;

    RememberedCommand(RememberedAnswers answers) {
        this.answers = answers;
    }

    @Override
    public void setInputStream(InputStream in) {
        // The script comes in parts, to data().
    }

    @Override
    public void setOutputStream(OutputStream out) {
        output = out;
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
        channel.setDataReceiver(this);
    }

    @Override
    public int data(ChannelSession channel, byte[] buffer, int start, int length) {
        script.write(buffer, start, length);
        return length;
    }

    /** The end of the script. */
    @Override
    public void close() {
        THREADS.execute(this::answer);
    }

    @Override
    public void destroy(ChannelSession channel) {
        // Nothing is left.
    }

    private void answer() {
        DockerReply reply = answers.answerTo(script.toString(StandardCharsets.UTF_8));
        try {
            output.write(reply.stdout().getBytes(StandardCharsets.UTF_8));
            output.flush();
            errors.write(reply.stderr().getBytes(StandardCharsets.UTF_8));
            errors.flush();
            exit.onExit(reply.exitStatus());
        } catch (IOException e) {
            exit.onExit(1);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "remembered answers");
        thread.setDaemon(true);
        return thread;
    }
}
