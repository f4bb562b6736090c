package io.jenkins.plugins.kamal.engine.cli.option;

import picocli.CommandLine.Option;

/** {@code --rolling}, the option of every command that interrupts the service. */
public final class RollingOption {

    @Option(names = "--rolling", negatable = true, description = "Work on one host after the other")
    private boolean wanted;

    public boolean wanted() {
        return wanted;
    }
}
