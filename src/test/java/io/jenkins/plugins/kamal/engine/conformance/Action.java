package io.jenkins.plugins.kamal.engine.conformance;

import io.jenkins.plugins.kamal.engine.lab.embedded.CommandTrace;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A program that ran on a machine and could change something, without what differs from run to run.
 *
 * @param machine where
 * @param words the program and its arguments
 * @param failed whether it ended with another status than 0
 */
record Action(String machine, List<String> words, boolean failed) {

    /** Docker's commands that change nothing. */
    private static final Set<String> READS = Set.of(
            "ps",
            "inspect",
            "images",
            "logs",
            "version",
            "info",
            "-v",
            "--version",
            "container ls",
            "container inspect",
            "image ls",
            "image inspect",
            "network ls",
            "network inspect",
            "buildx version",
            "buildx ls",
            "buildx inspect",
            "buildx imagetools",
            "context ls",
            "manifest inspect");

    /** Those that leave things as they are when they fail, or are said again. */
    private static final Set<String> REPEATABLE = Set.of(
            "login",
            "logout",
            "network create",
            "container start",
            "container stop",
            "container rm",
            "rm",
            "stop",
            "rmi",
            "image rm",
            "image prune",
            "container prune",
            "tag",
            "pull",
            "mkdir",
            "find");

    /** What was seen, if it could change something. */
    static Optional<Action> of(CommandTrace.Call call) {
        List<String> words = new ArrayList<>(call.words());
        String command = command(words);
        if (READS.contains(command) || words.contains("kamal-proxy") && words.contains("list")) {
            return Optional.empty();
        }
        if (command.equals("login")) {
            words = login(words);
        }
        withoutMetadata(words);
        if (!call.removed().isEmpty()) {
            words.add(details(call.removed()));
        }
        String machine = call.machine();
        return Optional.of(new Action(machine, words.stream().map(Masks::mask).toList(), call.status() != 0));
    }

    private static String command(List<String> words) {
        if (!words.get(0).equals("docker")) {
            return words.get(0);
        }
        boolean grouped = Set.of("container", "image", "network", "buildx", "context", "manifest")
                .contains(words.get(1));
        return grouped ? words.get(1) + " " + words.get(2) : words.get(1);
    }

    /** Server and user; the password came on standard input, and was right if docker says so. */
    private static List<String> login(List<String> words) {
        List<String> login = new ArrayList<>(List.of("docker", "login"));
        for (int i = 2; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("-u") || word.equals("--username")) {
                login.add("user " + words.get(++i));
            } else if (word.equals("-p") || word.equals("--password")) {
                i++;
            } else if (!word.equals("--password-stdin")) {
                login.add(2, word);
            }
        }
        return login;
    }

    /** Where buildx tells the digest, which is compared later. */
    private static void withoutMetadata(List<String> words) {
        int option = words.indexOf("--metadata-file");
        if (option >= 0) {
            words.subList(option, option + 2).clear();
        }
    }

    /** Who has a lock, without the time. */
    static String details(String encoded) {
        byte[] text = Base64.getMimeDecoder().decode(encoded);
        return new String(text, StandardCharsets.UTF_8).replaceAll(" at \\S+", "");
    }

    String command() {
        return command(words);
    }

    boolean repeatable() {
        return REPEATABLE.contains(command());
    }

    /** Whether it changed nothing, because it failed where failing means just that. */
    boolean idle() {
        return failed
                && repeatable()
                && !command().equals("login")
                && !command().equals("pull");
    }

    @Override
    public String toString() {
        return machine + ": " + String.join(" ", words) + (failed ? " (failed)" : "");
    }
}
