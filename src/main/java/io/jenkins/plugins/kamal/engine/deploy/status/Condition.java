package io.jenkins.plugins.kamal.engine.deploy.status;

import io.jenkins.plugins.kamal.engine.command.plan.StatusQuestions;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The condition of a running container.
 *
 * @param health what Docker's health check says, such as {@code unhealthy}; {@code none} if there is no check
 * @param digests the digests of its image; none if the server does not know any
 */
record Condition(String health, Set<String> digests) {

    static final Condition UNKNOWN = new Condition("none", Set.of());

    private static final int MOST_LINES = 10_000;
    private static final Pattern DIGEST = Pattern.compile("(?<=@)sha256:[0-9a-f]{64}(?=\")");

    /** Reads the answer to {@link StatusQuestions#conditions}, and returns the conditions by the container's id. */
    static Map<String, Condition> read(String answer) {
        Map<String, Set<String>> digests = new LinkedHashMap<>();
        answer.lines()
                .limit(MOST_LINES)
                .filter(line -> line.startsWith(StatusQuestions.IMAGE))
                .map(line -> line.split(" ", 3))
                .filter(words -> words.length == 3)
                .forEach(words -> digests.put(words[1], digests(words[2])));
        Map<String, Condition> conditions = new LinkedHashMap<>();
        answer.lines()
                .limit(MOST_LINES)
                .filter(line -> line.startsWith(StatusQuestions.CONTAINER))
                .map(line -> line.strip().split(" "))
                .filter(words -> words.length == 4)
                .forEach(words ->
                        conditions.put(words[1], new Condition(words[3], digests.getOrDefault(words[2], Set.of()))));
        return conditions;
    }

    private static Set<String> digests(String json) {
        Set<String> digests = new LinkedHashSet<>();
        DIGEST.matcher(json).results().forEach(match -> digests.add(match.group()));
        return digests;
    }

    boolean isUnhealthy() {
        return health.equals("unhealthy");
    }
}
