package io.jenkins.plugins.kamal.engine.cli.command.container;

import io.jenkins.plugins.kamal.engine.cli.command.CommandGroup;
import io.jenkins.plugins.kamal.engine.cli.option.ConfirmOption;
import io.jenkins.plugins.kamal.engine.cli.option.LogOption;
import io.jenkins.plugins.kamal.engine.cli.option.RollingOption;
import io.jenkins.plugins.kamal.engine.deploy.Upgrade;
import io.jenkins.plugins.kamal.engine.deploy.app.FollowLogs;
import io.jenkins.plugins.kamal.engine.deploy.proxy.ProxyOperations;
import io.jenkins.plugins.kamal.engine.deploy.proxy.RebootProxy;
import io.jenkins.plugins.kamal.engine.deploy.proxy.RemoveProxy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code proxy …}. */
@Command(name = "proxy", description = "Manages kamal-proxy.", subcommands = BootConfigCommand.class)
public final class ProxyCommand extends CommandGroup {

    private static final String OUTAGE = "This will cause a brief outage on each host.";

    @Command(name = "boot", description = "Boots kamal-proxy on the hosts where it does not run.")
    int boot() {
        return run("boot", session -> new ProxyOperations(session).boot());
    }

    @Command(name = "details", description = "Prints the container of kamal-proxy.")
    int details() {
        return run("details", session -> new ProxyOperations(session).details());
    }

    @Command(name = "logs", description = "Prints the log of kamal-proxy.")
    int logs(@Mixin LogOption choice) {
        return run("logs", session -> {
            if (choice.follow()) {
                new FollowLogs(session, choice.request()).ofProxy();
            } else {
                new ProxyOperations(session).logs(choice.request());
            }
        });
    }

    @Command(name = "start", description = "Starts the stopped container of kamal-proxy.")
    int start() {
        return run("start", session -> new ProxyOperations(session).start());
    }

    @Command(name = "stop", description = "Stops kamal-proxy.")
    int stop() {
        return run("stop", session -> new ProxyOperations(session).stop());
    }

    @Command(name = "restart", description = "Stops and starts kamal-proxy.")
    int restart() {
        return run("restart", session -> new ProxyOperations(session).restart());
    }

    @Command(name = "reboot", description = "Replaces the container of kamal-proxy with a new one.")
    int reboot(@Mixin ConfirmOption confirmed, @Mixin RollingOption rolling) {
        return run(
                "reboot",
                session -> confirmed.at(session).then(OUTAGE, () -> new RebootProxy(session, rolling.wanted()).run()));
    }

    @Command(
            name = "upgrade",
            description = "Replaces Traefik from Kamal 1 with kamal-proxy, and boots the app behind kamal-proxy.")
    int upgrade(@Mixin ConfirmOption confirmed, @Mixin RollingOption rolling) {
        return run("upgrade", session -> confirmed.at(session).then(OUTAGE, () -> new Upgrade(session, rolling.wanted())
                .proxy()));
    }

    @Command(name = "remove", description = "Removes the container, image and files of kamal-proxy.")
    int remove(
            @Option(names = "--force", description = "Remove kamal-proxy even if other apps need it") boolean force) {
        return run("remove", session -> new RemoveProxy(session).all(force));
    }

    @Command(name = "remove_container", aliases = "remove-container", description = "Removes the stopped container.")
    int removeContainer() {
        return run("remove_container", session -> new RemoveProxy(session).container());
    }

    @Command(
            name = "remove_proxy_directory",
            aliases = "remove-proxy-directory",
            description = "Removes the files of kamal-proxy, including those of all apps.")
    int removeDirectory() {
        return run("remove_proxy_directory", session -> new RemoveProxy(session).directory());
    }

    @Command(name = "remove_image", aliases = "remove-image", description = "Removes the image.")
    int removeImage() {
        return run("remove_image", session -> new RemoveProxy(session).image());
    }
}
