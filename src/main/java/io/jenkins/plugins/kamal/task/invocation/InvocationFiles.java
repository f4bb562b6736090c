package io.jenkins.plugins.kamal.task.invocation;

import hudson.AbortException;
import hudson.FilePath;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.kamal.engine.protocol.Handover;
import io.jenkins.plugins.kamal.engine.protocol.InvocationDirectory;
import io.jenkins.plugins.kamal.task.agent.AgentFileWork;
import io.jenkins.plugins.kamal.task.agent.ConsecutiveWork;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Future;

/** The directory of one invocation on the agent, seen from the controller: {@code <workspace>@tmp/kamal-<id>}. */
public final class InvocationFiles {

    /** The name of the file with everything that the engine prints; the shell that starts the engine writes it. */
    public static final String LOG = "log";

    /** The name of the file with the directories of the durable tasks that started the engine, one per line. */
    public static final String LAUNCHES = "launches";

    private final FilePath directory;

    /** The directory of the invocation with this id beside a workspace. */
    public InvocationFiles(FilePath workspace, String id) throws IOException {
        FilePath temporary = WorkspaceList.tempDir(workspace);
        if (temporary == null) {
            throw new IOException("There is no directory for temporary files beside the workspace " + workspace);
        }
        this.directory = temporary.child("kamal-" + id);
    }

    /** The directory. */
    public FilePath directory() {
        return directory;
    }

    /** Creates the directory, which only its user can enter, and then does work in another one with the same call. */
    public <T> T prepareAnd(FilePath elsewhere, AgentFileWork<T> work) throws IOException, InterruptedException {
        return directory.act(new ConsecutiveWork<>(new MakeDirectory(), elsewhere, work));
    }

    /** Writes the secrets, which the engine deletes as soon as it has read them, and the first sign of life. */
    public void handOver(Handover handover, LifeSign sign) throws IOException, InterruptedException {
        byte[] json = handover.toBytes();
        try {
            directory.act(new ConsecutiveWork<>(new WriteSecrets(json), directory, sign.file()));
        } finally {
            Arrays.fill(json, (byte) 0);
        }
    }

    /** Whether the engine has started. */
    public boolean isStarted() throws IOException, InterruptedException {
        return directory.child(InvocationDirectory.STARTED).exists();
    }

    /** Asks the engine to stop. */
    public void askForStop() throws IOException, InterruptedException {
        directory.act(PutFile.sign(InvocationDirectory.STOP));
    }

    /** Answers the engine's question whether the run that holds a deploy lock has ended. */
    public void answerAboutLock(String question, boolean ended) throws IOException, InterruptedException {
        directory.act(PutFile.sign(InvocationDirectory.lockAnswer(question, ended)));
    }

    /** Reads whole lines after these positions. At the end it also reads a last line without a line break. */
    public InvocationUpdate readAfter(long logPosition, long eventsPosition, boolean atTheEnd)
            throws IOException, InterruptedException {
        return directory.act(
                atTheEnd
                        ? ReadUpdate.atTheEnd(logPosition, eventsPosition)
                        : ReadUpdate.now(logPosition, eventsPosition));
    }

    /** Reads whole lines after these positions. The agent waits until there are any, at most for this long. */
    public InvocationUpdate awaitAfter(long logPosition, long eventsPosition, Duration patience)
            throws IOException, InterruptedException {
        return directory.act(ReadUpdate.waiting(logPosition, eventsPosition, patience));
    }

    /**
     * Begins to read whole lines after these positions. The agent waits until there are any, at most for this long. No
     * thread of the controller waits.
     */
    public Future<InvocationUpdate> beginReadAfter(long logPosition, long eventsPosition, Duration patience)
            throws IOException, InterruptedException {
        return directory.actAsync(ReadUpdate.waiting(logPosition, eventsPosition, patience));
    }

    /** Reads everything that the engine has written, and removes the directory. */
    public InvocationUpdate takeAll() throws IOException, InterruptedException {
        return directory.act(new TakeAll());
    }

    /**
     * The result of the engine's command, or an empty text if the command has none.
     *
     * @throws AbortException if the result is too long for a step to return
     */
    public String output() throws IOException, InterruptedException {
        Excerpt output = directory.act(new ReadFile(InvocationDirectory.OUTPUT));
        if (output.end() >= Excerpt.MOST_BYTES) {
            throw new AbortException("The command printed " + (Excerpt.MOST_BYTES >> 20)
                    + " MiB or more, which is too much for 'returnOutput'. The whole output is in the log above;"
                    + " make the command print less, or remove 'returnOutput'");
        }
        return output.text();
    }

    /** Reads the log of all commands after this position, at most {@value Excerpt#MOST_BYTES} bytes at once. */
    public Excerpt commandsAfter(long position) throws IOException, InterruptedException {
        return directory.act(new ReadCommands(position));
    }

    /** Tells the engine that its build is alive. An engine that stops getting this sign of life ends its work. */
    public void keepAlive() throws IOException, InterruptedException {
        directory.act(PutFile.sign(InvocationDirectory.ALIVE));
    }

    /** Removes the directory, and the directories of durable tasks whose handles were lost with the controller. */
    public void delete() throws IOException, InterruptedException {
        directory.act(new RemoveDirectory());
    }
}
