package io.jenkins.plugins.kamal.engine.deploy.run;

import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.CommandFailedException;
import io.jenkins.plugins.kamal.engine.shell.Output;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** Runs commands on this machine, logs them, and interrupts them on a stop request. */
public final class LocalCommands {

    /** Stands for this machine where logs and failures name a server. */
    public static final Host HERE = Host.parse("localhost");

    private final Session session;

    public LocalCommands(Session session) {
        this.session = session;
    }

    /** Runs a command that must succeed, without showing its output. */
    public Output run(Command command, Path directory) {
        return run(command, Map.of(), directory);
    }

    /** Runs a command that may fail. */
    public Output attempt(Command command, Path directory) {
        return attempt(command, Map.of(), directory);
    }

    /** Runs a command that may fail, with additional variables. */
    public Output attempt(Command command, Map<String, String> environment, Path directory) {
        return quietly(command, environment, directory, true);
    }

    /** Runs a command that must succeed, with additional variables, without showing its output. */
    public Output run(Command command, Map<String, String> environment, Path directory) {
        return requireSuccess(quietly(command, environment, directory, false));
    }

    /** Runs a command that must succeed, and shows its output line by line. */
    public Output show(Command command, Map<String, String> environment, Path directory) {
        session.log().begins(HERE, command);
        Output output =
                execute(command, environment, directory, line -> session.log().info("    | " + line));
        session.log().ended(HERE, output);
        return requireSuccess(output);
    }

    private Output quietly(Command command, Map<String, String> environment, Path directory, boolean mayFail) {
        Output output = execute(command, environment, directory, line -> {});
        session.log().ran(HERE, output, mayFail);
        return output;
    }

    private Output execute(Command command, Map<String, String> environment, Path directory, Consumer<String> lines) {
        return session.stop()
                .interruptibly("`" + command + "`", () -> session.local().run(command, environment, directory, lines));
    }

    private static Output requireSuccess(Output output) {
        if (!output.succeeded()) {
            throw new CommandFailedException(HERE, output);
        }
        return output;
    }
}
