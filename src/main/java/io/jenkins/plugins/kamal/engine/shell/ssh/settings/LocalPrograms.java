package io.jenkins.plugins.kamal.engine.shell.ssh.settings;

import java.nio.file.Path;

/**
 * The programs of this machine.
 *
 * @param path the PATH on which they are found
 * @param temporaryDirectory the directory for their temporary files
 */
public record LocalPrograms(String path, Path temporaryDirectory) {

    /** The programs that this process finds. */
    public static LocalPrograms ofThisProcess() {
        return new LocalPrograms(System.getenv("PATH"), Path.of(System.getProperty("java.io.tmpdir")));
    }
}
