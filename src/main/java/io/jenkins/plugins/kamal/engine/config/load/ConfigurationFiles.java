package io.jenkins.plugins.kamal.engine.config.load;

import io.jenkins.plugins.kamal.engine.config.fault.ConfigurationException;
import io.jenkins.plugins.kamal.engine.config.fault.Faults;
import io.jenkins.plugins.kamal.engine.config.template.TemplateRenderer;
import io.jenkins.plugins.kamal.engine.config.yaml.MapNode;
import io.jenkins.plugins.kamal.engine.config.yaml.YamlReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds, renders and reads the configuration file and that of the destination, and lays the second over the first. */
final class ConfigurationFiles {

    private static final long GREATEST_FILE = 1L << 20;

    private final Path projectDirectory;
    private final TemplateRenderer renderer;

    ConfigurationFiles(Path projectDirectory, TemplateRenderer renderer) {
        this.projectDirectory = projectDirectory;
        this.renderer = renderer;
    }

    MapNode read(String configFile, Optional<String> destination) {
        Faults faults = new Faults();
        Optional<MapNode> base =
                read(configFile, "name the file with -c, or create it with `kamal init`", destination, faults);
        Optional<MapNode> over = destination.flatMap(name -> read(
                destinationFile(configFile, name),
                "create it (it may be just `{}`), or name another destination than " + name,
                destination,
                faults));
        faults.throwIfAny();
        return over.map(base.orElseThrow()::deepMerge).orElseGet(base::orElseThrow);
    }

    /**
     * {@code config/deploy.yml} and {@code staging} make {@code config/deploy.staging.yml}, whatever the extension was.
     */
    static String destinationFile(String configFile, String destination) {
        int dot = configFile.lastIndexOf('.');
        boolean extension = dot > configFile.lastIndexOf('/') + 1;
        return (extension ? configFile.substring(0, dot) : configFile) + "." + destination + ".yml";
    }

    private Optional<MapNode> read(String file, String remedy, Optional<String> destination, Faults faults) {
        try {
            String text = renderer.render(text(file, remedy), file, destination);
            return Optional.of(RootKeys.asText(new YamlReader(file).read(text)));
        } catch (ConfigurationException refused) {
            faults.addAll(refused);
            return Optional.empty();
        }
    }

    private String text(String file, String remedy) {
        try {
            Path path = projectDirectory.resolve(file);
            if (!Files.isRegularFile(path)) {
                throw refuse(file, "there is no such file in " + projectDirectory + "; " + remedy);
            }
            if (Files.size(path) > GREATEST_FILE) {
                throw refuse(file, "the file is larger than 1 MiB; name the right one with -c");
            }
            return Files.readString(path);
        } catch (CharacterCodingException notUtf8) {
            throw refuse(file, "the file is not UTF-8; save it as UTF-8");
        } catch (IOException | InvalidPathException unreadable) {
            throw refuse(file, "the file cannot be read (" + unreadable.getMessage() + "); " + remedy);
        }
    }

    private static ConfigurationException refuse(String file, String message) {
        return new ConfigurationException(
                List.of(new ConfigurationException.Fault(file, Optional.empty(), "", message)));
    }
}
