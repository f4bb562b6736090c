package io.jenkins.plugins.kamal.task;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.kamal.credentials.EngineCredentials;
import io.jenkins.plugins.kamal.engine.protocol.Handover;
import io.jenkins.plugins.kamal.run.RecordedVersion;
import io.jenkins.plugins.kamal.run.RunVersion;
import java.io.File;
import java.io.IOException;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import jenkins.security.MasterToSlaveCallable;

/**
 * Everything before the engine starts: the version is there and nothing contradicts it, credentials are found, the jars
 * are on the agent. What is wrong is said here, before anything is touched.
 *
 * @param request what is asked
 * @param run for which run
 * @param workspace in which directory of the agent
 * @param launcher the step's launcher
 * @param environment the step's environment
 * @param listener the step's log
 */
record Launch(
        EngineRequest request,
        Run<?, ?> run,
        FilePath workspace,
        Launcher launcher,
        EnvVars environment,
        TaskListener listener) {

    EnvironmentAndArguments prepare(InvocationFiles files) throws IOException, InterruptedException {
        if (!launcher.isUnix()) {
            throw new AbortException("The Kamal engine runs on Linux and macOS agents, and this one is a Windows agent;"
                    + " run the step on a node with another label");
        }
        List<String> arguments = new ArrayList<>(request.command());
        arguments.addAll(request.options());
        if (request.isWithVersionOfRun()) {
            arguments.addAll(version());
        }
        Handover handover = EngineCredentials.handover(run, request.access());
        files.prepare(agentRoot(), handover);
        return new EnvironmentAndArguments(
                BuildxDirectory.in(environment, computer(), listener), arguments, agentJava());
    }

    private List<String> version() throws IOException, InterruptedException {
        RecordedVersion version = new RunVersion(run, workspace, environment, listener).require(request.source());
        List<String> options = new ArrayList<>(List.of("--version", version.getVersion()));
        if (!version.getCommit().isEmpty()) {
            options.addAll(List.of("--commit", version.getCommit()));
        }
        if (request.isReusingImages()) {
            options.add("--take-existing");
            DeploymentRecord.pushedImages(run, version).forEach(image -> options.add("--pushed=" + image));
        }
        return options;
    }

    private FilePath agentRoot() throws IOException {
        Node node = computer().getNode();
        FilePath root = node == null ? null : node.getRootPath();
        if (root == null) {
            throw gone();
        }
        return root;
    }

    private Computer computer() throws IOException {
        Computer computer = workspace.toComputer();
        if (computer == null) {
            throw gone();
        }
        return computer;
    }

    private IOException gone() {
        return new IOException("The agent of " + workspace + " is gone");
    }

    private String agentJava() throws IOException, InterruptedException {
        return workspace.getChannel().call(new FindJava());
    }

    private static final class FindJava extends MasterToSlaveCallable<String, IOException> {

        @Serial
        private static final long serialVersionUID = 1;

        @Override
        public String call() {
            return new File(System.getProperty("java.home"), "bin/java").getPath();
        }
    }
}
