package io.jenkins.plugins.kamal.engine.shell.ssh.script;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.sshd.client.channel.PtyCapableChannelSession;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/**
 * The channel of one script. It may be opened before it is known which script will run. The thread that reads from the
 * connection passes the output straight to the answer.
 *
 * <p>OpenSSH opens a session with a window of 0 bytes and grants 2 MB together with its reply to the exec request, so
 * a client that respects the window waits one round trip before it may send the script. This channel anticipates the
 * start of that grant and sends the script right behind the request. That is safe with OpenSSH, which handles the
 * request and opens the window before it reads the data, and which discards data for a refused request
 * (channel_input_data and session_set_fds in its channels.c and session.c). With other servers the channel waits.
 */
final class ScriptChannel extends PtyCapableChannelSession {

    /** Takes the output as it arrives. */
    interface Sink {
        void stdout(byte[] data, int offset, int count);

        void stderr(byte[] data, int offset, int count);
    }

    private static final String OPENSSH = "SSH-2.0-OpenSSH";

    /** More than nearly every script needs, and a small part of the window that OpenSSH grants. */
    private static final long ANTICIPATED_BYTES = 64 << 10;

    @SuppressFBWarnings(
            value = "NP_NONNULL_FIELD_NOT_INITIALIZED_IN_CONSTRUCTOR",
            justification = "requestShell sets it before the server can send output")
    private volatile Sink sink;

    private long anticipated;
    private volatile boolean refused;

    ScriptChannel(boolean forwardAgent) {
        super(false, null, Map.of());
        setStreaming(Streaming.Async);
        setAgentForwarding(forwardAgent);
    }

    /** Requests the shell that reads the script; the channel must be open. */
    void requestShell(Sink output) throws IOException {
        sink = output;
        doOpenPty();
        byte[] command = ScriptText.COMMAND.getBytes(StandardCharsets.US_ASCII);
        Buffer request = getSession().createBuffer(SshConstants.SSH_MSG_CHANNEL_REQUEST, command.length + Integer.SIZE);
        request.putUInt(getRecipient());
        request.putString(Channel.CHANNEL_EXEC);
        request.putBoolean(true);
        request.putBytes(command);
        addPendingRequest(Channel.CHANNEL_EXEC, true);
        writePacket(request);
    }

    /** The opening of this channel, which has been started. */
    OpenFuture opening() {
        return openFuture;
    }

    /** Whether the server refused the exec request. */
    boolean isRefused() {
        return refused;
    }

    @Override
    public void handleOpenSuccess(long recipient, long window, long packetSize, Buffer buffer) {
        anticipated = window == 0 && isOpenSsh() ? ANTICIPATED_BYTES : 0;
        super.handleOpenSuccess(recipient, window + anticipated, packetSize, buffer);
    }

    @Override
    public void handleWindowAdjust(Buffer buffer) throws IOException {
        long granted = buffer.getUInt();
        long alreadyTaken = Math.min(anticipated, granted);
        anticipated -= alreadyTaken;
        Buffer remaining = new ByteArrayBuffer(Integer.BYTES);
        remaining.putUInt(granted - alreadyTaken);
        super.handleWindowAdjust(remaining);
    }

    @Override
    public void handleSuccess() {
        removePendingRequest(Channel.CHANNEL_EXEC);
    }

    @Override
    public void handleFailure() {
        refused = true;
        removePendingRequest(Channel.CHANNEL_EXEC);
        close(true);
    }

    private boolean isOpenSsh() {
        String version = getSession().getServerVersion();
        return version != null && version.startsWith(OPENSSH);
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
