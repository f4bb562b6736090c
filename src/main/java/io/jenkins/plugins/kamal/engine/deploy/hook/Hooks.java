package io.jenkins.plugins.kamal.engine.deploy.hook;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.command.server.LockCommands;
import io.jenkins.plugins.kamal.engine.config.model.HooksOutput;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.HookCalls;
import io.jenkins.plugins.kamal.engine.deploy.run.RunLog;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.image.ImageReference;
import io.jenkins.plugins.kamal.engine.process.LineSplitter;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Output;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The hooks of the project: programs in {@code .kamal/hooks}, run on this machine ({@code run_hook} of
 * {@code lib/kamal/cli/base.rb}).
 */
public final class Hooks {

    /** Whether a hook sees the project's secrets in its environment. */
    public enum Sees {
        SECRETS,
        NO_SECRETS
    }

    private static final List<String> NAMES = List.of(
            "pre-connect", "docker-setup", "pre-build", "pre-deploy", "pre-app-boot", "post-app-boot", "post-deploy");

    private final Session session;

    public Hooks(Session session) {
        this.session = session;
    }

    /** Runs a hook for all hosts of the command; returns false if there is no such hook or hooks are skipped. */
    public boolean run(String hook, Sees sees) {
        return run(hook, sees, session.targets().hosts(), null);
    }

    /** Runs a hook for these hosts, if there is such a hook; returns whether it ran. */
    public boolean runFor(String hook, List<Host> hosts) {
        return run(hook, Sees.NO_SECRETS, hosts, null);
    }

    /** Runs a hook, if there is such a hook, after work that took this many seconds. */
    public void runAfter(String hook, Sees sees, long seconds) {
        run(hook, sees, session.targets().hosts(), seconds);
    }

    /** Whether this hook exists, so that {@link #run} runs it or reports that it is skipped. */
    public boolean isThere(String hook) {
        return file(hook).exists();
    }

    /** The hooks that a deploy would run, in order. */
    public List<String> ofDeploy() {
        boolean builds = !session.request().options().build().skipPush();
        return session.request().options().skipHooks()
                ? List.of()
                : NAMES.stream()
                        .filter(hook -> !hook.equals("docker-setup") && (builds || !hook.equals("pre-build")))
                        .filter(this::isThere)
                        .toList();
    }

    /** The hooks that cannot start; none if hooks are skipped. */
    public List<String> unusable() {
        return session.request().options().skipHooks()
                ? List.of()
                : NAMES.stream().filter(hook -> file(hook).fault().isPresent()).toList();
    }

    /** Returns why a hook of {@link #unusable} cannot start. */
    public String unusableMessage(String hook) {
        return file(hook).fault().orElseThrow();
    }

    private HookFile file(String hook) {
        String path = session.configuration().paths().hooks() + "/" + hook;
        return new HookFile(session.project().directory().resolve(path), path);
    }

    private boolean run(String hook, Sees sees, List<Host> hosts, @CheckForNull Long runtime) {
        HookFile file = file(hook);
        if (!file.exists()) {
            return false;
        }
        if (session.request().options().skipHooks()) {
            session.log().tell(new DeployEvent.Skipped("hook " + hook, "hooks are skipped"));
            return false;
        }
        file.fault().ifPresent(fault -> {
            throw new DeployException(Topic.HOOKS, fault);
        });
        session.log().info("--> hook " + hook);
        Output output = execute(hook, file.path(), new HookEnvironment(session).of(sees, hosts, runtime));
        session.log()
                .tell(new DeployEvent.HookFinished(
                        hook, output.exitStatus(), output.duration().toMillis()));
        session.log()
                .info("    hook " + hook + ": exit status " + output.exitStatus() + " after "
                        + RunLog.seconds(output.duration()));
        if (!output.succeeded()) {
            throw failure(hook, file, output);
        }
        return true;
    }

    private Output execute(String hook, Path file, Map<String, String> environment) {
        Consumer<String> lines = isShown(hook) ? line -> session.log().info("    | " + line) : line -> {};
        return session.calls().during(moment(), environment, variables -> session.stop()
                .interruptibly("hook " + hook, () -> session.local()
                        .run(
                                Command.of(file.toString()),
                                variables,
                                session.project().directory(),
                                lines)));
    }

    /**
     * Returns the state of the run. The version "latest" of {@code app boot} is left out, because it names no commit
     * that could be built.
     */
    private HookCalls.Moment moment() {
        String latest = ImageReference.latest(session.configuration()).tag();
        String lock = new LockCommands(session.configuration()).directory();
        return new HookCalls.Moment(
                session.request()
                        .wanted()
                        .find()
                        .filter(version -> !version.value().equals(latest))
                        .orElse(null),
                session.lockHeld() ? lock : null,
                session.connected());
    }

    /**
     * Whether the log shows the output of a hook: yes by default, and always in a verbose run. Kamal shows it only if
     * the configuration says so.
     */
    private boolean isShown(String hook) {
        if (session.log().isVerbose()) {
            return true;
        }
        HooksOutput settings = session.configuration().commands().hooksOutput();
        return Optional.ofNullable(settings.byHook().get(hook))
                .or(settings::all)
                .map(level -> level == HooksOutput.Level.VERBOSE)
                .orElse(true);
    }

    private DeployException failure(String hook, HookFile file, Output output) {
        String reason = file.reasonNotStarted(output)
                .map(fault -> ": " + fault)
                .orElseGet(() -> isShown(hook) ? lastWords(file, output) : everything(file, output));
        return new DeployException(
                Topic.HOOKS, "The hook " + hook + " failed with exit status " + output.exitStatus() + reason);
    }

    /** The last line of a hook whose output is in the log; the last line usually is the error message. */
    private String lastWords(HookFile file, Output output) {
        String stream = output.stderr().isBlank() ? output.stdout() : output.stderr();
        return stream.isBlank()
                ? silence(file)
                : ": "
                        + LineSplitter.shortened(session.log()
                                .redactor()
                                .redact(stream.strip().lines().reduce("", (before, line) -> line)));
    }

    private static String everything(HookFile file, Output output) {
        String printed = (output.stdout() + "\n" + output.stderr()).strip();
        return printed.isEmpty() ? silence(file) : ":\n" + printed;
    }

    private static String silence(HookFile file) {
        return " and printed nothing; see " + file.name();
    }
}
