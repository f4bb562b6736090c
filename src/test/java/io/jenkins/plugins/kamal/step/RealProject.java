package io.jenkins.plugins.kamal.step;

import com.cloudbees.jenkins.plugins.sshcredentials.impl.BasicSSHUserPrivateKey;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.EnvVars;
import hudson.model.Slave;
import hudson.model.labels.LabelAtom;
import hudson.slaves.EnvironmentVariablesNodeProperty;
import io.jenkins.plugins.kamal.engine.lab.real.RealServers;
import io.jenkins.plugins.kamal.global.KamalGlobalConfiguration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jvnet.hudson.test.JenkinsRule;

/** The sample application on the lab's real servers, and a Jenkins that may deploy it. */
public final class RealProject {

    public static final String SSH_CREDENTIALS = "servers";
    public static final String REGISTRY_CREDENTIALS = "registry";

    private static final int SERVERS = 3;

    private final RealServers lab;
    private final Path directory;
    private final Path hookLog;
    private String commit;

    public RealProject(RealServers lab, Path temporary) throws IOException {
        this.lab = lab;
        this.directory = Files.createDirectories(temporary.resolve("app"));
        this.hookLog = temporary.resolve("hooks.log");
        lab.clean();
        commit = lab.sampleProject(directory);
    }

    private RealProject(RealServers lab, Path directory, Path hookLog) throws IOException, InterruptedException {
        this.lab = lab;
        this.directory = directory;
        this.hookLog = hookLog;
        this.commit = git("rev-parse", "HEAD");
    }

    /** The project that another process made in this directory. */
    public static RealProject of(RealServers lab, Path temporary) throws IOException, InterruptedException {
        return new RealProject(lab, temporary.resolve("app"), temporary.resolve("hooks.log"));
    }

    public RealServers lab() {
        return lab;
    }

    /** The servers that the sample application runs on, two for the web and one for the job; a lab may have more. */
    public List<RealServers.Server> servers() {
        return lab.servers().subList(0, SERVERS);
    }

    public String commit() {
        return commit;
    }

    public Path directory() {
        return directory;
    }

    /** What the hooks wrote, or nothing. */
    public String hooks() throws IOException {
        return Files.exists(hookLog) ? Files.readString(hookLog) : "";
    }

    public Path hookLog() {
        return hookLog;
    }

    /** Commits a change of a file; from then on that is the version. */
    public String commitChange(String file, String content) throws IOException, InterruptedException {
        Path target = directory.resolve(file);
        Files.createDirectories(target.getParent());
        Files.writeString(target, content, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        git("add", "-A");
        git("commit", "-q", "-m", "Change " + file);
        commit = git("rev-parse", "HEAD");
        return commit;
    }

    /** Writes a hook, which the next commit takes in. */
    public void hook(String name, String script) throws IOException {
        Path hook = directory.resolve(".kamal/hooks").resolve(name);
        Files.writeString(hook, script);
        Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    public String git(String... arguments) throws IOException, InterruptedException {
        String[] argv = new String[arguments.length + 3];
        argv[0] = "git";
        argv[1] = "-C";
        argv[2] = directory.toString();
        System.arraycopy(arguments, 0, argv, 3, arguments.length);
        Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IOException(String.join(" ", argv) + ": " + output);
        }
        return output;
    }

    /** Credentials and host keys, as an administrator would enter them. */
    public void configure() throws IOException {
        SystemCredentialsProvider store = SystemCredentialsProvider.getInstance();
        store.getCredentials()
                .add(new BasicSSHUserPrivateKey(
                        CredentialsScope.GLOBAL,
                        SSH_CREDENTIALS,
                        "root",
                        new BasicSSHUserPrivateKey.DirectEntryPrivateKeySource(lab.privateKey()),
                        "",
                        "the lab's servers"));
        try {
            store.getCredentials()
                    .add(new UsernamePasswordCredentialsImpl(
                            CredentialsScope.GLOBAL,
                            REGISTRY_CREDENTIALS,
                            "the lab's registry",
                            lab.registry().user(),
                            lab.registry().password()));
        } catch (hudson.model.Descriptor.FormException e) {
            throw new IOException(e);
        }
        store.save();
        KamalGlobalConfiguration.get().setKnownHosts(lab.knownHosts());
    }

    /** The environment of an agent that builds with the lab's engine. */
    public EnvVars environment(Path home) throws IOException {
        EnvVars environment = new EnvVars();
        environment.put("DOCKER_HOST", lab.agentDockerHost());
        environment.put("HOOK_LOG", hookLog.toString());
        environment.put("HOME", Files.createDirectories(home).toString());
        return environment;
    }

    /** An agent that builds with the lab's engine. */
    public Slave agent(JenkinsRule jenkins, String label, Path home) throws Exception {
        return agent(jenkins, label, home, lab.agentDockerHost());
    }

    /** An agent that builds with this engine, a value for DOCKER_HOST. */
    public Slave agent(JenkinsRule jenkins, String label, Path home, String dockerHost) throws Exception {
        EnvVars environment = environment(home);
        environment.put("DOCKER_HOST", dockerHost);
        return jenkins.createOnlineSlave(new LabelAtom(label), environment);
    }

    /** Makes an agent that is there already, and is known by its name as a label, one that builds with the lab's engine. */
    public Slave equip(Slave agent, Path home) throws IOException {
        agent.setLabelString(agent.getNodeName());
        agent.getNodeProperties()
                .add(new EnvironmentVariablesNodeProperty(environment(home).entrySet().stream()
                        .map(entry -> new EnvironmentVariablesNodeProperty.Entry(entry.getKey(), entry.getValue()))
                        .toList()));
        agent.save();
        return agent;
    }

    /** The start of a Pipeline on an agent: a fresh checkout. */
    public String checkout() {
        return "  sh 'rm -rf * .git .kamal; git clone -q file://" + directory + " . '\n";
    }

    /** The credentials as arguments of a step. */
    public static String access() {
        return "sshCredentialsId: '" + SSH_CREDENTIALS + "', registryCredentialsId: '" + REGISTRY_CREDENTIALS + "'";
    }
}
