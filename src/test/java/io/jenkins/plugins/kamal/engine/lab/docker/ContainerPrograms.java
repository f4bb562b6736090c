package io.jenkins.plugins.kamal.engine.lab.docker;

import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerFailure;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerReply;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The programs inside containers: {@code echo}, {@code env}, {@code printenv}, {@code true}, {@code false},
 * {@code kamal-proxy}, and what a test has announced. The image's own program takes the first of these as its argument,
 * as the lab's sample app does.
 */
final class ContainerPrograms {

    private final SimulatedProxy proxy;
    private final Map<List<String>, DockerReply> announced = new ConcurrentHashMap<>();

    ContainerPrograms(SimulatedProxy proxy) {
        this.proxy = proxy;
    }

    void announce(List<String> words, DockerReply reply) {
        announced.put(List.copyOf(words), reply);
    }

    /** Runs a program in a container: by {@code docker exec}, or as its main program. */
    DockerReply run(Container container, List<String> argv, boolean main) {
        DockerReply reply = announced.get(argv);
        if (reply != null) {
            return reply;
        }
        if (argv.get(0).equals("kamal-proxy")) {
            return proxy.run(container, argv.subList(1, argv.size()));
        }
        boolean own = argv.get(0).equals(container.image.command().get(0));
        List<String> words = own && argv.size() > 1 ? argv.subList(1, argv.size()) : argv;
        return switch (words.get(0)) {
            case "echo" -> DockerReply.lines(String.join(" ", words.subList(1, words.size())));
            case "env" -> DockerReply.lines(environment(container));
            case "printenv" -> printenv(container, words);
            case "true" -> DockerReply.ok();
            case "false" -> new DockerReply(1, "", "");
            default -> missing(words.get(0), container, main);
        };
    }

    private static List<String> environment(Container container) {
        Map<String, String> variables = new TreeMap<>(container.environmentMap());
        variables.put("HOSTNAME", container.hostname());
        return variables.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toList();
    }

    private static DockerReply printenv(Container container, List<String> words) {
        String value = words.size() == 2 ? container.environmentMap().get(words.get(1)) : null;
        return words.size() < 2
                ? DockerReply.lines(environment(container))
                : value == null ? new DockerReply(1, "", "") : DockerReply.lines(value);
    }

    private static DockerReply missing(String program, Container container, boolean main) {
        if (container.image.files().containsKey(program)
                || program.equals(container.image.command().get(0))) {
            throw DockerFailure.unknown(
                    "what '" + program + "' does in a container; announce it to SimulatedDocker first");
        }
        String reason = program.startsWith("/")
                ? "stat " + program + ": no such file or directory"
                : "executable file not found in $PATH";
        String message = "unable to start container process: exec: \"" + program + "\": " + reason + ": unknown";
        return main
                ? new DockerReply(
                        127,
                        "",
                        "docker: Error response from daemon: failed to create shim task: OCI runtime create "
                                + "failed: runc create failed: " + message
                                + "\n\nRun 'docker run --help' for more information\n")
                : new DockerReply(126, "OCI runtime exec failed: exec failed: " + message + "\r\n", "");
    }
}
