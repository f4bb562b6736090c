package io.jenkins.plugins.kamal.engine.shell;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.Consumer;

/** What stands at this end of the terminal that a command on a server gets: a person's, or a log. */
public interface Screen {

    /**
     * How much fits on it.
     *
     * @param columns characters a line
     * @param rows lines
     */
    record Size(int columns, int rows) {}

    /** The kind of terminal, as in {@code TERM}. */
    String kind();

    /** How much fits on it now. */
    Size size();

    /** From now on tells each new size; a screen that never changes tells none. */
    void onResize(Consumer<Size> listener);

    /** What is typed; empty where nobody types, and then lines end as the command ends them. */
    Optional<InputStream> keys();

    /** Where what the command prints goes; it is not closed. */
    OutputStream picture();
}
