package io.jenkins.plugins.kamal.engine.protocol;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.List;

/** The command lines that start the engine as a program. */
public final class EngineProgram {

    /** The name of the main class of the engine, as in {@code java -cp … NAME}. */
    public static final String MAIN_CLASS = "io.jenkins.plugins.kamal.engine.cli.Main";

    /** The main class of the rehearsal, from whose run a class-data archive is made. */
    private static final String REHEARSAL_CLASS = "io.jenkins.plugins.kamal.engine.cli.Rehearsal";

    /**
     * Java's options. They also shape a class-data archive: Java accepts an archive only with the same options. The heap
     * starts small and grows when it has to: otherwise Java starts with a 64th of the agent's memory, and a deploy on 16
     * servers uses twice as much memory, because its garbage is never collected.
     *
     * <p>A method is compiled three times later than usual, because most of a short command's methods would be called too
     * rarely after their compilation to pay for it.
     *
     * <p>The agent's JAVA_TOOL_OPTIONS come before them. Java does not start if these name another garbage collector, so
     * the others are switched off, also those that this Java may not know; nor if the first part of the heap is larger
     * than the heap, so its size is set.
     */
    public static final List<String> JAVA_OPTIONS = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:CompileThresholdScaling=3",
            "-XX:+IgnoreUnrecognizedVMOptions",
            "-XX:-UseG1GC",
            "-XX:-UseParallelGC",
            "-XX:-UseShenandoahGC",
            "-XX:-UseZGC",
            "-XX:+UseSerialGC",
            "-Xms16m",
            "-XX:NewSize=5m",
            "-Xshare:auto",
            "-Dfile.encoding=UTF-8");

    private EngineProgram() {}

    /**
     * Java's arguments before the name of the main class, for a start of the engine.
     *
     * @param jar the engine's jar
     * @param archive the class-data archive of this jar and this Java; null if there is none
     */
    public static List<String> javaWords(String jar, @CheckForNull String archive) {
        List<String> words = new ArrayList<>(JAVA_OPTIONS);
        words.add("-XX:+DisableAttachMechanism");
        if (archive != null) {
            // Java's messages about an archive that it rejects are of no use in a build's log.
            words.addAll(List.of("-Xlog:disable", "-XX:SharedArchiveFile=" + archive));
        }
        words.addAll(List.of("-cp", jar));
        return words;
    }

    /**
     * Java's arguments for the rehearsal that a class-data archive is made from.
     *
     * @param jar the engine's jar
     * @param archive where the archive is written
     * @param project an empty directory
     */
    public static List<String> rehearsalWords(String jar, String archive, String project) {
        List<String> words = new ArrayList<>(JAVA_OPTIONS);
        words.addAll(
                List.of("-Xlog:disable", "-XX:ArchiveClassesAtExit=" + archive, "-cp", jar, REHEARSAL_CLASS, project));
        return words;
    }
}
