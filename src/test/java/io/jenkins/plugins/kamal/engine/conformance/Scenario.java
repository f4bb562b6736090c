package io.jenkins.plugins.kamal.engine.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** How a recording is done again: what was special about the machines then, and in what we differ on purpose. */
final class Scenario {

    private final String recording;
    private final List<Arrangement> arrangements = new ArrayList<>();
    private final List<Allowed> allowed = new ArrayList<>();

    /** Something that was so when the recording was made. */
    @FunctionalInterface
    interface Arrangement {
        /** Makes it so; is asked for the machines of Kamal and for ours, with one project for both. */
        void arrange(AppProject project, Machines machines);
    }

    /**
     * Differences that are meant.
     *
     * @param entry how the entry of docs/differences.md begins that says why
     * @param difference what such a difference looks like
     */
    record Allowed(String entry, Pattern difference) {}

    /** What differs in many recordings and in none of them in what is done. */
    static final List<Allowed> EVERYWHERE =
            List.of(new Allowed("`KAMAL_SUBCOMMAND`", Pattern.compile("hook \\S+ only ours: KAMAL_SUBCOMMAND=\\S+")));

    private Scenario(String recording) {
        this.recording = recording;
    }

    static Scenario of(String recording) {
        return new Scenario(recording);
    }

    Scenario given(Arrangement arrangement) {
        arrangements.add(arrangement);
        return this;
    }

    /** Meant differences, as patterns of whole lines; each must be there. */
    Scenario differs(String entry, String... patterns) {
        for (String pattern : patterns) {
            allowed.add(new Allowed(entry, Pattern.compile(pattern, Pattern.DOTALL)));
        }
        return this;
    }

    String recording() {
        return recording;
    }

    List<Arrangement> arrangements() {
        return List.copyOf(arrangements);
    }

    List<Allowed> allowed() {
        return List.copyOf(allowed);
    }
}
