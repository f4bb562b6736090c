package io.jenkins.plugins.kamal.engine.cli;

import picocli.CommandLine.Option;

/** {@code --rolling}, which commands have that interrupt what is served. */
final class Rolling {

    @Option(names = "--rolling", negatable = true, description = "One host after the other")
    private boolean wanted;

    boolean wanted() {
        return wanted;
    }
}
