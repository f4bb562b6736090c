package io.jenkins.plugins.kamal.engine.config.template;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.config.fault.ConfigurationException;

/** Renders the ERB of a configuration file before it is read as YAML. */
@FunctionalInterface
public interface TemplateRenderer {

    /**
     * The file with its templates replaced by their output.
     *
     * @param text the content of the file
     * @param fileName the file as the user knows it, for faults
     * @param destination the destination, which is {@code KAMAL_DESTINATION} in the template, or null for none
     * @throws ConfigurationException for a template that cannot be rendered
     */
    RenderedFile render(String text, String fileName, @CheckForNull String destination);

    /** Accepts a warning about a file that is read nevertheless. The warning names the file and the line. */
    default void warn(String warning) {
        // A renderer that renders nothing drops warnings.
    }
}
