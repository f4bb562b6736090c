package io.jenkins.plugins.kamal.form;

import io.jenkins.plugins.kamal.task.agent.AgentFileWork;
import java.io.File;
import java.io.IOException;
import java.io.Serial;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** Lists the names of configuration files in a directory of an agent. */
final class ListConfigurations extends AgentFileWork<Set<String>> {

    /** The most names that are listed. */
    static final int MOST = 100;

    @Serial
    private static final long serialVersionUID = 1;

    /** Gives up after the time that a form waits. */
    ListConfigurations(Duration limit) {
        super(limit);
    }

    @Override
    protected Set<String> work(File directory) throws IOException {
        Set<String> names = new HashSet<>();
        if (directory.isDirectory()) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory.toPath(), "deploy*.{yml,yaml}")) {
                for (Path file : files) {
                    if (names.size() < MOST) {
                        names.add(String.valueOf(file.getFileName()));
                    }
                }
            }
        }
        return names;
    }
}
