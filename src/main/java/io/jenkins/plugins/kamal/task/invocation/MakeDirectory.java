package io.jenkins.plugins.kamal.task.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import io.jenkins.plugins.kamal.task.agent.AgentFileWork;
import java.io.File;
import java.io.IOException;
import java.io.Serial;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Creates the directory of an invocation on the agent, which only its user can enter. */
final class MakeDirectory extends AgentFileWork<Void> {

    @Serial
    private static final long serialVersionUID = 1;

    @Override
    @CheckForNull
    protected Void work(File directory) throws IOException {
        requireEncodable(directory);
        Path parent = directory.toPath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (!directory.isDirectory()) {
            Files.createDirectory(
                    directory.toPath(),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        return null;
    }

    /** Java finds only files whose names exist in the encoding of the locale that it was started with. */
    private static void requireEncodable(File directory) throws AbortException {
        Charset encoding = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
        if (!encoding.newEncoder().canEncode(directory.getPath())) {
            throw new AbortException(
                    "The path of the workspace contains characters that Java on the agent cannot encode in its locale ("
                            + encoding + "): " + directory.getParent()
                            + ". Start the agent with LC_ALL=C.UTF-8, or give the workspace another name");
        }
    }
}
