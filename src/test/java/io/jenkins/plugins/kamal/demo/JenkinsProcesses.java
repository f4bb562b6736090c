package io.jenkins.plugins.kamal.demo;

import io.jenkins.plugins.kamal.engine.lab.demo.Demo;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The controller and the agent of the demo, each a process of its own. */
final class JenkinsProcesses {

    private static final int FIRST_PORT = 8080;
    private static final int LINES = 40;
    private static final String AGENT_LOG = "agent.log";

    private final Demo demo;
    private final JenkinsHome home;
    private final int port;
    private final String root;
    private final Map<String, Process> started = new LinkedHashMap<>();

    JenkinsProcesses(Demo demo, JenkinsHome home, int port, String root) {
        this.demo = demo;
        this.home = home;
        this.port = port;
        this.root = root;
    }

    /** The first port from 8080 on that nobody listens on. */
    static int freePort() throws IOException {
        for (int port = FIRST_PORT; port < FIRST_PORT + 1000; port++) {
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
                return socket.getLocalPort();
            } catch (java.net.BindException taken) {
                continue;
            }
        }
        throw new IOException("no free port from " + FIRST_PORT + " on");
    }

    void startController() throws IOException {
        start(
                "jenkins.log",
                "-Xmx512m",
                "-Djava.awt.headless=true",
                "-Djenkins.install.runSetupWizard=false",
                // The agent comes through the web port; without this, another port would be open to the network.
                "-Djenkins.model.Jenkins.slaveAgentPort=-1",
                // Nothing here asks a server on the internet for anything.
                "-Dhudson.model.UpdateCenter.never=true",
                "-jar",
                war().toString(),
                "--httpListenAddress=127.0.0.1",
                "--httpPort=" + port,
                "--webroot=" + home.directory().resolve("war"));
    }

    void startAgent() throws IOException {
        start(
                AGENT_LOG,
                "-Xmx256m",
                "-jar",
                home.directory().resolve("agent.jar").toString(),
                "-webSocket",
                "-noReconnect",
                "-url",
                root,
                "-name",
                "deployer",
                "-secret",
                "@" + home.agentSecret(),
                "-workDir",
                home.directory().resolve("agent").toString());
    }

    private void start(String log, String... arguments) throws IOException {
        List<String> argv = new ArrayList<>();
        argv.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Compiling less makes a start faster than compiling better.
        argv.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        argv.add("-Djava.io.tmpdir=" + demo.environment().get("TMPDIR"));
        argv.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(argv)
                .redirectErrorStream(true)
                .redirectOutput(home.directory().resolve(log).toFile());
        builder.environment().putAll(demo.environment());
        builder.environment().put("JENKINS_HOME", home.path().toString());
        builder.environment().put("LAB_DEMO_URL", root);
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        started.put(log, process);
    }

    /** Fails where one of them has ended, with what it said. */
    void check() throws IOException {
        for (Map.Entry<String, Process> each : started.entrySet()) {
            if (!each.getValue().isAlive()) {
                String name = each.getKey().equals(AGENT_LOG) ? "The agent" : "Jenkins";
                throw new IOException(name + " has ended, with exit status "
                        + each.getValue().exitValue() + ". The end of its log:\n" + tail(each.getKey()));
            }
        }
    }

    /** The end of what they have said. */
    String log() {
        return tail("jenkins.log") + "\n" + tail(AGENT_LOG);
    }

    private String tail(String log) {
        Path file = home.directory().resolve(log);
        try {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The test harness depends on the same war, so it lies in Maven's repository beside the core. */
    private static Path war() throws IOException {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.matches(".*/jenkins-war-[^/]*\\.war"))
                .map(Path::of)
                .findFirst()
                .orElseThrow(() -> new IOException("the class path of the tests has no jenkins.war"));
    }
}
