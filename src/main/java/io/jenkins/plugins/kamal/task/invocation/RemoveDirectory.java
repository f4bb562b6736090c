package io.jenkins.plugins.kamal.task.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.kamal.task.agent.AgentFileWork;
import java.io.File;
import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** Removes the directory of an invocation, and the directories of durable tasks whose handles were lost with the controller. */
final class RemoveDirectory extends AgentFileWork<Void> {

    @Serial
    private static final long serialVersionUID = 1;

    private static final Duration SLOW = Duration.ofMinutes(5);
    private static final Pattern DURABLE_TASK = Pattern.compile("durable-[0-9a-f]+");

    RemoveDirectory() {
        super(SLOW);
    }

    @Override
    @CheckForNull
    protected Void work(File directory) throws IOException {
        String launches = new ReadFile(InvocationFiles.LAUNCHES).work(directory).text();
        for (String launch : durableTasks(launches)) {
            Util.deleteRecursive(new File(directory.getParentFile(), launch));
        }
        Util.deleteRecursive(directory);
        return null;
    }

    private static List<String> durableTasks(String lines) {
        return lines.lines()
                .map(line -> line.substring(line.lastIndexOf('/') + 1))
                .filter(name -> DURABLE_TASK.matcher(name).matches())
                .toList();
    }
}
