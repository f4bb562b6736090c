package io.jenkins.plugins.kamal.engine.command.server;

import io.jenkins.plugins.kamal.engine.command.ServerPaths;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.shell.Command;

/**
 * The commands for the deploy lock, which is a directory on the primary host. Only one process can succeed in creating
 * the directory ({@code lib/kamal/commands/lock.rb}).
 */
public final class LockCommands {

    private final String directory;
    private final String detailsFile;

    /** The commands for the lock of this service and destination. */
    public LockCommands(Configuration configuration) {
        this.directory = new ServerPaths(configuration).lockDirectory();
        this.detailsFile = directory + "/details";
    }

    /** The lock's directory. */
    public String directory() {
        return directory;
    }

    /** The file that says who holds the lock. */
    public String detailsFile() {
        return detailsFile;
    }

    /** Takes the lock; fails with {@code cannot create directory} if somebody holds it. */
    public Command acquire(LockDetails details) {
        return Command.of("mkdir", directory)
                .and(Command.of("echo", details.encoded()).writeTo(detailsFile));
    }

    /** Releases the lock, whoever holds it; fails with {@code No such file or directory} if nobody holds it. */
    public Command release() {
        return Command.of("rm", detailsFile).and(Command.of("rm", "-r", directory));
    }

    /** Releases a lock whose details were never written; fails if the lock has details. */
    public Command releaseWithoutDetails() {
        return Command.of("rmdir", directory);
    }

    /** Releases the lock if these are its details; fails and leaves the lock alone if it is not (or no longer) ours. */
    public Command releaseOwn(LockDetails details) {
        String recorded = "\"$(" + Command.of("cat", detailsFile).shellText() + ")\"";
        String ours = Command.quote(details.encoded().strip());
        return Command.shell("[ " + recorded + " = " + ours + " ]").and(release());
    }

    /**
     * Takes a lock over from its owner if the lock still has the owner's details, and fails if it does not. The lock's
     * directory stays, so nobody else can take the lock in the meantime. If several processes take the lock over at
     * once, only the one that moves the details away succeeds. Details that turn out to be those of another owner are
     * moved back.
     *
     * @param owner the owner's details, as {@link #status} prints them
     */
    public Command takeOver(String owner, LockDetails details) {
        String file = Command.quote(detailsFile);
        String aside = file + ".$$";
        return Command.shell("mv " + file + " " + aside + " && { if [ \"$(base64 -d < " + aside + ")\" = "
                + Command.quote(owner.strip()) + " ]; then "
                + Command.of("echo", details.encoded()).writeTo(detailsFile).shellText() + " && rm " + aside
                + "; else mv " + aside + " " + file + "; false; fi; }");
    }

    /** Prints who holds the lock; fails with {@code No such file or directory} if nobody holds it. */
    public Command status() {
        return Command.of("stat", directory)
                .writeTo("/dev/null")
                .and(Command.of("cat", detailsFile))
                .pipe(Command.of("base64", "-d"));
    }
}
