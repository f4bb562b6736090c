package io.jenkins.plugins.kamal.engine.shell.ssh.script;

import java.io.IOException;
import java.util.Map;
import org.apache.sshd.client.channel.ChannelExec;

/** The channel of one script: what arrives goes straight to the answer, on the thread that read it. */
final class ScriptChannel extends ChannelExec {

    /** Takes what arrives. */
    interface Sink {
        void stdout(byte[] data, int offset, int count);

        void stderr(byte[] data, int offset, int count);
    }

    private final Sink sink;

    ScriptChannel(Sink sink, boolean forwardAgent) {
        super(ScriptText.COMMAND, null, Map.of());
        this.sink = sink;
        setStreaming(Streaming.Async);
        setAgentForwarding(forwardAgent);
    }

    @Override
    protected void doWriteData(byte[] data, int off, long len) throws IOException {
        if (!isClosing()) {
            sink.stdout(data, off, Math.toIntExact(len));
            getLocalWindow().release(len);
        }
    }

    @Override
    protected void doWriteExtendedData(byte[] data, int off, long len) throws IOException {
        if (!isClosing()) {
            sink.stderr(data, off, Math.toIntExact(len));
            getLocalWindow().release(len);
        }
    }
}
