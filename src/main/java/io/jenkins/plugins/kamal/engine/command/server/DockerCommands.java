package io.jenkins.plugins.kamal.engine.command.server;

import io.jenkins.plugins.kamal.engine.shell.Command;

/**
 * The commands for Docker itself on a machine ({@code lib/kamal/commands/docker.rb}, {@code ensure_docker_installed} of
 * {@code base.rb}).
 */
public final class DockerCommands {

    /** The network of all containers. */
    public static final String NETWORK = "kamal";

    private static final String MIRRORS_AND_ROOT = "{{range .RegistryConfig.Mirrors}}{{.}} {{end}}|{{.DockerRootDir}}";
    private static final String SCRIPT = "https://get.docker.com";

    private static final String IS_ROOT = "[ \"$(id -u)\" -eq 0 ]";

    private DockerCommands() {}

    /** Creates the network; fails with {@code already exists} if the network exists. */
    public static Command createNetwork() {
        return Command.of("docker", "network", "create", NETWORK);
    }

    /**
     * Creates the network, one request at a time. Two simultaneous requests would make Docker create two networks of
     * the same name, and Docker would then start no container in either of them. With this command, the second request
     * fails because the network exists.
     */
    public static Command createNetworkInTurn() {
        String create = createNetwork().shellText();
        return Command.shell("if command -v flock > /dev/null; then flock . " + create + "; else " + create + "; fi");
    }

    /** Succeeds if the docker client is installed. */
    public static Command installed() {
        return Command.of("docker", "-v").brief();
    }

    /** Prints the version of the docker server; fails if the server does not answer this user. */
    public static Command serverVersion() {
        return Command.of("docker", "version", "--format", "{{.Server.Version}}")
                .brief();
    }

    /**
     * Prints the registry mirrors in the first line, each followed by a space, and below it, in POSIX format, the free
     * space for images and in the home directory of the SSH user. Fails if Docker does not answer this user, with the
     * message of {@code docker version}, which says more than that of {@code docker info}.
     */
    public static Command mirrorsAndDiskSpace() {
        String info = Command.of("docker", "info", "--format", MIRRORS_AND_ROOT).shellText();
        String version = serverVersion().shellText();
        return Command.shell("( info=$(" + info + " 2> /dev/null) || " + version + " > /dev/null; status=$?; "
                        + "echo \"${info%%|*}\"; root=${info#*|}; df -Pk . \"${root:-/}\" 2> /dev/null; exit $status )")
                .brief();
    }

    /** Installs Docker with Docker's own script; needs root. */
    public static Command install() {
        Command download = Command.of("curl", "-fsSL", SCRIPT)
                .or(Command.of("wget", "-O", "-", SCRIPT))
                .or(Command.shell("echo \"exit 1\""));
        return Command.of("sh", "-c", download.shellText()).pipe(Command.of("sh"));
    }

    /** Succeeds if the user may install Docker and change groups: as root, or with sudo and without a password. */
    public static Command superuser() {
        return Command.shell("[ \"${EUID:-$(id -u)}\" -eq 0 ] || sudo -nl usermod >/dev/null")
                .brief();
    }

    /**
     * Prints the name of the SSH user in the first line, and below it one word for each thing that is so: {@code root};
     * {@code services} if the user may start services as root, or with sudo and without a password; {@code member} of the
     * group docker; {@code group} if there is such a group; {@code systemd}; {@code download} if the server can download
     * Docker's script.
     */
    public static Command sshUser() {
        return Command.shell("( id -un; " + says(IS_ROOT, "root")
                        + says(IS_ROOT + " || sudo -nl systemctl || sudo -nl service", "services")
                        + says("id -nG \"$(id -un)\" | grep -qw docker", "member")
                        + says("getent group docker", "group")
                        + says("command -v systemctl", "systemd")
                        + says("command -v curl || command -v wget", "download")
                        + ": )")
                .brief();
    }

    private static String says(String condition, String word) {
        return "{ " + condition + "; } > /dev/null 2>&1 && echo " + word + "; ";
    }

    /** Starts the docker server, now and at each boot; {@code sudo} says whether the user is not root. */
    public static Command start(boolean sudo) {
        String root = sudo ? "sudo -n " : "";
        return Command.shell("if command -v systemctl > /dev/null; then " + root
                + "systemctl enable --now docker; else " + root + "service docker start; fi");
    }

    /** Adds the user to the group {@code docker}. */
    public static Command addToDockerGroup() {
        return Command.shell("sudo -n usermod -aG docker \"${USER:-$(id -un)}\"");
    }

    /** Prints the version of the docker client on this machine. */
    public static Command clientVersion() {
        return Command.of("docker", "--version");
    }

    /** Prints the version of buildx on this machine; fails if it is missing. */
    public static Command buildxVersion() {
        return Command.of("docker", "buildx", "version");
    }

    /** Prints the architecture of this machine's docker in the kernel's words, such as {@code x86_64}. */
    public static Command architecture() {
        return Command.of("docker", "info", "--format", "{{.Architecture}}");
    }
}
