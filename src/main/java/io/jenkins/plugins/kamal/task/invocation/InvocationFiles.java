package io.jenkins.plugins.kamal.task.invocation;

import hudson.AbortException;
import hudson.FilePath;
import hudson.remoting.VirtualChannel;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.kamal.engine.protocol.Handover;
import io.jenkins.plugins.kamal.engine.protocol.InvocationDirectory;
import java.io.File;
import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.regex.Pattern;
import jenkins.MasterToSlaveFileCallable;

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
        directory.act(new WriteSecrets(handover.toJson()));
    }

    /** Whether the engine has started. */
    public boolean isStarted() throws IOException, InterruptedException {
        return directory.child(InvocationDirectory.STARTED).exists();
    }

    /** Asks the engine to stop. */
    public void askForStop() throws IOException, InterruptedException {
        touchIfPresent(InvocationDirectory.STOP);
    }

    /** Answers the engine's question whether the run that holds a deploy lock has ended. */
    public void answerAboutLock(String question, boolean ended) throws IOException, InterruptedException {
        touchIfPresent(InvocationDirectory.lockAnswer(question, ended));
    }

    private void touchIfPresent(String name) throws IOException, InterruptedException {
        if (directory.exists()) {
            directory.act(new TouchFile(name));
        }
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
        Excerpt output = directory.act(new ReadOutput());
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
        directory.act(new TouchFile(InvocationDirectory.ALIVE));
    }

    /**
     * Makes the engine stop if Jenkins has not read anything for this long. Each {@link #readAfter} counts as a sign of
     * life.
     */
    public void allowAbsence(Duration longest) throws IOException, InterruptedException {
        directory.act(new WriteAbsence(longest.toSeconds()));
    }

    /** Removes the directory, and the directories of durable tasks whose handles were lost with the controller. */
    public void delete() throws IOException, InterruptedException {
        for (String launch : directory.act(new ReadLaunches())) {
            FilePath left = directory.sibling(launch);
            if (left != null) {
                left.deleteRecursive();
            }
        }
        directory.deleteRecursive();
    }

    private static final class ReadLaunches extends MasterToSlaveFileCallable<ArrayList<String>> {

        @Serial
        private static final long serialVersionUID = 1;

        @Override
        public ArrayList<String> invoke(File directory, VirtualChannel channel) throws IOException {
            ArrayList<String> names = new ArrayList<>();
            String lines =
                    Excerpt.of(directory.toPath().resolve(LAUNCHES), 0, true).text();
            for (String line : lines.lines().toList()) {
                String name = line.substring(line.lastIndexOf('/') + 1);
                if (DURABLE_TASK.matcher(name).matches()) {
                    names.add(name);
                }
            }
            return names;
        }
    }

    private static final class ReadOutput extends MasterToSlaveFileCallable<Excerpt> {

        @Serial
        private static final long serialVersionUID = 1;

        @Override
        public Excerpt invoke(File directory, VirtualChannel channel) throws IOException {
            return Excerpt.of(directory.toPath().resolve(InvocationDirectory.OUTPUT), 0, true);
        }
    }
}
