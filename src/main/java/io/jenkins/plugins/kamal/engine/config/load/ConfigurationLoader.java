package io.jenkins.plugins.kamal.engine.config.load;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.config.fault.ConfigurationException;
import io.jenkins.plugins.kamal.engine.config.fault.Faults;
import io.jenkins.plugins.kamal.engine.config.fault.SourceLocation;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.section.Fields;
import io.jenkins.plugins.kamal.engine.config.template.NoTemplates;
import io.jenkins.plugins.kamal.engine.config.template.TemplateRenderer;
import io.jenkins.plugins.kamal.engine.config.yaml.KeyLocation;
import io.jenkins.plugins.kamal.engine.config.yaml.MapNode;
import java.nio.file.Path;
import java.util.Objects;

/** Loads {@code config/deploy.yml} with its destination as Kamal 2.12 does ({@code lib/kamal/configuration.rb}). */
public final class ConfigurationLoader {

    private final Path projectDirectory;
    private final TemplateRenderer renderer;
    private final String nativeArchitecture;

    /** Creates a loader that rejects files with templates. */
    public ConfigurationLoader(Path projectDirectory) {
        this(projectDirectory, new NoTemplates());
    }

    /**
     * Creates a loader that renders templates.
     *
     * @param projectDirectory the directory that file names are relative to
     * @param renderer renders the ERB in the files
     */
    public ConfigurationLoader(Path projectDirectory, TemplateRenderer renderer) {
        this(projectDirectory, renderer, nativeArchitecture());
    }

    ConfigurationLoader(Path projectDirectory, TemplateRenderer renderer, String nativeArchitecture) {
        this.projectDirectory = Objects.requireNonNull(projectDirectory);
        this.renderer = Objects.requireNonNull(renderer);
        this.nativeArchitecture = nativeArchitecture;
    }

    /**
     * Loads and validates a configuration.
     *
     * @param configFile the file, usually {@code config/deploy.yml}, as faults name it
     * @param destination the destination, whose file overrides {@code configFile}, or null for none
     * @throws ConfigurationException with every fault that was found
     */
    public Configuration load(String configFile, @CheckForNull String destination) {
        ConfigurationFiles files = new ConfigurationFiles(projectDirectory, renderer);
        try {
            MapNode root = files.read(configFile, destination);
            Fields fields = new Fields(root, new KeyLocation("", new SourceLocation(configFile, 1)), new Faults());
            return new ConfigurationAssembler(fields, configFile, destination)
                    .assemble(projectDirectory, nativeArchitecture);
        } catch (ConfigurationException refused) {
            throw files.explained(refused);
        }
    }

    private static String nativeArchitecture() {
        return switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            default -> System.getProperty("os.arch");
        };
    }
}
