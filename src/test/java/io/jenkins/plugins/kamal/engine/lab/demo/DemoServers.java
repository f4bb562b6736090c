package io.jenkins.plugins.kamal.engine.lab.demo;

import io.jenkins.plugins.kamal.engine.lab.real.RealServers;
import io.jenkins.plugins.kamal.engine.lab.real.RealServersCommand;
import io.jenkins.plugins.kamal.engine.lab.real.RealServersFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The servers of the demo, real or embedded, described by the same file {@code lab} in a directory. Nobody closes them:
 * {@code src/test/demo/end} removes the directory and ends what runs for it.
 */
public abstract sealed class DemoServers permits DemoRealServers, DemoEmbeddedServers {

    private final RealServersFile facts;

    DemoServers(RealServersFile facts) {
        this.facts = facts;
    }

    /** Starts real servers where this machine can have them, else embedded ones, and says which and why. */
    static DemoServers start(Path directory) throws IOException, InterruptedException {
        Optional<String> lacking = DemoRealServers.lacking();
        if (lacking.isPresent() && Boolean.parseBoolean(System.getenv("KAMAL_DEMAND_LAB"))) {
            throw new IOException("No real servers on this machine: " + lacking.get());
        }
        if (lacking.isPresent()) {
            Demo.say(
                    "The servers are embedded: SSH servers in this process, with a simulated Docker, because there can be"
                            + " no real ones here: " + lacking.get());
            return DemoEmbeddedServers.start(directory);
        }
        Demo.say("The servers are real, each with its own sshd and Docker Engine; the registry and kamal-proxy too.");
        return DemoRealServers.start(directory);
    }

    /** Makes the sample application a Kamal project for these servers, in a git repository in a new directory. */
    final void sampleProject(Path target) {
        List<String> script = List.of(
                RealServers.SCRIPTS.resolve("project").toString(),
                facts.directory().toString(),
                target.toString());
        RealServersCommand.of(script)
                .withEnvironment(Map.of("GIT_CONFIG_GLOBAL", "/dev/null"))
                .succeed();
    }

    final RealServersFile facts() {
        return facts;
    }

    /** The environment in which docker on this machine is that of the demo, to be added to a process that deploys. */
    public abstract Map<String, String> deployerEnvironment();

    /** What is seen from outside of the version that runs now, a line for each server that serves it. */
    abstract List<Seen> look();

    /**
     * One look at a server.
     *
     * @param what how it was looked at, for people; where that is a command, they can repeat it
     * @param version the version that was seen, empty where none was
     */
    record Seen(String what, String version) {}
}
