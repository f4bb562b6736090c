package io.jenkins.plugins.kamal.engine.conformance;

import io.jenkins.plugins.kamal.engine.command.ShellWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One run of the real Kamal 2.12.
 *
 * @param name what it is called among the recordings
 * @param words the command line without {@code kamal} itself
 * @param environment what stood in the environment in addition
 * @param exitStatus how it ended; empty where the run was ended from outside
 * @param hooks the hooks that ran, in their order
 * @param lines the command lines that can change something, in their order
 */
record Recording(
        String name,
        List<String> words,
        Map<String, String> environment,
        Optional<Integer> exitStatus,
        List<HookRun> hooks,
        List<Line> lines) {

    /** The name of the deployer's machine in a recording. */
    static final String LOCAL = "local";

    /**
     * A command line.
     *
     * @param machine {@code web1}, or {@link #LOCAL}
     * @param status how it ended
     * @param text the line
     */
    record Line(String machine, int status, String text) {}

    static Recording parse(String name, List<String> text) {
        List<String> command = List.of();
        Map<String, String> environment = new TreeMap<>();
        Optional<Integer> exitStatus = Optional.empty();
        List<HookRun> hooks = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        for (String row : Recordings.section("", text)) {
            List<String> fields = List.of(row.split("\t"));
            switch (fields.get(0)) {
                case "command" -> command = ShellWords.of(fields.get(1));
                case "env" ->
                    environment.putAll(
                            Recordings.variables(List.of(fields.get(1).split(" "))));
                case "exit" ->
                    exitStatus = Optional.of(fields.get(1))
                            .filter(rc -> !rc.equals("?"))
                            .map(Integer::valueOf);
                case "hook" -> hooks.add(HookRun.of(fields.get(1), fields.subList(2, fields.size())));
                default -> {
                    /* who reads states reads it */
                }
            }
        }
        for (String row : Recordings.section("commands", text)) {
            String[] fields = row.split("\t", 3);
            for (String machine : fields[0].split(",")) {
                lines.add(new Line(machine, Integer.parseInt(fields[1]), unescaped(fields[2])));
            }
        }
        return new Recording(
                name,
                command.subList(Math.min(1, command.size()), command.size()),
                environment,
                exitStatus,
                hooks,
                lines);
    }

    /** The recording wrote a backslash and a line end with a backslash before. */
    private static String unescaped(String recorded) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < recorded.length(); i++) {
            char c = recorded.charAt(i);
            if (c == '\\') {
                i++;
                line.append(recorded.charAt(i) == 'n' ? '\n' : recorded.charAt(i));
            } else {
                line.append(c);
            }
        }
        return line.toString();
    }

    boolean builds() {
        return lines.stream().anyMatch(line -> line.text().contains("buildx build"));
    }
}
