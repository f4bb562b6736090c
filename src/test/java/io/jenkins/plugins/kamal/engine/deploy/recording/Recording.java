package io.jenkins.plugins.kamal.engine.deploy.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Output;
import io.jenkins.plugins.kamal.engine.shell.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Every command of a session in the order in which it ran, as {@code host: shell text}; this machine is called
 * {@code localhost}. A command succeeds and prints nothing unless the table says otherwise.
 */
public final class Recording {

    private final List<String> commands = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();
    private final Map<String, CompletableFuture<Void>> awaited = new HashMap<>();

    /** Answers every command whose {@code host: shell text} contains this text; a later rule wins over an earlier. */
    public Recording answer(String part, String stdout) {
        rules.add(0, new Rule(part, 0, stdout, "", false));
        return this;
    }

    /** Answers the next such command only. */
    public Recording answerOnce(String part, String stdout) {
        rules.add(0, new Rule(part, 0, stdout, "", true));
        return this;
    }

    /** Lets every such command fail with status 1. */
    public Recording fail(String part, String stderr) {
        rules.add(0, new Rule(part, 1, "", stderr, false));
        return this;
    }

    /** Lets every such command fail with this status. */
    public Recording fail(String part, int status, String stderr) {
        rules.add(0, new Rule(part, status, "", stderr, false));
        return this;
    }

    /** Lets the next such command fail with status 1. */
    public Recording failOnce(String part, String stderr) {
        rules.add(0, new Rule(part, 1, "", stderr, true));
        return this;
    }

    /** Lets the next such command fail with this status. */
    public Recording failOnce(String part, int status, String stderr) {
        rules.add(0, new Rule(part, status, "", stderr, true));
        return this;
    }

    /** Done as soon as a command with this text runs. */
    public synchronized CompletableFuture<Void> whenRuns(String part) {
        return awaited.computeIfAbsent(part, ignored -> new CompletableFuture<>());
    }

    /** Every command so far, in order. */
    public synchronized List<String> commands() {
        return List.copyOf(commands);
    }

    /** The commands that contain a text, in order. */
    public List<String> commands(String part) {
        return commands().stream().filter(command -> command.contains(part)).toList();
    }

    /** Checks that commands with these parts ran in this order, with whatever between them. */
    public void assertInOrder(String... parts) {
        List<String> all = commands();
        int from = 0;
        for (String part : parts) {
            int at = from;
            while (at < all.size() && !all.get(at).contains(part)) {
                at++;
            }
            if (at == all.size()) {
                throw new AssertionError(
                        "no command with '" + part + "' after command " + from + " of\n  " + String.join("\n  ", all));
            }
            from = at + 1;
        }
    }

    /** Checks that no command contains this text. */
    public void assertNone(String part) {
        assertThat(commands()).noneMatch(command -> command.contains(part));
    }

    /** Runs a script as a server does: up to the first failure of a command that must succeed. */
    List<Output> run(String host, Script script) {
        List<Output> outputs = new ArrayList<>();
        for (Script.Step step : script.steps()) {
            Output output = run(host, step.command());
            outputs.add(output);
            if (!output.succeeded() && !step.mayFail()) {
                break;
            }
        }
        return outputs;
    }

    synchronized Output run(String host, Command command) {
        String text = host + ": " + command.shellText();
        commands.add(text);
        awaited.forEach((part, ran) -> {
            if (text.contains(part)) {
                ran.complete(null);
            }
        });
        for (Rule rule : rules) {
            if (text.contains(rule.part())) {
                if (rule.once()) {
                    rules.remove(rule);
                }
                return new Output(command, rule.status(), rule.stdout(), rule.stderr(), Duration.ZERO);
            }
        }
        return new Output(command, 0, "", "", Duration.ZERO);
    }

    private record Rule(String part, int status, String stdout, String stderr, boolean once) {}
}
