package io.jenkins.plugins.kamal.run.log;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.InvisibleAction;
import hudson.model.Item;
import hudson.model.Run;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Pattern;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The logs of all commands of a build's invocations. They are files in the build's directory, so they are deleted with
 * the build; {@code kamal-commands/} serves them.
 */
@Restricted(NoExternalUse.class)
public final class CommandLogs extends InvisibleAction {

    /** The most invocations of one build whose commands are kept. */
    static final int MOST = 50;

    /** The most bytes of all logs of one build together; the last log may exceed it. */
    static final long MOST_BYTES = 50L << 20;

    private static final String NAME = "kamal-commands";
    private static final Pattern INVOCATION = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Run<?, ?> run;

    /** The logs of this run. */
    public CommandLogs(Run<?, ?> run) {
        this.run = run;
    }

    /**
     * Creates the file for the commands of an invocation, or empties it; empty if the run has too many such files.
     */
    public Optional<OutputStream> create(String invocation) throws IOException {
        Path file = file(invocation);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS) && isFull()) {
            return Optional.empty();
        }
        Files.createDirectories(directory());
        return Optional.of(Files.newOutputStream(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS));
    }

    /** The address of the commands of an invocation below the address of Jenkins; empty if there are none. */
    public Optional<String> url(String invocation) {
        return isThere(invocation)
                ? Optional.of(run.getUrl() + NAME + "/" + invocation + "/" + CommandLog.TEXT)
                : Optional.empty();
    }

    /** Finds the commands of an invocation for users who may read the job; null if there are none. */
    @CheckForNull
    public CommandLog getDynamic(String invocation) {
        run.checkPermission(Item.READ);
        return isThere(invocation) ? new CommandLog(run, file(invocation)) : null;
    }

    private boolean isThere(String invocation) {
        return INVOCATION.matcher(invocation).matches()
                && Files.isRegularFile(file(invocation), LinkOption.NOFOLLOW_LINKS);
    }

    private Path file(String invocation) {
        return directory().resolve(invocation + ".log");
    }

    private Path directory() {
        return run.getRootDir().toPath().resolve(NAME);
    }

    private boolean isFull() throws IOException {
        if (!Files.isDirectory(directory())) {
            return false;
        }
        long count = 0;
        long bytes = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory())) {
            for (Path file : files) {
                count++;
                bytes += Files.size(file);
            }
        }
        return count >= MOST || bytes >= MOST_BYTES;
    }

    @Override
    public String getUrlName() {
        return NAME;
    }
}
