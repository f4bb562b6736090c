package io.jenkins.plugins.kamal.engine.cli.command.deploy;

import io.jenkins.plugins.kamal.engine.cli.command.TopLevelCommand;
import io.jenkins.plugins.kamal.engine.cli.option.ConfirmOption;
import io.jenkins.plugins.kamal.engine.cli.option.RollingOption;
import io.jenkins.plugins.kamal.engine.cli.run.CommandTask;
import io.jenkins.plugins.kamal.engine.cli.run.EngineRun;
import io.jenkins.plugins.kamal.engine.deploy.Upgrade;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code upgrade}. */
@Command(
        name = "upgrade",
        description =
                "Upgrades servers from Kamal 1 to 2: replaces Traefik with kamal-proxy, and boots new containers in the network kamal.")
public final class UpgradeCommand extends TopLevelCommand {

    @Mixin
    private final ConfirmOption confirmed = new ConfirmOption();

    @Mixin
    private final RollingOption rolling = new RollingOption();

    @Override
    public Integer call() {
        return new EngineRun(options(), CommandTask.of("upgrade")).run(session -> confirmed
                .at(session)
                .then(
                        "This will replace Traefik with kamal-proxy and restart all accessories.",
                        () -> new Upgrade(session, rolling.wanted()).all()));
    }
}
