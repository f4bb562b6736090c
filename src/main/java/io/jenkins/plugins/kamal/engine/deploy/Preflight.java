package io.jenkins.plugins.kamal.engine.deploy;

import io.jenkins.plugins.kamal.engine.shell.ScriptResult;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What would stop a deploy is found before anything is built, and told at once: hooks, secrets, and on each server,
 * which has to be connected to anyway, Docker, disk space, proxy and lock. Kamal finds each of them when it comes to
 * it.
 */
final class Preflight {

    private static final String FIRST_HOOK = "pre-connect";

    private final Session session;
    private final Deploy.Scope scope;
    private final PreflightReport report = new PreflightReport();

    Preflight(Session session, Deploy.Scope scope) {
        this.session = session;
        this.scope = scope;
    }

    void run() {
        List<String> unusable = new Hooks(session).unusable();
        unusable.forEach(hook -> report.fault(new Hooks(session).unusableMessage(hook)));
        secrets().faults(session.project().secrets()).ifPresent(report::fault);
        if (unusable.contains(FIRST_HOOK)) {
            report.warning("The servers were not asked, because the hook " + FIRST_HOOK + " has to run before");
        } else {
            session.journal().phase("Connect to the servers", this::askServers);
        }
        report.judge(session.journal());
    }

    private RequiredSecrets secrets() {
        RequiredSecrets required = RequiredSecrets.ofDeploy(
                session.configuration(), !session.request().options().skipPush());
        if (scope == Deploy.Scope.SETUP) {
            Accessories.named(session, Accessories.ALL).forEach(required::with);
        }
        return required;
    }

    private void askServers() {
        session.servers().all(session.targets().hosts(), this::ask);
    }

    private CompletableFuture<Void> ask(String host) {
        ServerCheck check = new ServerCheck(session, host, scope == Deploy.Scope.SETUP, report);
        return session.servers().run(host, check.questions()).handle((answers, failure) -> {
            judge(check, answers, failure);
            return null;
        });
    }

    private void judge(ServerCheck check, ScriptResult answers, Throwable failure) {
        if (failure == null) {
            check.judge(answers);
        } else {
            report.fault(OnServers.cause(failure).getMessage());
        }
    }
}
