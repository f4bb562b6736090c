package io.jenkins.plugins.kamal.task.launch;

import hudson.AbortException;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Computer;
import hudson.model.Node;
import io.jenkins.plugins.kamal.task.jars.AgentJava;
import java.io.IOException;

/**
 * The agent that holds a workspace.
 *
 * @param workspace the workspace
 */
record Agent(FilePath workspace) {

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
        return workspace.getChannel().call(new AgentJava.Find());
    }

    private IOException gone() {
        return new IOException("The agent with the workspace " + workspace + " is not connected any more");
    }
}
