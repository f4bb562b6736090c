package io.jenkins.plugins.kamal.engine.version.git;

import io.jenkins.plugins.kamal.engine.version.VersionException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Refuses names that this Java cannot pass to the operating system. */
final class FileNames {

    private FileNames() {}

    /**
     * In the C locale, Java can neither list nor open a file whose name is not ASCII. The file would seem to be
     * deleted, and the version would differ from the version on another agent.
     */
    static void requireReadable(Path root, List<String> names) {
        String encoding = System.getProperty("sun.jnu.encoding", "UTF-8");
        if (Charset.forName(encoding).equals(StandardCharsets.UTF_8)) {
            return;
        }
        names.stream()
                .filter(path -> !StandardCharsets.US_ASCII.newEncoder().canEncode(path))
                .findFirst()
                .ifPresent(path -> {
                    throw new VersionException(
                            "Java cannot read '%s' in %s, because its locale encodes file names in %s. Start the agent with LC_ALL=C.UTF-8"
                                    .formatted(path, root, encoding));
                });
    }
}
