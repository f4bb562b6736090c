package io.jenkins.plugins.kamal.engine.cli.command.container;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.kamal.engine.cli.command.CommandGroup;
import io.jenkins.plugins.kamal.engine.cli.option.AnyText;
import io.jenkins.plugins.kamal.engine.cli.option.ConfirmOption;
import io.jenkins.plugins.kamal.engine.cli.option.ExecOption;
import io.jenkins.plugins.kamal.engine.cli.option.LogOption;
import io.jenkins.plugins.kamal.engine.cli.option.RollingOption;
import io.jenkins.plugins.kamal.engine.deploy.Upgrade;
import io.jenkins.plugins.kamal.engine.deploy.accessory.AccessoryExec;
import io.jenkins.plugins.kamal.engine.deploy.accessory.AccessoryFiles;
import io.jenkins.plugins.kamal.engine.deploy.accessory.AccessoryOperations;
import io.jenkins.plugins.kamal.engine.deploy.accessory.RemoveAccessory;
import io.jenkins.plugins.kamal.engine.deploy.app.FollowLogs;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code accessory …}. */
@Command(name = "accessory", description = "Manages accessories, such as a database.")
public final class AccessoryCommand extends CommandGroup {

    /** The accessory that a command is about. */
    static final class Name {

        @Parameters(index = "0", paramLabel = "NAME", description = "The accessory, or 'all'")
        @SuppressFBWarnings(
                value = "NP_NONNULL_FIELD_NOT_INITIALIZED_IN_CONSTRUCTOR",
                justification = "picocli sets it before it calls the command, and refuses a command line without it")
        private String name;
    }

    @Command(name = "boot", description = "Boots the accessory on the hosts where it does not run yet.")
    int boot(@Mixin Name about) {
        return byHand("boot", about, AccessoryOperations::boot);
    }

    @Command(name = "upload", description = "Uploads the files of the accessory.")
    int upload(@Mixin Name about) {
        return run("upload", session -> AccessoryFiles.upload(session, about.name));
    }

    @Command(name = "directories", description = "Creates the directories of the accessory.")
    int directories(@Mixin Name about) {
        return run("directories", session -> AccessoryFiles.createDirectories(session, about.name));
    }

    @Command(name = "reboot", description = "Replaces the container with a new one and keeps the data.")
    int reboot(@Mixin Name about) {
        return byHand("reboot", about, AccessoryOperations::reboot);
    }

    @Command(name = "start", description = "Starts the stopped container.")
    int start(@Mixin Name about) {
        return byHand("start", about, AccessoryOperations::start);
    }

    @Command(name = "stop", description = "Stops the container.")
    int stop(@Mixin Name about) {
        return byHand("stop", about, AccessoryOperations::stop);
    }

    @Command(name = "restart", description = "Stops and starts the container.")
    int restart(@Mixin Name about) {
        return byHand("restart", about, AccessoryOperations::restart);
    }

    @Command(name = "details", description = "Prints the containers of the accessory.")
    int details(@Mixin Name about) {
        return byHand("details", about, AccessoryOperations::details);
    }

    @Command(name = "logs", description = "Prints the log of the accessory.")
    int logs(@Mixin Name about, @Mixin LogOption choice) {
        return run("logs", session -> {
            if (choice.follow()) {
                new FollowLogs(session, choice.request()).ofAccessory(about.name);
            } else {
                new AccessoryOperations(session, about.name).logs(choice.request());
            }
        });
    }

    @Command(name = "exec", description = "Runs a command in a new container, or in the running one with --reuse.")
    int exec(
            @Mixin Name about,
            @Mixin ExecOption choice,
            @Option(names = "--reuse", negatable = true, description = "Use the running container") boolean reuse,
            @Parameters(
                            index = "1..*",
                            arity = "1..*",
                            paramLabel = "COMMAND",
                            converter = AnyText.class,
                            description = "The command, as shell text")
                    List<String> words) {
        var options = choice.options(reuse, false, Map.of());
        return run(
                task("exec").raw(choice.raw()),
                session -> new AccessoryExec(session, about.name, ExecOption.command(words), options).run());
    }

    @Command(name = "pull_image", aliases = "pull-image", description = "Pulls the image of the accessory.")
    int pullImage(@Mixin Name about) {
        return byHand("pull_image", about, AccessoryOperations::pullImage);
    }

    @Command(name = "remove", description = "Removes the container, image, files and data of the accessory.")
    int remove(@Mixin Name about, @Mixin ConfirmOption confirmed) {
        return run("remove", session -> confirmed
                .at(session)
                .then(
                        "This will remove all containers, images and data directories for " + about.name + ".",
                        () -> new RemoveAccessory(session, about.name).all()));
    }

    @Command(
            name = "upgrade",
            description = "Replaces a container from Kamal 1 with one in the network kamal, and keeps the data.")
    int upgrade(@Mixin Name about, @Mixin ConfirmOption confirmed, @Mixin RollingOption rolling) {
        return run("upgrade", session -> confirmed
                .at(session)
                .then(
                        "This will restart the accessories " + about.name + ".",
                        () -> new Upgrade(session, rolling.wanted()).accessories(about.name)));
    }

    @Command(name = "remove_container", aliases = "remove-container", description = "Removes the stopped container.")
    int removeContainer(@Mixin Name about) {
        return run("remove_container", session -> new RemoveAccessory(session, about.name).container());
    }

    @Command(name = "remove_image", aliases = "remove-image", description = "Removes the image of the accessory.")
    int removeImage(@Mixin Name about) {
        return run("remove_image", session -> new RemoveAccessory(session, about.name).image());
    }

    @Command(
            name = "remove_service_directory",
            aliases = "remove-service-directory",
            description = "Removes the files and data of the accessory.")
    int removeServiceDirectory(@Mixin Name about) {
        return run("remove_service_directory", session -> new RemoveAccessory(session, about.name).directory());
    }

    private int byHand(String subcommand, Name about, Consumer<AccessoryOperations> work) {
        return run(subcommand, session -> work.accept(new AccessoryOperations(session, about.name)));
    }
}
