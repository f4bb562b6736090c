package io.jenkins.plugins.kamal.engine.conformance;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an action uses or changes on its machine.
 *
 * @param things such as {@code container myapp-db}; {@code container *} is any
 */
record Touched(Set<String> things) {

    private static final Pattern CONTAINER = Pattern.compile("(?:name=\\^)?(myapp-[^$]*|kamal-proxy)\\$?");
    private static final Pattern IMAGE = Pattern.compile("\\S+/\\S+:[\\w.-]+");
    private static final String ANY_CONTAINER = "container *";
    private static final String ANY_IMAGE = "image *";

    static Touched by(Action action) {
        Set<String> things = new HashSet<>();
        List<String> words = action.words();
        if (words.get(0).equals("docker")) {
            docker(action, things);
        } else {
            words.stream()
                    .skip(1)
                    .filter(word -> !word.startsWith("-"))
                    .forEach(path -> things.add("file " + top(path)));
        }
        return new Touched(things);
    }

    private static void docker(Action action, Set<String> things) {
        switch (action.command()) {
            case "login", "logout" -> things.add("login");
            case "pull" -> things.add("login");
            case "network create" -> things.add("network");
            case "run", "create", "container create" -> things.add("network");
            case "image prune" -> things.addAll(List.of(ANY_IMAGE, ANY_CONTAINER));
            case "container prune" -> things.add(ANY_CONTAINER);
            default -> {
                /* names what it touches */
            }
        }
        for (String word : action.words()) {
            if (word.equals("ID")) {
                things.add(ANY_CONTAINER);
            } else if (CONTAINER.matcher(word).matches()) {
                things.add("container " + word);
            } else if (IMAGE.matcher(word).matches()) {
                things.add("image " + word);
            } else if (word.startsWith(".kamal/") || word.startsWith("HOME/.kamal/")) {
                things.add("file " + top(word.replaceFirst("^HOME/", "").replaceFirst(":.*", "")));
            }
        }
    }

    /** Directories are made before what is in them, and removed after. */
    private static String top(String path) {
        return isLock(path) ? "lock" : path.replaceFirst("^(\\.kamal/[^/]+/[^/]+).*", "$1");
    }

    static boolean isLock(String path) {
        return path.startsWith(".kamal/lock-");
    }

    boolean dependsOn(Touched other) {
        return things.stream()
                .anyMatch(thing -> other.things.contains(thing)
                        || other.things.stream().anyMatch(that -> isAnyOf(thing, that) || isAnyOf(that, thing)));
    }

    private static boolean isAnyOf(String any, String thing) {
        return any.endsWith(" *") && thing.startsWith(any.substring(0, any.length() - 1));
    }
}
