package io.jenkins.plugins.kamal.engine.lab.docker.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The options of {@code docker run} and {@code docker container create}.
 *
 * @param name {@code --name}, or empty
 * @param image the image's name
 * @param command the words after the image
 * @param environment {@code --env-file} and {@code --env}, {@code NAME=value}
 * @param labels {@code --label}
 * @param network {@code --network}
 * @param restart {@code --restart}, or empty
 * @param hostname {@code --hostname}, or empty
 * @param others every option with its values, by its long name
 */
public record RunOptions(
        String name,
        String image,
        List<String> command,
        List<String> environment,
        Map<String, String> labels,
        String network,
        String restart,
        String hostname,
        Map<String, List<String>> others) {

    private static final String NAMES = """
            --detach,-d --rm --interactive,-i --tty,-t --init --privileged --read-only
            --name= --network,--net= --restart= --hostname,-h= --env,-e= --env-file= --label,-l= --log-driver= --log-opt=
            --volume,-v= --mount= --publish,-p= --expose= --entrypoint= --workdir,-w= --user,-u= --cpus= --cpu-shares,-c=
            --memory,-m= --memory-swap= --memory-reservation= --shm-size= --ulimit= --add-host= --dns= --network-alias=
            --cap-add= --cap-drop= --security-opt= --device= --gpus= --tmpfs= --platform= --stop-timeout=
            --stop-signal= --health-cmd= --health-interval= --health-retries= --health-start-period= --health-timeout=
            --pid= --ipc= --runtime= --sysctl= --group-add= --userns= --quiet,-q
            """;
    private static final CommandWords.Syntax RUN = CommandWords.Syntax.of("run", false, NAMES);
    private static final CommandWords.Syntax CREATE = CommandWords.Syntax.of("container create", false, NAMES);

    public static RunOptions read(boolean run, List<String> argv, Path directory) {
        CommandWords words = (run ? RUN : CREATE).read(argv);
        List<String> rest = words.atLeast(1);
        List<String> environment = new ArrayList<>();
        words.all("--env-file").forEach(file -> environment.addAll(envFile(directory, file)));
        words.all("--env").stream().filter(line -> line.contains("=")).forEach(environment::add);
        return new RunOptions(
                words.last("--name").orElse(""),
                rest.get(0),
                command(words.last("--entrypoint").orElse(""), rest.subList(1, rest.size())),
                environment,
                labels(words.all("--label")),
                words.last("--network").orElse("bridge"),
                words.last("--restart").orElse(""),
                words.last("--hostname").orElse(""),
                words.values());
    }

    private static List<String> command(String entrypoint, List<String> words) {
        List<String> command = new ArrayList<>(words);
        if (!entrypoint.isEmpty()) {
            command.add(0, entrypoint);
        }
        return List.copyOf(command);
    }

    public boolean has(String option) {
        return others.containsKey(option);
    }

    public List<String> all(String option) {
        return others.getOrDefault(option, List.of());
    }

    public boolean healthcheck() {
        return has("--health-cmd");
    }

    public static Map<String, String> labels(List<String> words) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            labels.put(equals < 0 ? word : word.substring(0, equals), equals < 0 ? "" : word.substring(equals + 1));
        }
        return labels;
    }

    private static List<String> envFile(Path directory, String file) {
        List<String> lines = new ArrayList<>();
        for (String line : content(directory, file)) {
            String variable = line.stripLeading();
            if (variable.isEmpty() || variable.startsWith("#")) {
                continue;
            }
            String name = variable.contains("=") ? variable.substring(0, variable.indexOf('=')) : variable;
            if (name.matches(".*\\s.*")) {
                throw refusal("invalid env file (%s): variable '%s' contains whitespaces".formatted(file, name));
            }
            if (variable.contains("=")) {
                lines.add(variable);
            }
        }
        return lines;
    }

    private static List<String> content(Path directory, String file) {
        try {
            return Files.readAllLines(directory.resolve(file));
        } catch (IOException e) {
            throw refusal("open " + file + ": no such file or directory");
        }
    }

    public static DockerFailure refusal(String message) {
        return DockerFailure.of(
                DockerReply.failure(125, "docker: " + message + "\n\nRun 'docker run --help' for more information"));
    }
}
