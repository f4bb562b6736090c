package io.jenkins.plugins.kamal.engine.cli;

import io.jenkins.plugins.kamal.engine.cli.command.HelpCommand;
import io.jenkins.plugins.kamal.engine.cli.command.container.AccessoryCommand;
import io.jenkins.plugins.kamal.engine.cli.command.container.AppCommand;
import io.jenkins.plugins.kamal.engine.cli.command.container.ProxyCommand;
import io.jenkins.plugins.kamal.engine.cli.command.deploy.BuildCommand;
import io.jenkins.plugins.kamal.engine.cli.command.deploy.DeployCommand;
import io.jenkins.plugins.kamal.engine.cli.command.deploy.HookCommand;
import io.jenkins.plugins.kamal.engine.cli.command.deploy.PlanCommand;
import io.jenkins.plugins.kamal.engine.cli.command.deploy.PromoteCommand;
import io.jenkins.plugins.kamal.engine.cli.command.deploy.RemoveCommand;
import io.jenkins.plugins.kamal.engine.cli.command.deploy.RollbackCommand;
import io.jenkins.plugins.kamal.engine.cli.command.deploy.UpgradeCommand;
import io.jenkins.plugins.kamal.engine.cli.command.project.ConfigCommand;
import io.jenkins.plugins.kamal.engine.cli.command.project.DocsCommand;
import io.jenkins.plugins.kamal.engine.cli.command.project.InitCommand;
import io.jenkins.plugins.kamal.engine.cli.command.project.RunVersionCommand;
import io.jenkins.plugins.kamal.engine.cli.command.project.SecretsCommand;
import io.jenkins.plugins.kamal.engine.cli.command.project.VersionCommand;
import io.jenkins.plugins.kamal.engine.cli.command.server.AuditCommand;
import io.jenkins.plugins.kamal.engine.cli.command.server.DetailsCommand;
import io.jenkins.plugins.kamal.engine.cli.command.server.LockCommand;
import io.jenkins.plugins.kamal.engine.cli.command.server.PruneCommand;
import io.jenkins.plugins.kamal.engine.cli.command.server.RegistryCommand;
import io.jenkins.plugins.kamal.engine.cli.command.server.ServerCommand;
import io.jenkins.plugins.kamal.engine.cli.command.server.StatusCommand;
import java.util.List;

/**
 * All commands by name. A run needs only one of them, and picocli inspects every command that it gets by reflection, so
 * the commands are created one by one.
 */
final class TopLevelCommands {

    /** The names in the order of the help. */
    static final List<String> NAMES = List.of(
            "deploy",
            "redeploy",
            "setup",
            "rollback",
            "run-version",
            "build",
            "app",
            "proxy",
            "accessory",
            "server",
            "registry",
            "prune",
            "audit",
            "details",
            "remove",
            "lock",
            "secrets",
            "upgrade",
            "init",
            "docs",
            "hook",
            "plan",
            "promote",
            "status",
            "config",
            "version",
            "help");

    private TopLevelCommands() {}

    /** The command with one of the {@link #NAMES}. */
    static Object named(String name) {
        return switch (name) {
            case "deploy" -> new DeployCommand.Whole();
            case "redeploy" -> new DeployCommand.Again();
            case "setup" -> new DeployCommand.First();
            case "rollback" -> new RollbackCommand();
            case "run-version" -> new RunVersionCommand();
            case "build" -> new BuildCommand();
            case "app" -> new AppCommand();
            case "proxy" -> new ProxyCommand();
            case "accessory" -> new AccessoryCommand();
            case "server" -> new ServerCommand();
            case "registry" -> new RegistryCommand();
            case "prune" -> new PruneCommand();
            case "audit" -> new AuditCommand();
            case "details" -> new DetailsCommand();
            case "remove" -> new RemoveCommand();
            case "lock" -> new LockCommand();
            case "secrets" -> new SecretsCommand();
            case "upgrade" -> new UpgradeCommand();
            case "init" -> new InitCommand();
            case "docs" -> new DocsCommand();
            case "hook" -> new HookCommand();
            case "plan" -> new PlanCommand();
            case "promote" -> new PromoteCommand();
            case "status" -> new StatusCommand();
            case "config" -> new ConfigCommand();
            case "version" -> new VersionCommand();
            case "help" -> new HelpCommand();
            default -> throw new IllegalArgumentException("no command is named " + name);
        };
    }
}
