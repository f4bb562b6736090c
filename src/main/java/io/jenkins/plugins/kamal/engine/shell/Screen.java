package io.jenkins.plugins.kamal.engine.shell;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.Consumer;

/** The local end of the terminal of a command on a server: the terminal of a person, or a log. */
public interface Screen {

    /**
     * The size of a screen.
     *
     * @param columns characters per line
     * @param rows lines
     */
    record Size(int columns, int rows) {}

    /** The kind of terminal, as in {@code TERM}. */
    String kind();

    /** The current size. */
    Size size();

    /** Reports each new size from now on; a screen of a fixed size reports none. */
    void onResize(Consumer<Size> listener);

    /** The input that a person types; empty if nobody types, and then line ends are not converted. */
    Optional<InputStream> keys();

    /** The stream for the output of the command; it is not closed. */
    OutputStream picture();
}
