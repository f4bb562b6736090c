package io.jenkins.plugins.kamal.engine.cli.option;

import picocli.CommandLine.Option;

/** The option of commands that boot the app, for machines that must not have the secrets of the app. */
public final class SecretsUploadOption {

    @Option(
            names = "--skip-secrets-upload",
            description =
                    "Use the app's environment files and certificates that are on the servers; fail before anything is "
                            + "changed if one is missing or lacks a variable")
    private boolean skipped;

    /** Whether the secrets of the app that are on the servers are used. */
    public boolean isSkipped() {
        return skipped;
    }
}
