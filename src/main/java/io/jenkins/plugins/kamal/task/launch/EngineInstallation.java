package io.jenkins.plugins.kamal.task.launch;

import hudson.Launcher;
import hudson.model.TaskListener;
import io.jenkins.plugins.kamal.task.invocation.InvocationFiles;
import io.jenkins.plugins.kamal.task.jars.AgentJava;
import io.jenkins.plugins.kamal.task.jars.ClassArchives;
import io.jenkins.plugins.kamal.task.jars.EngineJar;
import io.jenkins.plugins.kamal.task.jars.InstalledEngine;
import io.jenkins.plugins.kamal.task.jars.JarCache;
import java.io.IOException;

/**
 * The engine and a Java for one invocation.
 *
 * @param engine the location of the engine
 * @param java the agent's own Java
 * @param onAgent whether the engine runs on the agent itself, so that it can use the Java of the agent
 */
record EngineInstallation(InstalledEngine engine, AgentJava java, boolean onAgent) {

    /** The oldest Java that runs the engine. */
    static final int OLDEST_JAVA = 17;

    /** Prepares an invocation's directory, and provides the engine on its agent for a process that this launcher starts. */
    static EngineInstallation provide(Agent agent, Launcher launcher, InvocationFiles files, TaskListener listener)
            throws IOException, InterruptedException {
        AgentJava java = agent.java();
        JarCache cache = new JarCache(agent.root(), EngineJar.ofThisJenkins());
        boolean onAgent = isPlain(launcher) && java.release() >= OLDEST_JAVA;
        return new EngineInstallation(
                onAgent
                        ? ClassArchives.install(cache, files, agent.computer(), java, listener)
                        : cache.copiedInto(files),
                java,
                onAgent);
    }

    /** A decorated launcher may start processes elsewhere, as in {@code docker.image.inside}. */
    private static boolean isPlain(Launcher launcher) {
        return launcher.getClass() == Launcher.LocalLauncher.class
                || launcher.getClass() == Launcher.RemoteLauncher.class;
    }
}
