package io.jenkins.plugins.kamal.engine.config.load;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.config.fault.ConfigurationException;
import io.jenkins.plugins.kamal.engine.config.fault.Faults;
import io.jenkins.plugins.kamal.engine.config.fault.SourceLocation;
import io.jenkins.plugins.kamal.engine.config.template.RenderedFile;
import io.jenkins.plugins.kamal.engine.config.template.TemplateRenderer;
import io.jenkins.plugins.kamal.engine.config.yaml.MapNode;
import io.jenkins.plugins.kamal.engine.config.yaml.YamlReader;
import io.jenkins.plugins.kamal.engine.file.RegularFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds, renders and reads the configuration file and the destination's file, and merges the second into the first. */
final class ConfigurationFiles {

    private static final int GREATEST_FILE = 1 << 20;
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");

    private final Path projectDirectory;
    private final TemplateRenderer renderer;
    private final Map<SourceLocation, Set<String>> unset = new HashMap<>();

    ConfigurationFiles(Path projectDirectory, TemplateRenderer renderer) {
        this.projectDirectory = projectDirectory;
        this.renderer = renderer;
    }

    MapNode read(String configFile, @CheckForNull String destination) {
        Faults faults = new Faults();
        Optional<MapNode> base =
                read(configFile, "name the file with -c, or create it with `kamal init`", destination, faults);
        if (destination == null) {
            faults.throwIfAny();
            return base.orElseThrow();
        }
        Optional<MapNode> over = read(
                destinationFile(configFile, destination),
                "create it (it may be just `{}`), or name a destination other than " + destination,
                destination,
                faults);
        faults.throwIfAny();
        return DestinationMerge.merge(base.orElseThrow(), over.orElseThrow());
    }

    /** Keeps only valid names of variables; a template may ask for any name. */
    private void addUnset(SourceLocation place, Set<String> names) {
        Set<String> possible = new LinkedHashSet<>(names);
        possible.removeIf(name -> !VARIABLE.matcher(name).matches());
        if (!possible.isEmpty()) {
            unset.put(place, possible);
        }
    }

    /** Returns the same faults. If a line reads unset variables, the faults of that line name the variables. */
    ConfigurationException explained(ConfigurationException refused) {
        return new ConfigurationException(refused.faults().stream()
                .map(fault -> fault.line()
                        .map(line -> unset.get(new SourceLocation(fault.file(), line)))
                        .map(names -> withUnset(fault, names))
                        .orElse(fault))
                .toList());
    }

    private static ConfigurationException.Fault withUnset(ConfigurationException.Fault fault, Set<String> names) {
        return new ConfigurationException.Fault(
                fault.file(),
                fault.lineOrNull(),
                fault.key(),
                fault.message() + " (the line reads " + String.join(", ", names) + " from the environment, where "
                        + (names.size() == 1 ? "it is" : "they are") + " not set)");
    }

    /**
     * Returns the destination's file: {@code config/deploy.staging.yml} for {@code config/deploy.yml} and
     * {@code staging}. The extension is always {@code .yml}.
     */
    static String destinationFile(String configFile, String destination) {
        int dot = configFile.lastIndexOf('.');
        boolean extension = dot > configFile.lastIndexOf('/') + 1;
        return (extension ? configFile.substring(0, dot) : configFile) + "." + destination + ".yml";
    }

    private Optional<MapNode> read(String file, String remedy, @CheckForNull String destination, Faults faults) {
        try {
            RenderedFile rendered = renderer.render(text(file, remedy), file, destination);
            rendered.unsetVariables().forEach((line, names) -> addUnset(new SourceLocation(file, line), names));
            return Optional.of(
                    RootKeys.asText(new YamlReader(file, rendered::lineInFile, renderer::warn).read(rendered.text())));
        } catch (ConfigurationException refused) {
            faults.addAll(refused);
            return Optional.empty();
        }
    }

    private String text(String file, String remedy) {
        try {
            Path path = projectDirectory.resolve(file);
            if (Files.isDirectory(path)) {
                throw refuse(file, "is a directory in " + projectDirectory + ", but must be a file; " + remedy);
            }
            if (!Files.isRegularFile(path)) {
                throw refuse(file, "there is no such file in " + projectDirectory + "; " + remedy);
            }
            return RegularFile.text(path, GREATEST_FILE);
        } catch (RegularFile.TooLargeException large) {
            throw refuse(file, "the file is larger than 1 MiB; name the right one with -c");
        } catch (RegularFile.NotUtf8Exception encoding) {
            throw refuse(
                    file,
                    encoding.line(),
                    "the file is not UTF-8: " + encoding.getMessage() + "; save the file as UTF-8");
        } catch (IOException | InvalidPathException unreadable) {
            throw refuse(file, "the file cannot be read (" + unreadable.getMessage() + "); " + remedy);
        }
    }

    private static ConfigurationException refuse(String file, String message) {
        return refuse(file, null, message);
    }

    private static ConfigurationException refuse(String file, @CheckForNull Integer line, String message) {
        return new ConfigurationException(List.of(new ConfigurationException.Fault(file, line, "", message)));
    }
}
