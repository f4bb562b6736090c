package io.jenkins.plugins.kamal.engine.deploy.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.app.ImageCommands;
import io.jenkins.plugins.kamal.engine.command.app.RunningImage;
import io.jenkins.plugins.kamal.engine.command.server.AuditCommands;
import io.jenkins.plugins.kamal.engine.deploy.registry.DockerLogin;
import io.jenkins.plugins.kamal.engine.deploy.registry.LocalRegistry;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.ServerCommandRunner;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.image.Digest;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.CommandFailedException;
import io.jenkins.plugins.kamal.engine.shell.Output;
import io.jenkins.plugins.kamal.engine.shell.Script;
import io.jenkins.plugins.kamal.engine.shell.ScriptResult;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Pulls the image onto the servers. If the servers use registry mirrors, one server for each mirror pulls first
 * ({@code pull} of {@code lib/kamal/cli/build.rb}).
 */
public final class PullImage {

    /**
     * What registries and Docker say about a pull without a login, or with that of a user who may not pull. A word that
     * is part of the name of an image or host says nothing.
     */
    private static final Pattern DENIED = Pattern.compile(
            "(?<![\\w./-])(?:denied|unauthorized|forbidden|authentication|no basic auth)(?![.:]?[\\w/-])",
            Pattern.CASE_INSENSITIVE);

    private final Session session;
    private final ImageCommands images;
    private final DockerLogin login;
    private final Map<Host, RunningImage> pulled = new ConcurrentHashMap<>();
    private final Map<Host, ScriptResult> followUps = new ConcurrentHashMap<>();
    private Function<Host, Script> followUp = host -> Script.of();
    private boolean keepsOld;

    @CheckForNull
    private Digest pushed;

    public PullImage(Session session) {
        this.session = session;
        this.images = new ImageCommands(session.configuration());
        this.login = new DockerLogin(session);
    }

    /**
     * Refuses an image with another digest than this one, before anything can run it with the secrets of the app; null
     * accepts every image.
     */
    public PullImage expecting(@CheckForNull Digest digest) {
        pushed = digest;
        return this;
    }

    /** Runs more steps with the script that pulls the image, if the pull succeeds; {@link #followUps} are their results. */
    public PullImage followedBy(Function<Host, Script> steps) {
        followUp = steps;
        return this;
    }

    /** Keeps the image that a host has under the version's tag until the pull has replaced it, unlike Kamal. */
    public PullImage keepingOld() {
        keepsOld = true;
        return this;
    }

    /** The results of the steps that ran after the pull. */
    public Map<Host, ScriptResult> followUps() {
        return followUps;
    }

    /**
     * Pulls the image, and returns the image of each host; a host that did not report its image is missing.
     *
     * @throws DeployException if a host got another image than the expected one
     */
    public Map<Host, RunningImage> run() {
        List<Host> hosts = session.targets().appHosts();
        new LocalRegistry(session).reachableFrom(hosts, () -> {
            pullOnto(hosts);
            return hosts;
        });
        hosts.forEach(this::requirePushed);
        return pulled;
    }

    private void requirePushed(Host host) {
        RunningImage image = pulled.get(host);
        if (pushed == null
                || image == null
                || image.digests().isEmpty()
                || image.digests().contains(pushed)) {
            return;
        }
        throw new DeployException(
                Topic.BOOT,
                "On " + host + ", the tag " + session.version()
                        + " points to another image than the one that was pushed: "
                        + image.digests().get(0).value() + " instead of " + pushed.value()
                        + ". Nothing was started with it. Somebody moved the tag in the registry; build and deploy again");
    }

    private void pullOnto(List<Host> hosts) {
        if (hosts.size() < 2) {
            pull(hosts);
            return;
        }
        askMirrors(hosts);
        List<Host> first = session.mirrors().firstOfEach(hosts);
        if (!first.isEmpty()) {
            session.log().info("    " + Host.listed(first) + " first, to fill the mirrors");
            pull(first);
        }
        List<Host> others = hosts.stream().filter(host -> !first.contains(host)).toList();
        pull(others);
    }

    /** Asks for the mirrors of the hosts that no preflight has asked, and logs in there. */
    private void askMirrors(List<Host> hosts) {
        session.servers()
                .run(session.mirrors().unknown(hosts), host -> login.on(host).attempt(images.firstMirror()))
                .forEach((host, result) -> {
                    login.ranOn(host);
                    session.mirrors().answered(host, result.last().stdout());
                });
    }

    private void pull(List<Host> hosts) {
        session.servers().all(hosts, host -> {
            tell(host, DeployEvent.Step.PULLING);
            Script first = login.on(host);
            return pull(host, first).exceptionallyCompose(failure -> {
                Script again = first.steps().isEmpty() && isDenied(failure) ? login.again() : Script.of();
                if (again.steps().isEmpty()) {
                    return CompletableFuture.failedFuture(failure);
                }
                session.log()
                        .info(
                                host,
                                "The registry denied the pull. Another deploy may have logged in as another user"
                                        + " meanwhile, so this one logs in again");
                return pull(host, again);
            });
        });
        hosts.forEach(login::ranOn);
    }

    private CompletableFuture<Void> pull(Host host, Script login) {
        Script pull = login.then(pull());
        Script after = followUp.apply(host);
        int steps = pull.steps().size();
        return session.servers().run(host, pull.then(after)).thenAccept(result -> {
            RunningImage.parse(result.output(steps - 1).stdout()).ifPresent(image -> pulled.put(host, image));
            List<Output> more = result.outputs().subList(steps, result.outputs().size());
            followUps.put(host, new ScriptResult(host, after, more));
            tell(host, DeployEvent.Step.PULLED);
        });
    }

    private boolean isDenied(Throwable failure) {
        return ServerCommandRunner.cause(failure) instanceof CommandFailedException failed
                && failed.output().command().equals(images.pull(session.version()))
                && DENIED.matcher(failed.output().stderr()).find();
    }

    private void tell(Host host, DeployEvent.Step step) {
        session.log().tell(new DeployEvent.HostAdvanced(host.toString(), "", step));
    }

    private Script pull() {
        Command audit = new AuditCommands(session.configuration())
                .record(session.tags(), "Pulled image with version " + session.version());
        Script script = Script.of(audit);
        return (keepsOld ? script : script.attempt(images.remove(session.version())))
                .run(images.pull(session.version()))
                .run(images.validate(session.version()))
                .saying("Pulled the image");
    }
}
