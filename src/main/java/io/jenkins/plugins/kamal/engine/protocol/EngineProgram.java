package io.jenkins.plugins.kamal.engine.protocol;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.List;

/** How the engine is started as a program. */
public final class EngineProgram {

    /** The name of the class that {@code java -cp … NAME} starts. */
    public static final String MAIN_CLASS = "io.jenkins.plugins.kamal.engine.cli.Main";

    /** The class whose run a class-data archive is made from. */
    private static final String REHEARSAL_CLASS = "io.jenkins.plugins.kamal.engine.cli.Rehearsal";

    /** Java's options, which also shape a class-data archive: Java takes it only with the same ones. */
    public static final List<String> JAVA_OPTIONS =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Dfile.encoding=UTF-8");

    private EngineProgram() {}

    /**
     * Java's words before the name of the class, for a start of the engine.
     *
     * @param jar the engine's jar
     * @param archive the class-data archive of this jar and this Java; null where there is none
     */
    public static List<String> javaWords(String jar, @CheckForNull String archive) {
        List<String> words = new ArrayList<>(JAVA_OPTIONS);
        words.add("-XX:+DisableAttachMechanism");
        if (archive != null) {
            // Java's own words about an archive that it does not take are of no use in a build's log.
            words.addAll(List.of("-Xlog:disable", "-XX:SharedArchiveFile=" + archive));
        }
        words.addAll(List.of("-cp", jar));
        return words;
    }

    /**
     * Java's words for the rehearsal that a class-data archive is made from.
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
