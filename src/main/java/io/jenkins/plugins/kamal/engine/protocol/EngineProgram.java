package io.jenkins.plugins.kamal.engine.protocol;

import java.util.List;

/** How the engine is started as a program. */
public final class EngineProgram {

    /** The name of the class that {@code java -cp … NAME} starts. */
    public static final String MAIN_CLASS = "io.jenkins.plugins.kamal.engine.cli.Main";

    /** The class whose run a class-data archive is made from. */
    public static final String REHEARSAL_CLASS = "io.jenkins.plugins.kamal.engine.cli.Rehearsal";

    /** Java's options, which also shape a class-data archive: Java takes it only with the same ones. */
    public static final List<String> JAVA_OPTIONS =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Dfile.encoding=UTF-8");

    private EngineProgram() {}
}
