package io.jenkins.plugins.kamal.engine.deploy.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.server.DockerCommands;
import io.jenkins.plugins.kamal.engine.config.model.Ssh;
import io.jenkins.plugins.kamal.engine.deploy.registry.LocalRegistry;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.LocalCommands;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.LentLogin;
import io.jenkins.plugins.kamal.engine.shell.Output;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The machine of a remote builder ({@code builder/remote}). Docker connects to it with the program {@code ssh} of this
 * machine, which logs in with the keys of this run. The port of a local registry is forwarded over the run's own
 * connection. Without a remote builder over SSH, every method does nothing.
 */
public final class RemoteBuildMachine {

    private static final Pattern SSH_URL =
            Pattern.compile("ssh://(?:(?<user>[^@/:]+)@)?(?<host>\\[[^]/]+]|[^@/:]+)(?::(?<port>\\d{1,5}))?/?");
    private static final int SSH_FAILED = 255;
    private static final int NOT_FOUND = 127;

    private final Session session;

    @CheckForNull
    private final String url;

    @CheckForNull
    private final Matcher parts;

    /**
     * Creates the machine of a builder.
     *
     * @param url the URL of the machine's docker; null if this machine builds
     */
    RemoteBuildMachine(Session session, @CheckForNull String url) {
        this.session = session;
        this.url = url != null && url.startsWith("ssh:") ? url : null;
        Matcher matcher = this.url == null ? null : SSH_URL.matcher(this.url);
        this.parts = matcher != null && matcher.matches() ? matcher : null;
    }

    /** Returns the machine that builds for this session; its methods do nothing if nothing has to be built. */
    public static RemoteBuildMachine ofBuild(Session session) {
        boolean built = session.request().options().build().skipPush()
                || new KnownImage(session).recorded().isPresent();
        return new RemoteBuildMachine(
                session,
                built ? null : new BuildTools(session).wantedBuilder().remote().orElse(null));
    }

    /** Runs work with the variables with which docker reaches the machine. */
    <T> T lent(Function<Map<String, String>, T> work) {
        if (parts == null) {
            return work.apply(Map.of());
        }
        session.beforeConnecting();
        try (LentLogin login = session.servers().lend(asHost(null))) {
            return work.apply(login.environment());
        }
    }

    /** Does the same as {@link #lent}, while the machine can also reach a local registry. */
    <T> T reached(Function<Map<String, String>, T> work) {
        return lent(environment -> new LocalRegistry(session)
                .reachableFrom(
                        parts == null ? List.of() : List.of(forwardedTo(environment.isEmpty())),
                        () -> work.apply(environment)));
    }

    /** Throws a {@link DeployException} if docker on the machine does not answer. */
    void require() {
        fault().ifPresent(fault -> {
            throw new DeployException(Topic.BUILD, fault);
        });
    }

    /** Returns why docker on this machine does not reach docker on the machine that builds; empty if it does. */
    public Optional<String> fault() {
        if (url == null) {
            return Optional.empty();
        }
        if (parts == null) {
            return Optional.of("builder/remote: " + url + " is not of the form ssh://[user@]host[:port]");
        }
        return lent(environment -> judge(ask(environment)));
    }

    private Output ask(Map<String, String> environment) {
        Command ssh = Command.of("ssh", "-o", "BatchMode=yes", "-o", "ConnectTimeout=30");
        ssh = ssh.with(part("user").map(user -> List.of("-l", user)).orElse(List.of()));
        ssh = ssh.with(part("port").map(port -> List.of("-p", port)).orElse(List.of()));
        ssh = ssh.with("--", bareHost()).with(DockerCommands.serverVersion().shellText());
        return new LocalCommands(session)
                .attempt(ssh, environment, session.project().directory());
    }

    private Optional<String> judge(Output answer) {
        if (answer.succeeded()) {
            return Optional.empty();
        }
        String said = (answer.stderr() + "\n" + answer.stdout()).strip();
        String where = "The remote builder " + url + " (builder/remote) ";
        if (answer.exitStatus() == NOT_FOUND && said.startsWith("ssh:")) {
            return Optional.of(where + "is reached with the program ssh, which is not on this machine; install it"
                    + " (Debian: openssh-client)");
        }
        if (answer.exitStatus() == SSH_FAILED) {
            return Optional.of(where + "cannot be logged in to from this machine: " + said + "\n" + advice(said));
        }
        return Optional.of(where + "has no docker that answers: " + said
                + "\nInstall docker there, start it, or let this user use it (group docker)");
    }

    private static String advice(String said) {
        return said.contains("Host key verification failed")
                ? "Put its host key into the known hosts of the step, or into ~/.ssh/known_hosts on this machine"
                : said.contains("Permission denied")
                        ? "Put the public key of the step's SSH credentials, or of this machine's user, into"
                                + " ~/.ssh/authorized_keys there, and the right user into the URL"
                        : "Check the host, its port, and the firewalls between";
    }

    /**
     * Returns the host to which the registry's port is forwarded. A machine that is also a server already has a
     * connection, which is used whichever user logged in there. Otherwise the user comes from the URL, or is the user
     * that {@code ssh} would take.
     */
    private Host forwardedTo(boolean sshFindsKeysByItself) {
        Ssh ssh = session.configuration().connections().ssh();
        boolean asServers =
                part("user").filter(user -> !user.equals(ssh.user())).isEmpty()
                        && part("port")
                                .filter(port -> !port.equals(String.valueOf(ssh.port())))
                                .isEmpty();
        Host server = Host.parse(bareHost());
        if (asServers && session.targets().hosts().contains(server)) {
            return server;
        }
        return asHost(sshFindsKeysByItself ? System.getProperty("user.name") : null);
    }

    /**
     * Returns the machine as a {@link Host}.
     *
     * @param otherwise the user who logs in if the URL names none; null leaves the user to the configuration
     */
    private Host asHost(@CheckForNull String otherwise) {
        String user = part("user").orElse(otherwise);
        String address = matched().group("host") + ":" + part("port").orElse("22");
        return Host.parse(user == null ? address : user + "@" + address);
    }

    private String bareHost() {
        return matched().group("host").replaceAll("[\\[\\]]", "");
    }

    private Optional<String> part(String name) {
        return Optional.ofNullable(matched().group(name));
    }

    private Matcher matched() {
        return Objects.requireNonNull(parts, "no remote builder");
    }
}
