package io.jenkins.plugins.kamal.engine.deploy.preflight;

import io.jenkins.plugins.kamal.engine.command.server.DockerCommands;
import io.jenkins.plugins.kamal.engine.shell.Output;
import io.jenkins.plugins.kamal.engine.shell.Script;
import io.jenkins.plugins.kamal.engine.shell.ScriptResult;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Why Docker on a server does not answer the SSH user, and what has to be done.
 *
 * @param problem what is wrong
 * @param user the name of the SSH user
 * @param administers whether the user may install Docker and change groups
 * @param facts what {@link DockerCommands#sshUser} says about the user
 * @param said what Docker said
 */
public record DockerFault(Problem problem, String user, boolean administers, Set<String> facts, String said) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}");
    private static final String BY_HAND = ". Run there, as root or with sudo: ";
    private static final int NOT_FOUND = 127;

    /** What is wrong with Docker on a server. */
    public enum Problem {
        /** Docker is not installed. */
        MISSING,
        /** Its server does not run. */
        STOPPED,
        /** The user may not use it. */
        FORBIDDEN,
        /** Something else. */
        UNKNOWN
    }

    /** The questions about the SSH user of a server on which Docker does not answer. */
    public static Script questions() {
        return Script.of().attempt(DockerCommands.superuser()).attempt(DockerCommands.sshUser());
    }

    /**
     * The fault that the answers of a server show.
     *
     * @param docker the answer of a command of docker that failed
     * @param answers the answers to the {@link #questions}
     */
    public static DockerFault of(Output docker, ScriptResult answers) {
        Output user = answers.output(1);
        String name = user.stdout().lines().findFirst().orElse("").strip();
        return new DockerFault(
                problem(docker),
                NAME.matcher(name).matches() ? name : "$USER",
                answers.output(0).succeeded(),
                user.stdout().lines().skip(1).map(String::strip).collect(Collectors.toSet()),
                docker.stderr().strip());
    }

    private static Problem problem(Output docker) {
        if (docker.exitStatus() == NOT_FOUND) {
            return Problem.MISSING;
        }
        if (docker.stderr().contains("permission denied")) {
            return Problem.FORBIDDEN;
        }
        return docker.stderr().contains("Cannot connect to the Docker daemon") ? Problem.STOPPED : Problem.UNKNOWN;
    }

    /** Whether the user is root. */
    public boolean isRoot() {
        return facts.contains("root");
    }

    /** Whether the user has to be added to the group docker, in order to use a Docker that runs. */
    public boolean isOutsider() {
        return !isRoot() && !facts.contains("member");
    }

    /** Whether {@code server bootstrap} and {@code setup} can do what has to be done, as this user. */
    public boolean isMendable() {
        return switch (problem) {
            case MISSING -> administers && facts.contains("download");
            case STOPPED -> facts.contains("services");
            case FORBIDDEN -> administers && facts.contains("group") && isOutsider();
            case UNKNOWN -> false;
        };
    }

    /** What is wrong, and the commands to type; the server is named before it. */
    public String advice() {
        return switch (problem) {
            case MISSING -> missing();
            case STOPPED ->
                "Docker is installed, but not running"
                        + (isMendable()
                                ? "; run `kamal server bootstrap`, which starts it"
                                : BY_HAND
                                        + (facts.contains("systemd")
                                                ? "`systemctl enable --now docker`"
                                                : "`service docker start`"));
            case FORBIDDEN ->
                "the user " + user + " may not use Docker"
                        + (isMendable()
                                ? "; run `kamal server bootstrap`, which adds the user to the group docker"
                                : isOutsider() ? BY_HAND + join() : ": " + said);
            case UNKNOWN -> "Docker does not answer; is its service running? " + said;
        };
    }

    private String missing() {
        if (isMendable()) {
            return "Docker is not installed; run `kamal server bootstrap`, or install it by hand";
        }
        boolean downloads = facts.contains("download");
        String script = (downloads ? "" : "install curl; then ") + "`curl -fsSL https://get.docker.com | sh`";
        return "Docker is not installed, and the user " + user + " cannot install it, because "
                + (administers
                        ? "the server has neither curl nor wget"
                        : "the user is neither root nor allowed to use sudo without a password")
                + BY_HAND + script + (isOutsider() ? ", and `usermod -aG docker " + user + "`" : "");
    }

    private String join() {
        String join = "usermod -aG docker " + user;
        return facts.contains("group")
                ? "`" + join + "`"
                : "`groupadd docker && " + join + " && systemctl restart docker`";
    }
}
