package io.jenkins.plugins.kamal.engine.shell.ssh.connect;

import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.shell.ServerUnreachableException;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.SshDestination;
import io.jenkins.plugins.kamal.engine.shell.ssh.settings.SshSettings;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.session.helpers.TimeoutIndicator;

/** Explains why a server cannot be reached, and what to do about it. */
public final class ConnectionErrors {

    private ConnectionErrors() {}

    /** The error if there is no TCP connection, for example because the host's name cannot be resolved. */
    static ServerUnreachableException connecting(SshDestination to, Throwable error, SshSettings.Limits limits) {
        Throwable cause = peel(error);
        if (cause instanceof ServerUnreachableException already) {
            return already;
        }
        String text = String.valueOf(cause.getMessage());
        String what;
        if (cause instanceof EngineException) {
            what = text;
        } else if (cause instanceof UnknownHostException) {
            what = "the name " + to.hostName()
                    + " cannot be resolved. Check it in the configuration (servers) and in this machine's DNS";
        } else if (text.contains("refused")) {
            what = "the connection was refused. Check that sshd runs there and listens on port " + to.port()
                    + " (ssh/port)";
        } else if (text.contains("no answer within") || text.contains("timed out")) {
            what = "no answer within " + limits.connect().toSeconds() + " s. Check the address, port " + to.port()
                    + " (ssh/port) and the firewalls between";
        } else if (cause instanceof NoRouteToHostException
                || text.contains("unreachable")
                || text.contains("No route")) {
            what = "there is no route to it from this machine. Check the address and the network";
        } else if (cause instanceof ConnectException) {
            what = "no connection: " + text;
        } else {
            what = "no connection: " + cause.getClass().getSimpleName() + ": " + text;
        }
        return because(to, what, cause);
    }

    /** The error if there is a TCP connection, but the login fails. */
    static ServerUnreachableException loggingIn(ClientSession session, Throwable error, SshSettings.Limits limits) {
        SessionFacts facts = SessionFacts.of(session);
        SshDestination to = facts.destination();
        if (facts.refusal().get() != null) {
            return new ServerUnreachableException(
                    to.host(), to.described() + ": " + facts.refusal().get());
        }
        Throwable cause = peel(error);
        String text = String.valueOf(cause.getMessage());
        if (timedOut(session)) {
            return because(
                    to,
                    "no login within " + limits.login().toSeconds()
                            + " s: the server answers too slowly, or the program that listens there is not an SSH server",
                    cause);
        }
        if (session.getServerVersion() == null) {
            return because(
                    to,
                    "the connection was closed before the server sent anything. Check that an SSH server listens there"
                            + " (ssh/port), and MaxStartups in its sshd_config",
                    cause);
        }
        if (session.getServerKey() == null) {
            return because(
                    to,
                    "no agreement with the SSH server " + session.getServerVersion() + ": " + text
                            + ". Update the server. Algorithms that are no longer considered safe (CBC, SHA-1) are"
                            + " offered only where ~/.ssh/config names them: KexAlgorithms, HostKeyAlgorithms, Ciphers"
                            + " or MACs",
                    cause);
        }
        if (text.contains("Too many authentication failures")) {
            return because(
                    to,
                    "the login of user " + to.user() + " was refused after "
                            + facts.offered().size() + " of "
                            + facts.offer().identities().size() + " keys, because the server accepts no more attempts"
                            + " (MaxAuthTries). Offered in this order: "
                            + facts.offer().described()
                            + ". Name the right key (ssh/keys, or IdentityFile in ~/.ssh/config) and offer no others:"
                            + " ssh/keys_only: true, or IdentitiesOnly yes",
                    cause);
        }
        return because(
                to,
                "the login of user " + to.user() + " was refused (" + text + "). Offered: "
                        + facts.offer().described()
                        + ". Put one of their public keys into that user's ~/.ssh/authorized_keys there, or"
                        + " set ssh/user, ssh/keys or the credentials",
                cause);
    }

    private static boolean timedOut(ClientSession session) {
        TimeoutIndicator indicator = session.getTimeoutStatus();
        return indicator != null && indicator.getStatus() != TimeoutIndicator.TimeoutStatus.NoTimeout;
    }

    private static ServerUnreachableException because(SshDestination to, String what, Throwable cause) {
        return new ServerUnreachableException(to.host(), to.described() + ": " + what, cause);
    }

    /** The error itself, without the exceptions that futures and MINA wrap around it. */
    public static Throwable peel(Throwable error) {
        boolean wrapped = error instanceof CompletionException
                || error instanceof ExecutionException
                || error instanceof UncheckedIOException
                || error instanceof SshException && error.getCause() != null && error.getMessage() == null;
        return wrapped && error.getCause() != null ? peel(error.getCause()) : error;
    }
}
