package io.jenkins.plugins.kamal.engine.cli;

import io.jenkins.plugins.kamal.engine.deploy.Confirmation;
import io.jenkins.plugins.kamal.engine.deploy.Session;
import picocli.CommandLine.Option;

/** {@code -y}, which every command has that destroys something. */
final class Confirmed {

    @Option(
            names = {"-y", "--confirmed"},
            negatable = true,
            description = "Do not ask")
    private boolean given;

    Confirmation at(Session session) {
        return new Confirmation(session, given);
    }
}
