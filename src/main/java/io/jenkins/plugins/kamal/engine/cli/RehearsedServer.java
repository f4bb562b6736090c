package io.jenkins.plugins.kamal.engine.cli;

import io.jenkins.plugins.kamal.engine.shell.ssh.rehearsal.RehearsedAnswer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the commands of a deploy do on a server of the {@link Rehearsal}: an earlier version of one role runs there,
 * nobody holds the lock, and everything succeeds.
 */
final class RehearsedServer {

    private static final String IMAGE = "sha256:" + "1".repeat(64);
    private static final String DIGESTS = "[\"registry.rehearsal/rehearsal/app@sha256:" + "2".repeat(64) + "\"]";

    /** By a part of the command's text; of several parts, the first one counts. */
    private final Map<String, RehearsedAnswer> answers = new LinkedHashMap<>();

    /** A server that runs this role. */
    RehearsedServer(String role) {
        prints(
                "docker info",
                "\nFilesystem 1024-blocks Used Available Capacity Mounted on\n/dev/disk 100000000 1 99999999 1% /\n");
        answers.put("stat .kamal/lock-rehearsal", RehearsedAnswer.failing());
        prints(
                "docker ps --all",
                "CONTAINERS\n"
                        + container("running", "3", role, "earlier")
                        // A container of the version that is deployed, which the deploy therefore renames.
                        + container("exited", "4", role, Rehearsal.VERSION)
                        + "running|kamal|" + id("5") + "|kamal-proxy|basecamp/kamal-proxy:v0.9.2|\"\"|\"\"|\"\"\n");
        prints("docker run", "6".repeat(64) + "\n");
        prints("found=$(docker container inspect", IMAGE + "\n" + DIGESTS + "\nrunning\n");
        prints(".State.Health", "running\n");
        prints(".RepoDigests", IMAGE + "\n" + DIGESTS + "\n");
    }

    private void prints(String command, String output) {
        answers.put(command, RehearsedAnswer.printing(output));
    }

    /** A container of the role as {@code docker ps} lists it. */
    private static String container(String state, String digit, String role, String version) {
        return state + "|kamal|" + id(digit) + "|rehearsal-" + role + "-" + version
                + "|registry.rehearsal/rehearsal/app:" + version + "|\"rehearsal\"|\"\"|\"" + role + "\"\n";
    }

    private static String id(String digit) {
        return digit.repeat(12);
    }

    /** What a command does, by the part of the script that contains it and no other command. */
    RehearsedAnswer answer(String command) {
        return answers.entrySet().stream()
                .filter(entry -> command.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(RehearsedAnswer.printing(""));
    }
}
