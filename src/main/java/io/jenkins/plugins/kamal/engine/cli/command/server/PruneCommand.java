package io.jenkins.plugins.kamal.engine.cli.command.server;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.cli.command.CommandGroup;
import io.jenkins.plugins.kamal.engine.cli.option.CountConverter;
import io.jenkins.plugins.kamal.engine.deploy.Prune;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code prune …}. */
@Command(name = "prune", description = "Removes old containers and images.")
public final class PruneCommand extends CommandGroup {

    @Command(name = "all", description = "Removes old containers and images.")
    int all() {
        return run("all", session -> new Prune(session).all());
    }

    @Command(name = "images", description = "Removes unused images.")
    int images() {
        return run("images", session -> new Prune(session).images());
    }

    @Command(name = "containers", description = "Removes stopped containers, except the newest ones.")
    int containers(
            @Option(
                            names = "--retain",
                            paramLabel = "NUMBER",
                            converter = CountConverter.class,
                            description = "How many stopped containers to keep")
                    Integer retain) {
        return run("containers", session -> containers(new Prune(session), retain));
    }

    private static void containers(Prune prune, @CheckForNull Integer retain) {
        if (retain == null) {
            prune.containers();
        } else {
            prune.containers(retain);
        }
    }
}
