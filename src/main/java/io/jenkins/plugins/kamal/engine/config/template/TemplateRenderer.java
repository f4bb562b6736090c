package io.jenkins.plugins.kamal.engine.config.template;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.config.fault.ConfigurationException;

/** Renders the ERB of a configuration file before it is read as YAML. */
@FunctionalInterface
public interface TemplateRenderer {

    /**
     * The file with its templates replaced by their output.
     *
     * @param text the file
     * @param fileName the file as the user knows it, for faults
     * @param destination the destination, {@code KAMAL_DESTINATION} in the template
     * @throws ConfigurationException for a template that cannot be rendered
     */
    RenderedFile render(String text, String fileName, @CheckForNull String destination);

    /** Takes a warning about a file that is read all the same, with the file and the line in it. */
    default void warn(String warning) {
        // Who renders nothing tells nobody anything.
    }
}
