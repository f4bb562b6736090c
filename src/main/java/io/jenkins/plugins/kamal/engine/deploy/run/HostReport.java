package io.jenkins.plugins.kamal.engine.deploy.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Output;
import io.jenkins.plugins.kamal.engine.shell.Script;
import io.jenkins.plugins.kamal.engine.shell.ScriptResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Prints the answers of servers in the order of the servers, each under its server's name ({@code puts_by_host} of
 * {@code lib/kamal/sshkit_with_ext.rb}). Each step of a script that may fail counts as a question, and its output is
 * printed. A failure is thrown after all answers are printed, with the exit status of the command that failed.
 */
public final class HostReport {

    private final Session session;
    private final String kind;
    private boolean raw;

    @CheckForNull
    private String insteadOfFailure;

    /** Creates a report with headings of the form {@code <kind> Host: <host>}. */
    public HostReport(Session session, String kind) {
        this.session = session;
        this.kind = kind;
    }

    /** Prints the answers alone, without headings, if wanted. */
    public HostReport raw(boolean wanted) {
        raw = wanted;
        return this;
    }

    /**
     * Prints this answer if a question finds nothing, which means that the command fails without an error message. Such
     * a question does not count as a failure.
     */
    public HostReport orElse(String answer) {
        insteadOfFailure = answer;
        return this;
    }

    /** Runs each host's script and prints the answers. */
    public void print(Collection<Host> hosts, Function<Host, Script> scripts) {
        List<Throwable> failures = new ArrayList<>();
        Map<Host, Answer> answers = session.servers().all(hosts, host -> session.servers()
                .run(host, scripts.apply(host))
                .handle(Answer::new));
        answers.forEach((host, answer) -> {
            ScriptResult result = answer.result();
            Throwable failure = answer.failure();
            if (failure != null) {
                failures.add(ServerCommandRunner.cause(failure));
            } else if (result != null) {
                print(host, result, failures);
            }
        });
        if (!failures.isEmpty()) {
            throw failure(failures);
        }
    }

    /** Prints a text under a server's name. */
    public void print(Host host, String text) {
        if (raw) {
            session.log().result(text);
            return;
        }
        session.log().result(kind + " Host: " + host, text);
    }

    private void print(Host host, ScriptResult result, List<Throwable> failures) {
        for (int i = 0; i < result.outputs().size(); i++) {
            if (result.script().steps().get(i).mayFail()) {
                print(host, result.output(i), failures);
            }
        }
    }

    private void print(Host host, Output output, List<Throwable> failures) {
        if (output.succeeded()) {
            print(host, output.stdout());
        } else if (insteadOfFailure != null && output.stderr().isBlank()) {
            print(host, insteadOfFailure);
        } else {
            if (!output.stdout().isBlank()) {
                print(host, output.stdout());
            }
            failures.add(failed(host, output));
        }
    }

    /** Returns the failure without the output of the command, because the output is already printed. */
    private static DeployException failed(Host host, Output output) {
        String complaint =
                output.stderr().isBlank() ? "" : ": " + output.stderr().strip();
        return new DeployException(
                Topic.COMMANDS,
                host + ": `" + output.command() + "` failed with exit status " + output.exitStatus() + complaint,
                output.exitStatus(),
                null);
    }

    private static DeployException failure(List<Throwable> failures) {
        int status = failures.stream()
                .filter(DeployException.class::isInstance)
                .map(failed -> ((DeployException) failed).exitStatus())
                .findFirst()
                .orElse(1);
        DeployException all = ServerCommandRunner.failure(failures);
        return new DeployException(all.topic(), all.getMessage(), status, all);
    }

    /** The result or the failure of a host; one of them is null. */
    private record Answer(
            @CheckForNull ScriptResult result, @CheckForNull Throwable failure) {}
}
