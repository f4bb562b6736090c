package io.jenkins.plugins.kamal.engine.deploy.watch;

import io.jenkins.plugins.kamal.engine.shell.Output;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What happened to the new containers of one host.
 *
 * @param restarts how often they were restarted
 * @param oomKills how often a process of theirs was ended for lack of memory
 * @param notRunning how many of them do not run
 */
record ContainerTroubles(int restarts, int oomKills, int notRunning) {

    static final ContainerTroubles NONE = new ContainerTroubles(0, 0, 0);

    private static final String GONE = "No such container: ";

    private static final Pattern CONDITION =
            Pattern.compile("(?<id>[0-9a-f]{12,64}) (?<restarts>[0-9]{1,9}) (?<oom>true|false) (?<state>[a-z]{1,20})");

    /**
     * Reads the answers of a host to the questions of {@link
     * io.jenkins.plugins.kamal.engine.command.plan.WatchQuestions}.
     *
     * @param conditions the answer about the containers; one whose state is unknown is not counted as a trouble
     * @param outOfMemory the answer about the events; Docker may have forgotten some
     * @param asked the ids of the containers
     */
    static ContainerTroubles read(Output conditions, Output outOfMemory, List<String> asked) {
        Map<String, Long> events = new HashMap<>();
        outOfMemory.stdout().lines().forEach(id -> events.merge(id.strip(), 1L, Long::sum));
        long restarts = 0;
        long kills = 0;
        int notRunning =
                (int) asked.stream().filter(id -> isGone(conditions, id)).count();
        for (String line : conditions.stdout().lines().toList()) {
            Matcher condition = CONDITION.matcher(line.strip());
            if (condition.matches()) {
                restarts += Long.parseLong(condition.group("restarts"));
                kills += Math.max(
                        events.getOrDefault(condition.group("id"), 0L),
                        condition.group("oom").equals("true") ? 1 : 0);
                notRunning += condition.group("state").equals("running") ? 0 : 1;
            }
        }
        return new ContainerTroubles(bounded(restarts), bounded(kills), notRunning);
    }

    /**
     * Why these answers do not tell everything about the containers; empty if they do. Docker not answering says nothing
     * about a container.
     */
    static Optional<String> unanswered(Output conditions, Output outOfMemory, List<String> asked) {
        long known = conditions
                        .stdout()
                        .lines()
                        .filter(line -> CONDITION.matcher(line.strip()).matches())
                        .count()
                + asked.stream().filter(id -> isGone(conditions, id)).count();
        if (known < asked.size()) {
            return Optional.of(reason(conditions));
        }
        return outOfMemory.succeeded() ? Optional.empty() : Optional.of(reason(outOfMemory));
    }

    private static boolean isGone(Output conditions, String id) {
        return conditions.stderr().contains(GONE + id);
    }

    private static String reason(Output answer) {
        return answer.stderr()
                .lines()
                .filter(line -> !line.isBlank() && !line.contains(GONE))
                .findFirst()
                .map(String::strip)
                .orElse("Docker's answer is not complete (exit status " + answer.exitStatus() + ")");
    }

    private static int bounded(long count) {
        return (int) Math.min(count, Integer.MAX_VALUE);
    }

    boolean any() {
        return restarts > 0 || oomKills > 0 || notRunning > 0;
    }

    /** The troubles in words; only if there are {@link #any}. */
    String text() {
        StringBuilder text = new StringBuilder();
        append(text, restarts, restarts == 1 ? "restart of a new container" : "restarts of new containers");
        append(text, oomKills, oomKills == 1 ? "kill for lack of memory" : "kills for lack of memory");
        append(
                text,
                notRunning,
                notRunning == 1 ? "new container that does not run" : "new containers that do not run");
        return text.toString();
    }

    private static void append(StringBuilder text, int count, String what) {
        if (count > 0) {
            text.append(text.isEmpty() ? "" : ", ").append(count).append(' ').append(what);
        }
    }
}
