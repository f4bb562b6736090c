package io.jenkins.plugins.kamal.engine.lab.demo;

import io.jenkins.plugins.kamal.engine.cli.Main;
import io.jenkins.plugins.kamal.engine.lab.real.RealServersFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The main job, to look at: the sample application deployed to servers made for it, here by the engine alone.
 *
 * <p>{@code ./dev demo} starts it, with a directory of its own in the environment's LAB_DEMO, and removes that
 * directory and whatever runs for it afterwards.
 */
public final class Demo {

    private final Path directory = Path.of(System.getenv("LAB_DEMO"));
    private final DemoServers servers;
    private final String version;

    private Demo() throws IOException, InterruptedException {
        servers = DemoServers.start(directory.resolve("lab"));
        servers.sampleProject(project());
        Files.copy(
                Path.of("src", "test", "demo", "deploy.production.yml"),
                project().resolve("config/deploy.production.yml"));
        // With a destination, .kamal/secrets does not count.
        Files.move(project().resolve(".kamal/secrets"), project().resolve(".kamal/secrets-common"));
        version = commit("Add production");
    }

    /** What deploys. */
    @FunctionalInterface
    public interface Deployer {

        /** Deploys the sample application, shows how, and says whether it succeeded. */
        boolean deploy(Demo demo) throws IOException, InterruptedException;
    }

    /** The demo without Jenkins; {@code --once} ends it after the result, which is then the exit status. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        run(arguments, Demo::deployWithTheEngineAlone);
    }

    /** The demo with something that deploys; does not return. */
    public static void run(String[] arguments, Deployer deployer) throws IOException, InterruptedException {
        // Libraries log through slf4j to java.util.logging; here it is the deploy that people look at.
        Logger.getLogger("").setLevel(Level.WARNING);
        Demo demo = new Demo();
        boolean deployed = demo.tell(deployer.deploy(demo));
        if (List.of(arguments).contains("--once")) {
            System.exit(deployed ? 0 : 1);
        }
        say("It all keeps running until Ctrl-C, and is removed then.");
        Thread.currentThread().join();
    }

    /** Says something to whoever looks at it. */
    public static void say(String text) {
        System.out.println("demo: " + text);
    }

    /** The directory that holds everything the demo makes. */
    public Path directory() {
        return directory;
    }

    /** The sample application's git repository. */
    public Path project() {
        return directory.resolve("sample-app");
    }

    /** The version that is deployed first. */
    public String version() {
        return version;
    }

    /** Commits a change with which the application is not healthy on its second server. */
    public void commitBrokenVersion() throws IOException, InterruptedException {
        Path configuration = project().resolve("config/deploy.yml");
        List<String> lines = Files.readAllLines(configuration);
        int second = lines.indexOf("    hosts:") + 2;
        lines.set(second, lines.get(second) + ": sick");
        lines.set(
                lines.indexOf("env:"),
                "deploy_timeout: 5\nenv:\n  tags:\n    sick:\n      APP_UNHEALTHY: \"as an example\"");
        Files.write(configuration, lines);
        commit("Speak to the database");
    }

    /** Commits everything in the sample application, and returns the commit. */
    private String commit(String message) throws IOException, InterruptedException {
        git("add", "-A");
        git("commit", "-q", "-m", message);
        return git("rev-parse", "HEAD").strip();
    }

    private String git(String... words) throws IOException, InterruptedException {
        List<String> argv = new ArrayList<>(List.of("git", "-C", project().toString()));
        argv.addAll(List.of(words));
        Process process = new ProcessBuilder(argv)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", argv) + " failed with exit status " + process.exitValue());
        }
        return printed;
    }

    /**
     * The environment that a process needs to deploy, in addition to this one's: docker, and a home and a place for
     * files.
     */
    public Map<String, String> environment() throws IOException {
        Map<String, String> environment = new HashMap<>(servers.deployerEnvironment());
        environment.put(
                "HOME", Files.createDirectories(directory.resolve("home")).toString());
        environment.put(
                "TMPDIR", Files.createDirectories(directory.resolve("tmp")).toString());
        return environment;
    }

    /** Says what became of the deploy; true where every server runs the version, which is what it is all about. */
    private boolean tell(boolean succeeded) {
        List<DemoServers.Seen> seen = servers.look();
        say("The sample application's commit, which is the version that production should run: " + version);
        seen.forEach(one -> say("  " + one.what() + "  ->  version=" + one.version()));
        boolean everywhere = seen.stream().allMatch(one -> one.version().equals(version));
        boolean deployed = succeeded && everywhere;
        say("RESULT: " + (deployed ? "deployed, and that version is what runs" : reason(succeeded)));
        return deployed;
    }

    private static String reason(boolean succeeded) {
        return "NOT deployed, " + (succeeded ? "something else runs (above)" : "the deploy failed (above)");
    }

    private boolean deployWithTheEngineAlone() throws IOException, InterruptedException {
        RealServersFile facts = servers.facts();
        Path ssh = Files.createDirectories(directory.resolve("home/.ssh"));
        Files.copy(facts.privateKey(), ssh.resolve("id_ed25519"));
        Files.copy(facts.knownHosts(), ssh.resolve("known_hosts"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder engine = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "deploy",
                        "-d",
                        "production")
                .directory(project().toFile())
                .inheritIO();
        engine.environment().putAll(environment());
        engine.environment().put("KAMAL_REGISTRY_PASSWORD", facts.registry().password());
        return engine.start().waitFor() == 0;
    }
}
