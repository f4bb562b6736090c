package io.jenkins.plugins.kamal.engine.lab.docker;

import io.jenkins.plugins.kamal.engine.lab.docker.command.CommandWords;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerCall;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerFailure;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerReply;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** {@code docker login} and {@code logout}, and who is logged in where. */
public final class Logins {

    private static final CommandWords.Syntax LOGIN =
            CommandWords.Syntax.of("login", true, "--username,-u= --password,-p= --password-stdin");
    private static final String INSECURE = "WARNING! Using --password via the CLI is insecure. Use --password-stdin.\n";

    private final SimulatedRegistry registry;
    private final Set<String> hosts = ConcurrentHashMap.newKeySet();

    public Logins(SimulatedRegistry registry) {
        this.registry = registry;
    }

    public Set<String> hosts() {
        return Set.copyOf(hosts);
    }

    public DockerReply login(DockerCall call, List<String> argv) {
        CommandWords words = LOGIN.read(argv);
        String host = words.rest().isEmpty() ? "docker.io" : words.rest().get(0).replaceFirst("^https?://", "");
        boolean stdin = words.has("--password-stdin");
        String password =
                stdin ? call.input().stripTrailing() : words.last("--password").orElse("");
        if (password.isEmpty() || words.last("--username").isEmpty()) {
            return DockerReply.failure(1, "Error: Cannot perform an interactive login from a non TTY device");
        }
        String warning = stdin ? "" : INSECURE;
        try {
            registry.connect(host);
            return check(host, words.last("--username").get(), password, warning);
        } catch (DockerFailure failure) {
            return new DockerReply(1, "", warning + failure.reply().stderr());
        }
    }

    private DockerReply check(String host, String user, String password, String warning) {
        if (!registry.accepts(host, user, password)) {
            throw DockerFailure.daemon("login attempt to http://" + host + "/v2/ failed with status: 401 Unauthorized");
        }
        hosts.add(host);
        return new DockerReply(0, "Login Succeeded\n", warning);
    }

    public DockerReply logout(List<String> argv) {
        String host = argv.isEmpty() ? "docker.io" : argv.get(0);
        hosts.remove(host);
        return DockerReply.lines("Removing login credentials for " + host);
    }

    /** The image of this name, as the registry gives it to who is logged in here. */
    SimulatedImage fetch(ImageName name) {
        String host = name.host();
        registry.connect(host);
        if (registry.needsLogin(host) && !hosts.contains(host)) {
            throw DockerFailure.daemon("Head \"http://%s/v2/%s/manifests/%s\": no basic auth credentials"
                    .formatted(host, name.path(), name.tag().isEmpty() ? name.digest() : name.tag()));
        }
        return registry.find(name.toString())
                .orElseThrow(() -> DockerFailure.daemon(
                        "manifest for " + name + " not found: manifest unknown: manifest unknown"));
    }

    public void mayPush(ImageName name) {
        registry.connect(name.host());
        if (registry.needsLogin(name.host()) && !hosts.contains(name.host())) {
            throw DockerFailure.of(DockerReply.failure(
                    1, "ERROR: failed to solve: failed to push " + name + ": no basic auth credentials"));
        }
    }
}
