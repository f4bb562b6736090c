package io.jenkins.plugins.kamal.engine.cli;

import java.io.PrintWriter;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;

/** Where the engine begins as a program. */
public final class Main {

    private Main() {}

    /** Runs a command and ends the process with its exit status. */
    public static void main(String[] arguments) {
        System.exit(run(Surroundings.ofThisProcess(), arguments));
    }

    /** Runs a command; gives its exit status. */
    static int run(Surroundings surroundings, String... arguments) {
        // Libraries log through slf4j to java.util.logging; what a person needs to know is in the engine's own log.
        Logger.getLogger("").setLevel(Level.SEVERE);
        return new CommandLine(new KamalCommand(surroundings))
                .setOut(new PrintWriter(surroundings.out(), true))
                .setErr(new PrintWriter(surroundings.err(), true))
                .execute(arguments);
    }
}
