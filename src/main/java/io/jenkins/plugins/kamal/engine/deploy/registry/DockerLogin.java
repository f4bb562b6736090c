package io.jenkins.plugins.kamal.engine.deploy.registry;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.deploy.run.LocalCommands;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Output;
import io.jenkins.plugins.kamal.engine.shell.Script;
import java.util.Optional;

/**
 * Logs in to the registry of the configuration with {@code docker login}, once per run on this machine and on each
 * server.
 */
public final class DockerLogin {

    private static final String ADVICE =
            "\nIf the registry refuses the user or the password, correct registry/username and registry/password"
                    + " in the configuration, or the secrets that they name";

    /** What the log says after a login. */
    public static final String LOGGED_IN = "Logged in to the registry";

    private final Session session;

    @CheckForNull
    private final Command command;

    /** Throws an exception that names the secrets of the registry that are missing, if there are any. */
    public DockerLogin(Session session) {
        this.session = session;
        this.command = RegistryLogin.of(session).orElse(null);
    }

    /** Returns the login for a server; a script without steps if the server is logged in or no login is needed. */
    public Script on(Host host) {
        return session.logins().isOn(host) ? Script.of() : again();
    }

    /** Returns the login for a server, whether it is logged in or not; a script without steps if no login is needed. */
    public Script again() {
        return command == null ? Script.of() : Script.of(command).saying(LOGGED_IN);
    }

    /** Remembers that the script of {@link #on} has run on this server. */
    public void ranOn(Host host) {
        session.logins().addOn(host);
    }

    /** Logs in on this machine, and returns the error message if the login fails. */
    public Optional<String> here() {
        return Optional.ofNullable(command)
                .map(login -> new LocalCommands(session)
                        .attempt(login, session.project().directory()))
                .filter(output -> !output.succeeded())
                .map(output -> LocalCommands.HERE + ": " + fault(output));
    }

    /** Returns the message about a failed login, with advice. */
    public static String fault(Output output) {
        String said = output.stderr().isBlank() ? output.stdout() : output.stderr();
        return "`" + output.command() + "` failed with exit status " + output.exitStatus() + ": " + said.strip()
                + ADVICE;
    }
}
