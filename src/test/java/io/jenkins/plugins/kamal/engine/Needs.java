package io.jenkins.plugins.kamal.engine;

import org.junit.jupiter.api.Assumptions;

/** What a test needs of the machine. Continuous integration has everything, so there nothing may be missing. */
public final class Needs {

    private Needs() {}

    /** Skips the calling test if something is not there, or fails it if {@code KAMAL_DEMAND_LAB} is true. */
    public static void skipUnless(boolean there, String lacking) {
        if (!there && Boolean.parseBoolean(System.getenv("KAMAL_DEMAND_LAB"))) {
            throw new AssertionError(lacking);
        }
        Assumptions.assumeTrue(there, lacking);
    }
}
