package io.jenkins.plugins.kamal.engine.deploy.status;

import static java.util.Comparator.comparing;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.deploy.plan.ListedContainer;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.ServerCommandRunner;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.DriftFound;
import io.jenkins.plugins.kamal.engine.protocol.DriftKind;
import io.jenkins.plugins.kamal.engine.shell.NoAnswerException;
import io.jenkins.plugins.kamal.engine.shell.ScriptResult;
import io.jenkins.plugins.kamal.engine.shell.ServerUnreachableException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Asks the servers what runs there, and says how that differs from what is expected. Kamal has no such command. */
public final class Status {

    private final Session session;
    private final boolean failOnDrift;
    private final List<RoleStatus> roles = new ArrayList<>();
    private final List<DriftFound> findings = new ArrayList<>();

    /**
     * Creates the command.
     *
     * @param failOnDrift whether the command fails if a server differs from what is expected
     */
    public Status(Session session, boolean failOnDrift) {
        this.session = session;
        this.failOnDrift = failOnDrift;
    }

    /** Reports what runs and how it differs. A server that cannot be reached is a finding. */
    public void run() {
        session.log().phase("Ask the servers", this::ask);
        List<String> hosts =
                session.targets().hosts().stream().map(Host::toString).toList();
        VersionComparison comparison = new VersionComparison(session, roles);
        findings.addAll(comparison.findings());
        List<DriftFound> shown = findings.stream()
                .sorted(comparing(finding -> hosts.indexOf(finding.host())))
                .map(finding -> StatusText.shown(session.log().redactor(), finding))
                .toList();
        boolean drifting = shown.stream().anyMatch(finding -> finding.kind().isDrift());
        roles.forEach(role -> session.log().tell(role.event()));
        shown.forEach(session.log()::tell);
        String expected = comparison.expectedVersion().orElse("");
        session.log().tell(new DeployEvent.StatusAsked(expected, drifting));
        print(expected, shown, drifting);
        if (drifting && failOnDrift) {
            throw new DeployException(
                    Topic.DRIFT,
                    "The servers differ from what is expected:\n  " + StatusText.drift(shown)
                            + "\nRun `kamal plan` to see what a deploy would change");
        }
    }

    private void ask() {
        Map<Host, List<ListedContainer>> withoutRole = new LinkedHashMap<>();
        Map<Host, Answer> answers = session.servers().all(session.targets().hosts(), host -> session.servers()
                .run(host, HostQuestions.of(session, host))
                .handle(Answer::new)
                .thenCompose(Answer::orFailure));
        answers.forEach((host, answer) -> {
            ScriptResult result = answer.result();
            if (result == null) {
                String reason = answer.reason();
                findings.add(new DriftFound(host.toString(), "", DriftKind.UNREACHABLE, "", reason));
            } else {
                HostStatus status = HostStatus.of(session, host, result);
                roles.addAll(status.roles());
                findings.addAll(status.findings());
                List<ListedContainer> listed = status.withoutRole();
                if (listed != null) {
                    withoutRole.put(host, listed);
                }
            }
        });
        findings.addAll(new VisitorStatus(session, withoutRole).findings());
    }

    private void print(String expected, List<DriftFound> shown, boolean drifting) {
        session.log()
                .result((expected.isEmpty() ? "No version runs" : "Expected version: " + expected)
                        + (drifting ? ". The servers differ:" : ". The servers do not differ."));
        roles.forEach(role -> session.log()
                .result("  " + role.host() + " " + role.role() + ": "
                        + role.runningVersion().map(version -> version + ", ").orElse("")
                        + role.event().state()
                        + (role.instances() > 1 ? ", " + role.instances() + " instances" : "")));
        shown.forEach(finding -> session.log()
                .result("  " + (finding.kind().isDrift() ? "DRIFT " : "note ") + StatusText.line(finding)));
    }

    /** The answers of a host, or why there are none. */
    private record Answer(
            @CheckForNull ScriptResult result, @CheckForNull Throwable failure) {

        /** Only a host that cannot be reached or does not answer is a finding; every other failure ends the command. */
        CompletableFuture<Answer> orFailure() {
            return failure == null || isSilence(ServerCommandRunner.cause(failure))
                    ? CompletableFuture.completedFuture(this)
                    : CompletableFuture.failedFuture(new CompletionException(failure));
        }

        private static boolean isSilence(Throwable cause) {
            return cause instanceof ServerUnreachableException || cause instanceof NoAnswerException;
        }

        String reason() {
            return failure == null ? "" : ServerCommandRunner.cause(failure).getMessage();
        }
    }
}
