package io.jenkins.plugins.kamal.engine.command.build;

import io.jenkins.plugins.kamal.engine.config.model.Registry;
import io.jenkins.plugins.kamal.engine.config.model.Registry.Credential;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import io.jenkins.plugins.kamal.engine.shell.Command;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The commands for the login to a registry, and for the registry on the deploying machine itself
 * ({@code lib/kamal/commands/registry.rb}).
 */
public final class RegistryCommands {

    /** The name of the container in which the local registry runs. */
    public static final String LOCAL_REGISTRY = "kamal-docker-registry";

    private static final String PORT_IN_CONTAINER = "5000";
    private static final int DEFAULT_LOCAL_PORT = 80;
    private static final Pattern LOCAL_PORT = Pattern.compile("localhost:(\\d{1,5})(/.*)?");

    private final Registry registry;

    public RegistryCommands(Registry registry) {
        this.registry = registry;
    }

    /**
     * Logs in. The password is the command's input; Kamal passes it on the command line. Empty if no login is needed:
     * for the local registry, or if the configuration names no user or no password.
     *
     * @param secrets gives the value of a secret by its name
     */
    public Optional<Command> login(Function<String, Secret> secrets) {
        if (registry.isLocal()) {
            return Optional.empty();
        }
        Optional<Secret> user = registry.username().map(credential -> resolve(credential, secrets));
        Optional<Secret> password = registry.password().map(credential -> resolve(credential, secrets));
        return user.flatMap(name -> password.map(word -> login(name, word)));
    }

    public Command logout() {
        return withServer(Command.of("docker", "logout"));
    }

    /** Starts the local registry, or creates it if it does not exist. */
    public Command setupLocal() {
        Command run = Command.of(
                        "docker", "run", "--detach", "-p", "127.0.0.1:" + localPort() + ":" + PORT_IN_CONTAINER)
                .with("--name", LOCAL_REGISTRY, "registry:3");
        return LocalScript.of(Command.of("docker", "start", LOCAL_REGISTRY).or(run));
    }

    /** Stops and removes the local registry. */
    public Command removeLocal() {
        return LocalScript.of(
                Command.of("docker", "stop", LOCAL_REGISTRY).and(Command.of("docker", "rm", LOCAL_REGISTRY)));
    }

    /** Prints the ports on which the local registry is published. */
    public Command localPorts() {
        return Command.of("docker", "port", LOCAL_REGISTRY);
    }

    /** The port of the local registry, forwarded to the servers for the pull. */
    public int localPort() {
        return registry.server()
                .map(LOCAL_PORT::matcher)
                .filter(Matcher::matches)
                .map(server -> Integer.valueOf(server.group(1)))
                .orElse(DEFAULT_LOCAL_PORT);
    }

    private Command login(Secret user, Secret password) {
        return withServer(Command.of("docker", "login"))
                .with("-u", user.reveal(), "--password-stdin")
                .withInput(password);
    }

    private Command withServer(Command command) {
        return registry.server().map(command::with).orElse(command);
    }

    private static Secret resolve(Credential credential, Function<String, Secret> secrets) {
        if (credential instanceof Credential.FromSecret named) {
            return secrets.apply(named.secretName());
        }
        if (credential instanceof Credential.HandedOver given) {
            return given.value();
        }
        return Secret.of(((Credential.Literal) credential).value());
    }
}
