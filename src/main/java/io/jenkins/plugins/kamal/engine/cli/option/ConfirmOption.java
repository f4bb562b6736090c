package io.jenkins.plugins.kamal.engine.cli.option;

import io.jenkins.plugins.kamal.engine.deploy.run.Confirmation;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import picocli.CommandLine.Option;

/** {@code -y}, the option of every command that destroys something. */
public final class ConfirmOption {

    @Option(
            names = {"-y", "--confirmed"},
            negatable = true,
            description = "Do not ask for confirmation")
    private boolean given;

    public Confirmation at(Session session) {
        return new Confirmation(session, given);
    }
}
