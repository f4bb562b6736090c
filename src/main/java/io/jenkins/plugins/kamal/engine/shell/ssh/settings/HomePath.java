package io.jenkins.plugins.kamal.engine.shell.ssh.settings;

import java.nio.file.Path;

/** A path in which {@code ~} stands for the home directory. */
public final class HomePath {

    private HomePath() {}

    /** The path that the text names. */
    public static Path of(String text, Path home) {
        return text.equals("~") || text.startsWith("~/")
                ? home.resolve(text.substring(Math.min(2, text.length())))
                : Path.of(text);
    }
}
