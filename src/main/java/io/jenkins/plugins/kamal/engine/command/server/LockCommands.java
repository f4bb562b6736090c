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
                .and(Command.of("echo", details.encoded()).writeTo(detailsFile))
                .brief();
    }

    /** Releases the lock, whoever holds it; fails with {@code No such file or directory} if nobody holds it. */
    public Command release() {
        return Command.of("rm", detailsFile)
                .and(Command.of("rm", "-r", directory))
                .brief();
    }

    /**
     * Releases a lock without details, and removes files that a take-over left behind; fails if the lock has details.
     */
    public Command releaseWithoutDetails() {
        return Command.shell("rm -f " + Command.quote(detailsFile) + ".*")
                .and(Command.of("rmdir", directory))
                .brief();
    }

    /** Releases a lock that was just taken but whose details could not be written; fails if it has details. */
    public Command undoAcquire() {
        return Command.shell("[ ! -s " + Command.quote(detailsFile) + " ]")
                .and(Command.of("rm", "-f", detailsFile))
                .and(Command.of("rmdir", directory))
                .brief();
    }

    /** Succeeds if these are the details of the lock. */
    public Command isOwn(LockDetails details) {
        String recorded = "\"$(" + Command.of("cat", detailsFile).shellText() + ")\"";
        String ours = Command.quote(details.encoded().strip());
        return Command.shell("[ " + recorded + " = " + ours + " ]").brief();
    }

    /** Releases the lock if these are its details; fails and leaves the lock alone otherwise. */
    public Command releaseOwn(LockDetails details) {
        return isOwn(details).and(release()).brief();
    }

    /**
     * Takes a lock over from its owner if it still has the owner's details; fails otherwise. The lock's directory
     * stays, so nobody else can take the lock meanwhile. If several take it over at once, the one that can move the
     * details away succeeds; if these are not the owner's details, they are moved back. The new details are written to
     * a separate file before that, so a full disk leaves the lock as it was.
     *
     * @param owner the owner's details, as {@link #status} prints them
     */
    public Command takeOver(String owner, LockDetails details) {
        String file = Command.quote(detailsFile);
        String old = file + ".$$.old";
        String fresh = file + ".$$.new";
        String write = Command.of("echo", details.encoded()).shellText() + " > " + fresh;
        String isOwners = "[ \"$(base64 -d < " + old + ")\" = " + Command.quote(owner.strip()) + " ]";
        return Command.shell(
                        "{ " + write + " && mv " + file + " " + old + " && { if " + isOwners + " && mv " + fresh + " "
                                + file + "; then rm -f " + old + "; else mv " + old + " " + file
                                + "; false; fi; }; } || { rm -f " + fresh
                                + "; false; }")
                .brief();
    }

    /** Prints who holds the lock; fails with {@code No such file or directory} if nobody holds it. */
    public Command status() {
        return Command.of("stat", directory)
                .writeTo("/dev/null")
                .and(Command.of("cat", detailsFile))
                .pipe(Command.of("base64", "-d"))
                .brief();
    }
}
