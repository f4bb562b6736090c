package io.jenkins.plugins.kamal.engine.deploy.preflight;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.config.model.Accessory;
import io.jenkins.plugins.kamal.engine.deploy.accessory.Accessories;
import io.jenkins.plugins.kamal.engine.deploy.accessory.AccessoryFiles;
import io.jenkins.plugins.kamal.engine.deploy.build.KnownImage;
import io.jenkins.plugins.kamal.engine.deploy.build.RemoteBuildMachine;
import io.jenkins.plugins.kamal.engine.deploy.hook.Hooks;
import io.jenkins.plugins.kamal.engine.deploy.registry.DockerLogin;
import io.jenkins.plugins.kamal.engine.deploy.registry.LocalRegistry;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployScope;
import io.jenkins.plugins.kamal.engine.deploy.run.LocalCommands;
import io.jenkins.plugins.kamal.engine.deploy.run.LocalDocker;
import io.jenkins.plugins.kamal.engine.deploy.run.ServerCommandRunner;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.deploy.secret.RequiredSecrets;
import io.jenkins.plugins.kamal.engine.deploy.secret.ServerSecrets;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Script;
import io.jenkins.plugins.kamal.engine.shell.ScriptResult;
import io.jenkins.plugins.kamal.engine.shell.ServerUnreachableException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Finds everything that would stop a deploy before anything is built, and reports all of it at once. Checks hooks and
 * secrets; Docker, disk space, proxy and lock on each server, to which the deploy must connect anyway; and the login to
 * the registry, on the servers, which pull, and on this machine if it builds. Kamal finds each problem only when it
 * reaches that step.
 */
public final class Preflight {

    private static final String FIRST_HOOK = "pre-connect";

    private final Session session;
    private final DeployScope scope;
    private final PreflightReport report = new PreflightReport();

    public Preflight(Session session, DeployScope scope) {
        this.session = session;
        this.scope = scope;
    }

    public void run() {
        List<String> unusable = new Hooks(session).unusable();
        unusable.forEach(hook -> report.fault(new Hooks(session).unusableMessage(hook)));
        RequiredSecrets secrets = secrets();
        secrets.faults(session.project().secrets()).ifPresent(report::fault);
        secrets.warning(session.project().secrets()).ifPresent(report::warning);
        accessories()
                .forEach(accessory -> AccessoryFiles.faults(session, accessory).forEach(report::fault));
        report.tellFaults(session.log(), "Problems on this machine (the servers are checked next):");
        if (unusable.contains(FIRST_HOOK)) {
            report.warning("The servers and the registry were not checked, because the hook " + FIRST_HOOK
                    + " has to run before");
        } else {
            session.log().phase("Connect to the servers", this::askAll);
        }
        report.judge(session.log());
    }

    private RequiredSecrets secrets() {
        boolean builds = !session.request().options().build().skipPush();
        RequiredSecrets required = (keepsSecrets()
                        ? RequiredSecrets.ofDeployKeepingSecrets(session.configuration(), builds)
                        : RequiredSecrets.ofDeploy(session.configuration(), builds))
                .about(session, session.version());
        accessories().forEach(required::with);
        return required;
    }

    /** The accessories that this deploy boots. */
    private List<Accessory> accessories() {
        return scope == DeployScope.SETUP ? Accessories.named(session, Accessories.ALL) : List.of();
    }

    /**
     * Checks this machine if it builds, and then the servers. Registries lock a user out after some wrong passwords, so the
     * servers do not try what the registry has refused to this machine.
     */
    private void askAll() {
        DockerLogin login = login();
        if (builds()) {
            session.servers().connect(List.of());
            login = askThisMachine(login);
        }
        DockerLogin accepted = login;
        ServerCommandRunner.join(session.servers().begin(session.targets().hosts(), host -> ask(host, accepted)));
    }

    /** Returns the login to try; null if its secrets are missing. */
    @CheckForNull
    private DockerLogin login() {
        return RequiredSecrets.ofRegistry(session.configuration())
                        .faults(session.project().secrets())
                        .isEmpty()
                ? new DockerLogin(session)
                : null;
    }

    private boolean builds() {
        return !session.request().options().build().skipPush()
                && new KnownImage(session).recorded().isEmpty();
    }

    /** Returns the login for the servers to try; null if the registry has refused it. */
    @CheckForNull
    private DockerLogin askThisMachine(@CheckForNull DockerLogin login) {
        Optional<String> missing = new LocalDocker(session).missing();
        Optional<String> refused = missing.isPresent() || login == null ? Optional.empty() : login.here();
        missing.ifPresent(report::fault);
        refused.ifPresent(report::fault);
        if (missing.isEmpty()) {
            RemoteBuildMachine.ofBuild(session).fault().ifPresent(report::fault);
        }
        if (login != null && missing.isEmpty() && refused.isEmpty()) {
            session.logins().addHere();
            session.log().info(LocalCommands.HERE, DockerLogin.LOGGED_IN);
        }
        return refused.isPresent() ? null : login;
    }

    /**
     * Returns the login to try on a server that will pull the image; empty for the other servers. A setup that builds
     * logs in when it pulls, because it may have to install Docker first.
     */
    private Script login(Host host, @CheckForNull DockerLogin login) {
        boolean tries = login != null && !(scope == DeployScope.SETUP && builds());
        return tries && session.targets().appHosts().contains(host) ? login.on(host) : Script.of();
    }

    private CompletableFuture<Void> ask(Host host, @CheckForNull DockerLogin login) {
        ServerCheck check = new ServerCheck(session, host, scope == DeployScope.SETUP, login(host, login), report);
        CompletableFuture<Void> asked = session.servers()
                .run(host, check.questions())
                .handle((answers, failure) -> {
                    judge(check, answers, failure);
                    return null;
                })
                .thenCompose(done -> check.explainDocker())
                .exceptionally(this::unlessUnreachable);
        return session.targets().appHosts().contains(host)
                ? asked.thenCompose(done -> reachesRegistry(host)).thenCompose(done -> hasSecrets(host))
                : asked;
    }

    private boolean keepsSecrets() {
        return session.request().options().rollout().keepsSecrets();
    }

    /** Checks that a server has the secrets that this deploy does not upload. */
    private CompletableFuture<Void> hasSecrets(Host host) {
        if (!keepsSecrets()) {
            return CompletableFuture.completedFuture(null);
        }
        ServerSecrets secrets = new ServerSecrets(session);
        return session.servers()
                .run(host, secrets.script(host))
                .thenAccept(answers -> secrets.faults(host, answers).forEach(report::fault))
                .exceptionally(this::unlessUnreachable);
    }

    /** Reports a failure, unless it is about an unreachable server, which has already been reported. */
    @CheckForNull
    private Void unlessUnreachable(Throwable failure) {
        Throwable cause = ServerCommandRunner.cause(failure);
        if (!(cause instanceof ServerUnreachableException)) {
            report.fault(cause.getMessage());
        }
        return null;
    }

    /** Checks that a server reaches a local registry. */
    private CompletableFuture<Void> reachesRegistry(Host host) {
        return new LocalRegistry(session).tryFrom(host).exceptionally(this::unlessUnreachable);
    }

    private void judge(ServerCheck check, ScriptResult answers, Throwable failure) {
        if (failure == null) {
            check.judge(answers);
        } else {
            report.fault(ServerCommandRunner.cause(failure).getMessage());
        }
    }
}
