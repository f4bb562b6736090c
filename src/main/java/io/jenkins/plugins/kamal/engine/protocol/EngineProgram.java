package io.jenkins.plugins.kamal.engine.protocol;

/** How the engine is started as a program. */
public final class EngineProgram {

    /** The name of the class that {@code java -cp … NAME} starts. */
    public static final String MAIN_CLASS = "io.jenkins.plugins.kamal.engine.cli.Main";

    /** The class whose run a class-data archive is made from. */
    public static final String REHEARSAL_CLASS = "io.jenkins.plugins.kamal.engine.cli.Rehearsal";

    private EngineProgram() {}
}
