package io.jenkins.plugins.kamal.task.invocation;

import hudson.AbortException;
import hudson.FilePath;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.kamal.engine.protocol.Handover;
import io.jenkins.plugins.kamal.engine.protocol.InvocationDirectory;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The directory of one invocation on the agent, seen from the controller: {@code <workspace>@tmp/kamal-<id>}. */
public final class InvocationFiles {

    /** The name of the file with everything that the engine prints; the shell that starts the engine writes it. */
    public static final String LOG = "log";

    /** The name of the file with the directories of the durable tasks that started the engine, one per line. */
    public static final String LAUNCHES = "launches";

    private static final Pattern DURABLE_TASK = Pattern.compile("durable-[0-9a-f]+");

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

    /** Creates the directory, which only its user can enter. */
    public void prepare() throws IOException, InterruptedException {
        directory.act(new MakeDirectory());
    }

    /** Writes the secrets. The engine deletes them as soon as it has read them. */
    public void handOver(Handover handover) throws IOException, InterruptedException {
        byte[] json = handover.toBytes();
        try {
            directory.act(new WriteSecrets(json));
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
        return directory.act(new ReadUpdate(logPosition, eventsPosition, atTheEnd));
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

    /**
     * Makes the engine stop if Jenkins has not read anything for this long. Each {@link #readAfter} counts as a sign of
     * life.
     */
    public void allowAbsence(Duration longest) throws IOException, InterruptedException {
        directory.act(PutFile.text(InvocationDirectory.FOLLOWED, Long.toString(longest.toSeconds())));
    }

    /** Removes the directory, and the directories of durable tasks whose handles were lost with the controller. */
    public void delete() throws IOException, InterruptedException {
        for (String launch : launches(directory.act(new ReadFile(LAUNCHES)).text())) {
            FilePath left = directory.sibling(launch);
            if (left != null) {
                left.deleteRecursive();
            }
        }
        directory.deleteRecursive();
    }

    private static List<String> launches(String lines) {
        return lines.lines()
                .map(line -> line.substring(line.lastIndexOf('/') + 1))
                .filter(name -> DURABLE_TASK.matcher(name).matches())
                .toList();
    }
}
