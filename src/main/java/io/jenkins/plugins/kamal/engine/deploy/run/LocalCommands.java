package io.jenkins.plugins.kamal.engine.deploy.run;

import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.CommandFailedException;
import io.jenkins.plugins.kamal.engine.shell.Output;
import java.nio.file.Path;
import java.util.Map;

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
        return requireSuccess(attempt(command, directory));
    }

    /** Runs a command that may fail. */
    public Output attempt(Command command, Path directory) {
        return attempt(command, Map.of(), directory, false);
    }

    /** Runs a command that may fail, with additional variables. */
    public Output attempt(Command command, Map<String, String> environment, Path directory) {
        return attempt(command, environment, directory, false);
    }

    /** Runs a command that must succeed, with additional variables, without showing its output. */
    public Output run(Command command, Map<String, String> environment, Path directory) {
        return requireSuccess(attempt(command, environment, directory));
    }

    /** Runs a command that must succeed, and shows its output line by line. */
    public Output show(Command command, Map<String, String> environment, Path directory) {
        return requireSuccess(attempt(command, environment, directory, true));
    }

    private Output attempt(Command command, Map<String, String> environment, Path directory, boolean shown) {
        if (shown) {
            session.log().info("    " + command);
        }
        Output output = session.stop()
                .interruptibly("`" + command + "`", () -> session.local().run(command, environment, directory, line -> {
                    if (shown) {
                        session.log().info("    | " + line);
                    }
                }));
        if (!shown) {
            session.log().ran(HERE, output);
        }
        return output;
    }

    private static Output requireSuccess(Output output) {
        if (!output.succeeded()) {
            throw new CommandFailedException(HERE, output);
        }
        return output;
    }
}
