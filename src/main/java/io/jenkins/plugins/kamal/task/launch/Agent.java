package io.jenkins.plugins.kamal.task.launch;

import hudson.AbortException;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.kamal.task.jars.AgentJava;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The agent that holds a workspace.
 *
 * @param workspace the workspace
 */
record Agent(FilePath workspace) {

    /** The Java of each connected agent, which is the same as long as the connection lasts. */
    private static final Map<VirtualChannel, AgentJava> JAVAS = Collections.synchronizedMap(new WeakHashMap<>());

    /** Refuses launchers that cannot start the engine. */
    static void requireUnix(Launcher launcher) throws AbortException {
        if (!launcher.isUnix()) {
            throw new AbortException("The Kamal engine runs on Linux and macOS agents, but this is a Windows agent."
                    + " Run the step on another node");
        }
    }

    /** The agent's root directory. */
    FilePath root() throws IOException {
        Node node = computer().getNode();
        FilePath root = node == null ? null : node.getRootPath();
        if (root == null) {
            throw gone();
        }
        return root;
    }

    Computer computer() throws IOException {
        Computer computer = workspace.toComputer();
        if (computer == null) {
            throw gone();
        }
        return computer;
    }

    /** The Java that the agent itself runs with. */
    AgentJava java() throws IOException, InterruptedException {
        VirtualChannel channel = workspace.getChannel();
        AgentJava known = JAVAS.get(channel);
        if (known == null) {
            known = channel.call(new AgentJava.Find());
            JAVAS.put(channel, known);
        }
        return known;
    }

    private IOException gone() {
        return new IOException("The agent with the workspace " + workspace + " is not connected any more");
    }
}
