package io.jenkins.plugins.kamal.step;

import com.cloudbees.jenkins.plugins.sshcredentials.impl.BasicSSHUserPrivateKey;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.EnvVars;
import hudson.model.Slave;
import hudson.model.TaskListener;
import hudson.model.labels.LabelAtom;
import hudson.remoting.Channel;
import hudson.slaves.ComputerLauncher;
import hudson.slaves.DumbSlave;
import hudson.slaves.SlaveComputer;
import io.jenkins.plugins.kamal.engine.lab.docker.SimulatedRegistry;
import io.jenkins.plugins.kamal.engine.lab.embedded.EmbeddedServer;
import io.jenkins.plugins.kamal.engine.lab.embedded.EmbeddedServers;
import io.jenkins.plugins.kamal.engine.lab.embedded.LocalDocker;
import io.jenkins.plugins.kamal.global.KamalGlobalConfiguration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.SimpleCommandLauncher;

/**
 * An application in a git repository, a server and a docker in this process to deploy it to, and a Jenkins that may.
 */
public final class EmbeddedProject implements AutoCloseable {

    public static final String SSH_CREDENTIALS = "servers";
    public static final String REGISTRY_CREDENTIALS = "registry";
    public static final String REGISTRY_PASSWORD = "r3gistry-Pa55word";
    public static final String APP_SECRET = "app-S3cret-of-the-shop";
    public static final String IMAGE = "registry.lab:5000/lab/shop";

    private static final String REGISTRY = "registry.lab:5000";
    private static final String HOST = "127.0.0.1";
    private static final List<String> HOOKS =
            List.of("docker-setup", "pre-connect", "pre-build", "pre-deploy", "post-deploy", "pre-app-boot");

    private final SimulatedRegistry registry;
    private final EmbeddedServers servers;
    private final LocalDocker docker;
    private final Path temporary;
    private final Path directory;
    private final Path hookLog;

    public EmbeddedProject(Path temporary) throws IOException, InterruptedException {
        this(temporary, new SimulatedRegistry(), 1);
    }

    private EmbeddedProject(Path temporary, SimulatedRegistry registry, int servers)
            throws IOException, InterruptedException {
        this.registry = registry;
        this.servers =
                servers == 1 ? EmbeddedServers.start(registry, HOST) : EmbeddedServers.atOnePort(registry, servers);
        this.docker = LocalDocker.start(registry);
        this.temporary = temporary;
        this.directory = Files.createDirectories(temporary.resolve("shop"));
        this.hookLog = temporary.resolve("hooks.log");
        registry.addUser(REGISTRY, "deployer", REGISTRY_PASSWORD);
        Files.writeString(directory.resolve("Dockerfile"), "FROM scratch\nCOPY page.txt /page.txt\nCMD [\"/app\"]\n");
        Files.writeString(directory.resolve("page.txt"), "one\n");
        Files.createDirectories(directory.resolve("config"));
        Files.writeString(directory.resolve("config/deploy.yml"), configuration(""));
        Files.writeString(directory.resolve("config/here.yml"), configuration("\n  context: ."));
        Files.createDirectories(directory.resolve(".kamal/hooks"));
        Files.writeString(directory.resolve(".kamal/secrets"), "APP_SECRET=" + APP_SECRET + "\n");
        for (String hook : HOOKS) {
            Path script = directory.resolve(".kamal/hooks").resolve(hook);
            Files.writeString(script, "#!/bin/sh\necho \"$(basename \"$0\") $KAMAL_VERSION\" >> \"$HOOK_LOG\"\n");
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        git("init", "-q", "-b", "main");
        git("config", "user.name", "Lab");
        git("config", "user.email", "lab@example.com");
        git("add", "-A");
        git("commit", "-q", "-m", "The shop");
    }

    /** A project with several servers, 127.1.0.1 and so on. */
    public static EmbeddedProject onServers(Path temporary, int servers) throws IOException, InterruptedException {
        return new EmbeddedProject(temporary, new SimulatedRegistry(), servers);
    }

    private String configuration(String builder) {
        String hosts =
                servers.all().stream().map(server -> "  - " + server.name()).collect(Collectors.joining("\n"));
        return """
                service: shop
                image: lab/shop
                servers:
                %s
                ssh:
                  port: %d
                proxy:
                  host: shop.lab
                registry:
                  server: %s
                  username: deployer
                  password:
                    - KAMAL_REGISTRY_PASSWORD
                env:
                  secret:
                    - APP_SECRET
                builder:
                  arch: amd64%s
                readiness_delay: 0
                """.formatted(hosts, server().port(), REGISTRY, builder);
    }

    public SimulatedRegistry registry() {
        return registry;
    }

    public EmbeddedServer server() {
        return servers.all().get(0);
    }

    /** A server by its number, from 1. */
    public EmbeddedServer server(int number) {
        return servers.all().get(number - 1);
    }

    public LocalDocker docker() {
        return docker;
    }

    public String privateKey() {
        return servers.privateKey();
    }

    public Path directory() {
        return directory;
    }

    /** The lines that the hooks wrote: the hook and its KAMAL_VERSION. */
    public List<String> hooks() throws IOException {
        return Files.exists(hookLog) ? Files.readAllLines(hookLog) : List.of();
    }

    /** Forgets what was done so far, so that a test sees only what it did itself. */
    public void forget() throws IOException {
        servers.all().forEach(EmbeddedServer::forget);
        Files.deleteIfExists(hookLog);
    }

    /** How many images were built until now. */
    public long builds() {
        return docker.lines().stream()
                .filter(line -> line.startsWith("docker buildx build"))
                .count();
    }

    public String commit() throws IOException, InterruptedException {
        return git("rev-parse", "HEAD");
    }

    /** Commits another page; gives the commit. */
    public String commitPage(String text) throws IOException, InterruptedException {
        Files.writeString(directory.resolve("page.txt"), text + "\n");
        git("commit", "-q", "-a", "-m", "Another page");
        return commit();
    }

    /** Commits a file, which may be run; gives the commit. */
    public String commitFile(String name, String text) throws IOException, InterruptedException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        git("add", "-A");
        git("commit", "-q", "-m", "Change " + name);
        return commit();
    }

