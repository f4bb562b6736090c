package io.jenkins.plugins.kamal.engine.command;

import io.jenkins.plugins.kamal.engine.config.Ssh;
import io.jenkins.plugins.kamal.engine.shell.Command;

/**
 * A command on a server by this machine's own {@code ssh}, for what needs a terminal ({@code run_over_ssh} of
 * {@code lib/kamal/commands/base.rb}).
 */
public final class OverSsh {

    private OverSsh() {}

    /**
     * The command, as words.
     *
     * @param terminal whether it gets a terminal on the server
     */
    public static Command of(Ssh ssh, String host, Command remote, boolean terminal) {
        Command command = proxied(configured(Command.of("ssh"), ssh.config()), ssh);
        for (String key : ssh.keys()) {
            command = command.with("-i", key);
        }
        command = ssh.keysOnly() ? command.with("-o", "IdentitiesOnly=yes") : command;
        command = terminal ? command.with("-t") : command;
        return command.with(ssh.user() + "@" + host, "-p", Integer.toString(ssh.port()), remote.shellText());
    }

    private static Command configured(Command ssh, Ssh.ConfigFiles files) {
        if (!files.read()) {
            return ssh.with("-F", "/dev/null");
        }
        Command command = ssh;
        for (String path : files.paths()) {
            command = command.with("-F", path);
        }
        return command;
    }

    private static Command proxied(Command command, Ssh ssh) {
        if (ssh.proxy().isPresent()) {
            return command.with("-J", ssh.proxy().get());
        }
        return ssh.proxyCommand()
                .map(proxy -> command.with("-o", "ProxyCommand=" + proxy))
                .orElse(command);
    }
}
