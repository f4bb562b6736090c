package io.jenkins.plugins.kamal.engine.deploy.registry;

import io.jenkins.plugins.kamal.engine.command.build.RegistryCommands;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.LocalCommands;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.shell.Output;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;

/** Asks whether a registry answers on the port of this machine that is forwarded to servers. */
final class RegistryAnswer {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Session session;
    private final RegistryCommands commands;
    private final int port;

    RegistryAnswer(Session session, RegistryCommands commands) {
        this.session = session;
        this.commands = commands;
        this.port = commands.localPort();
    }

    /** Whether something answers now, with any status. */
    boolean isThere() {
        try {
            HttpURLConnection connection = (HttpURLConnection) address().toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout((int) PATIENCE.toMillis());
            connection.setReadTimeout((int) PATIENCE.toMillis());
            connection.setInstanceFollowRedirects(false);
            int status = connection.getResponseCode();
            connection.disconnect();
            return status > 0;
        } catch (IOException notYet) {
            return false;
        }
    }

    /**
     * Waits until the registry answers.
     *
     * @param started the result of starting the registry; if the start failed but something answers, a registry was
     *     already running
     */
    void await(Output started) {
        long giveUp = session.log().clock().millis() + PATIENCE.toMillis();
        while (!isThere()) {
            if (!started.succeeded()) {
                throw notStarted(started);
            }
            if (session.log().clock().millis() > giveUp) {
                throw silent();
            }
            session.stop().interruptibly("the start of the local registry", () -> {
                Thread.sleep(PAUSE.toMillis());
                return null;
            });
        }
    }

    private DeployException notStarted(Output started) {
        return new DeployException(
                Topic.REGISTRY,
                "The local registry on port " + port + " of this machine cannot be started: "
                        + started.stderr().strip()
                        + "\nIf the port is taken, end the program that listens on it, or choose another port in registry/server. `kamal registry remove` removes a container "
                        + RegistryCommands.LOCAL_REGISTRY
                        + " that an earlier attempt has left");
    }

    private DeployException silent() {
        Output published = new LocalCommands(session)
                .attempt(commands.localPorts(), session.project().directory());
        return new DeployException(
                Topic.REGISTRY,
                "The local registry runs, but nothing answers at " + address()
                        + " on this machine. Its container publishes: "
                        + (published.stdout().isBlank()
                                ? "nothing"
                                : published.stdout().strip())
                        + ". If that is another port than registry/server says, run `kamal registry remove`, and the next command creates it again."
                        + " If docker here is an engine elsewhere (DOCKER_HOST, a docker context), the registry is there, too,"
                        + " and its port cannot be forwarded from here: run on a machine with an engine of its own, or take another registry");
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + port + "/v2/");
    }
}
