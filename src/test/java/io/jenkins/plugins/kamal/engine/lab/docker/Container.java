package io.jenkins.plugins.kamal.engine.lab.docker;

import io.jenkins.plugins.kamal.engine.lab.docker.command.Hash;
import io.jenkins.plugins.kamal.engine.lab.docker.command.RunOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A container of a {@link SimulatedDocker}, which guards it. */
final class Container {

    /** The states that a container can be in here, by the names that Docker gives them. */
    enum State {
        CREATED,
        RUNNING,
        RESTARTING,
        EXITED,
        DEAD
    }

    /** One line that its program printed. */
    record LogLine(Instant time, String text) {}

    final String id = Hash.random();
    final Instant created = Instant.now();
    final SimulatedImage image;
    final String imageName;
    final RunOptions options;
    final SortedMap<String, String> labels;
    final List<String> environment;
    final List<String> command;
    final List<LogLine> log = new ArrayList<>();
    final ImageBehaviour behaviour;
    String name;
    State state = State.CREATED;
    int exitCode;
    int restarts;
    int oomKills;
    Instant started = Instant.EPOCH;
    Instant finished = Instant.EPOCH;

    Container(String name, String imageName, SimulatedImage image, RunOptions options, ImageBehaviour behaviour) {
        this.name = name;
        this.imageName = imageName;
        this.image = image;
        this.options = options;
        this.behaviour = behaviour;
        this.labels = new TreeMap<>(image.labels());
        this.labels.putAll(options.labels());
        this.environment = new ArrayList<>(options.environment());
        image.environment().stream()
                .filter(line -> !sets(options.environment(), line))
                .forEach(environment::add);
        this.command = options.command().isEmpty() ? image.command() : options.command();
    }

    private static boolean sets(List<String> environment, String line) {
        String start = line.substring(0, line.indexOf('=') + 1);
        return environment.stream().anyMatch(other -> other.startsWith(start));
    }

    boolean isActive() {
        return state == State.RUNNING || state == State.RESTARTING;
    }

    /** Starts its program, which may end at once. */
    void start() {
        started = now();
        image.log().forEach(this::print);
        state = State.RUNNING;
        exitCode = 0;
        if (behaviour == ImageBehaviour.CRASHES) {
            end(1);
            boolean again = !options.restart().isEmpty() && !options.restart().equals("no");
            state = again ? State.RESTARTING : State.EXITED;
            restarts += again ? 1 : 0;
        }
    }

    void end(int status) {
        state = State.EXITED;
        exitCode = status;
        finished = now();
    }

    void print(String line) {
        log.add(new LogLine(now(), line));
    }

    String hostname() {
        return options.hostname().isEmpty() ? Hash.brief(id) : options.hostname();
    }

    String stateName() {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /** {@code healthy}, {@code unhealthy}, or empty where there is no health check. */
    String health() {
        if (!image.healthcheck() && !options.healthcheck()) {
            return "";
        }
        return state == State.RUNNING && behaviour == ImageBehaviour.HEALTHY ? "healthy" : "unhealthy";
    }

    /** The status in the words of {@code docker ps}. */
    String status() {
        String health = health().isEmpty() ? "" : " (" + health() + ")";
        return switch (state) {
            case CREATED -> "Created";
            case RUNNING -> "Up " + since(started) + health;
            case RESTARTING -> "Restarting (" + exitCode + ") " + since(finished) + " ago";
            case EXITED -> "Exited (" + exitCode + ") " + since(finished) + " ago";
            case DEAD -> "Dead";
        };
    }

    static String since(Instant time) {
        long seconds = Duration.between(time, Instant.now()).toSeconds();
        if (seconds < 1) {
            return "Less than a second";
        }
        if (seconds < 60) {
            return seconds == 1 ? "1 second" : seconds + " seconds";
        }
        return seconds < 120 ? "About a minute" : seconds / 60 + " minutes";
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    Map<String, String> environmentMap() {
        Map<String, String> map = new TreeMap<>();
        environment.forEach(
                line -> map.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
        return map;
    }
}