    public String git(String... arguments) throws IOException, InterruptedException {
        List<String> argv = new ArrayList<>(List.of("git", "-C", directory.toString()));
        argv.addAll(List.of(arguments));
        Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IOException(String.join(" ", argv) + ": " + output);
        }
        return output;
    }

    /** Credentials and host keys, as an administrator would enter them. */
    public void configure() throws Exception {
        SystemCredentialsProvider store = SystemCredentialsProvider.getInstance();
        store.getCredentials()
                .add(new BasicSSHUserPrivateKey(
                        CredentialsScope.GLOBAL,
                        SSH_CREDENTIALS,
                        "root",
                        new BasicSSHUserPrivateKey.DirectEntryPrivateKeySource(privateKey()),
                        "",
                        "the servers"));
        store.getCredentials()
                .add(new UsernamePasswordCredentialsImpl(
                        CredentialsScope.GLOBAL, REGISTRY_CREDENTIALS, "the registry", "deployer", REGISTRY_PASSWORD));
        store.save();
        KamalGlobalConfiguration.get().setKnownHosts(servers.knownHosts());
    }

    /** An agent whose docker is the simulated one. */
    public Slave agent(JenkinsRule jenkins, String label) throws Exception {
        return jenkins.createOnlineSlave(new LabelAtom(label), environment(label));
    }

    /**
     * An agent whose docker is the simulated one, and which reads no file that its mode forbids, not even if the agent's
     * user is root.
     */
    public Slave agentBoundByModes(JenkinsRule jenkins, String label) throws Exception {
        SimpleCommandLauncher usual = (SimpleCommandLauncher) jenkins.createComputerLauncher(null);
        String without = System.getProperty("user.name").equals("root")
                ? "exec setpriv --bounding-set=-dac_override,-dac_read_search "
                : "exec ";
        Slave agent = new DumbSlave(
                label,
                Files.createDirectories(temporary.resolve("agent-" + label)).toString(),
                new ShellLauncher(without + usual.cmd, environment(label)));
        agent.setLabelString(label);
        jenkins.jenkins.addNode(agent);
        jenkins.waitOnline(agent);
        return agent;
    }

    private EnvVars environment(String label) throws IOException {
        EnvVars environment = new EnvVars();
        environment.put("PATH", docker.directory() + ":" + System.getenv("PATH"));
        environment.put("HOOK_LOG", hookLog.toString());
        environment.put(
                "HOME",
                Files.createDirectories(temporary.resolve("home-" + label)).toString());
        return environment;
    }

    /** A shell step that makes a fresh checkout of the main branch. */
    public String checkout() {
        return "sh 'rm -rf * .git .kamal; git clone -q file://" + directory + " . '\n";
    }

    /** The credentials as arguments of a step. */
    public static String access() {
        return "sshCredentialsId: '" + SSH_CREDENTIALS + "', registryCredentialsId: '" + REGISTRY_CREDENTIALS + "'";
    }

    @Override
    public void close() {
        servers.close();
        docker.close();
    }

    /** Starts an agent with a command of a shell. */
    private static final class ShellLauncher extends ComputerLauncher {

        private final String command;
        private final EnvVars environment;

        ShellLauncher(String command, EnvVars environment) {
            this.command = command;
            this.environment = environment;
        }

        @Override
        public void launch(SlaveComputer computer, TaskListener listener) throws IOException, InterruptedException {
            ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command);
            builder.environment().putAll(environment);
            builder.redirectError(ProcessBuilder.Redirect.DISCARD);
            Process agent = builder.start();
            computer.setChannel(agent.getInputStream(), agent.getOutputStream(), listener, new Channel.Listener() {
                @Override
                public void onClosed(Channel channel, IOException cause) {
                    agent.destroy();
                }
            });
        }
    }
}
