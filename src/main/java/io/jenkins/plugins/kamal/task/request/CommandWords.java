package io.jenkins.plugins.kamal.task.request;

import hudson.AbortException;
import java.util.List;
import java.util.stream.Stream;

/**
 * The words of a command that a step's author has written. They may name options of the engine.
 *
 * @param words the command with its options and arguments
 */
public record CommandWords(List<String> words) {

    private static final String INVOCATION = "--invocation";
    private static final List<String> LOCK_WAIT =
            List.of("--lock-wait", "--lock_wait", "--no-lock-wait", "--no-lock_wait");

    private static final List<String> LIMITS = List.of("--hosts", "--roles", "--primary");

    /** Copies the list. */
    public CommandWords {
        words = List.copyOf(words);
    }

    /**
     * Refuses the option with which the plugin names the invocation's directory. It would replace the plugin's own, and
     * with it what an administrator has decided about the destination.
     *
     * @throws AbortException which says so
     */
    public void requireNoInvocation() throws AbortException {
        if (options().anyMatch(word -> word.equals(INVOCATION) || word.startsWith(INVOCATION + "="))) {
            throw new AbortException("The command has the option " + INVOCATION
                    + ", which is reserved for the plugin. Remove it from the step's command");
        }
    }

    /** Whether the words say something about waiting for the deploy lock. */
    public boolean mentionLockWait() {
        return options().anyMatch(word -> LOCK_WAIT.stream().anyMatch(word::startsWith));
    }

    /** Whether the words may name a destination. A word such as {@code -vd} combines options. */
    public boolean mentionDestination() {
        return options().anyMatch(word -> word.startsWith("--destination") || word.matches("-[a-z]*d.*"));
    }

    /** Whether the words may limit the command to some hosts or roles. A word such as {@code -vh} combines options. */
    boolean mayLimitHosts() {
        return options().anyMatch(word -> LIMITS.stream().anyMatch(word::startsWith) || word.matches("-[a-z]*[hpr].*"));
    }

    /** The words before {@code --}; those after it are arguments of another program. */
    private Stream<String> options() {
        return words.stream().takeWhile(word -> !word.equals("--"));
    }
}
