package io.jenkins.plugins.kamal.engine.shell.ssh.script;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.SshSettings;
import java.io.IOException;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.util.closeable.AbstractCloseable;

/**
 * The channels for the scripts of one connection. As soon as a script has been sent, the channel of the next one is
 * opened, so that the next script waits one round trip less. If the server refuses such a spare channel, because its
 * MaxSessions is low, no more spare channels are opened.
 */
public final class ScriptChannels {

    private final ClientSession session;
    private final boolean forwardAgent;

    @CheckForNull
    private ScriptChannel spare;

    private boolean refused;

    public ScriptChannels(ClientSession session, SshSettings settings) {
        this.session = session;
        this.forwardAgent =
                settings.keys().forwardAgent() && settings.keys().agentSocket().isPresent();
    }

    /** A channel that is open or being opened, for one script. */
    synchronized Taken take() throws IOException {
        ScriptChannel ready = spare;
        spare = null;
        return ready != null && !ready.isClosing() ? new Taken(ready, true) : new Taken(open(), false);
    }

    /**
     * A channel that was taken.
     *
     * @param wasSpare whether it was opened before there was a script for it
     */
    record Taken(ScriptChannel channel, boolean wasSpare) {}

    /** Opens the channel of the next script, unless it is open or the server has refused one. */
    synchronized void openSpare() {
        if (refused || spare != null && !spare.isClosing()) {
            return;
        }
        try {
            ScriptChannel opening = open();
            opening.opening().addListener(open -> {
                if (!open.isOpened()) {
                    refuse();
                }
            });
            spare = opening;
        } catch (IOException | RuntimeException e) {
            refuse();
        }
    }

    /** Opens no more spare channels. */
    synchronized void refuse() {
        refused = true;
    }

    private ScriptChannel open() throws IOException {
        ConnectionService service = session.getService(ConnectionService.class);
        if (service == null || session instanceof AbstractCloseable closeable && closeable.isClosing()) {
            throw new IllegalStateException("the connection is closed");
        }
        ScriptChannel channel = new ScriptChannel(forwardAgent);
        service.registerChannel(channel);
        channel.open();
        return channel;
    }
}
