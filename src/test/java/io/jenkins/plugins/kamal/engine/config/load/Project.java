package io.jenkins.plugins.kamal.engine.config.load;

import io.jenkins.plugins.kamal.engine.config.fault.ConfigurationException;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.template.NoTemplates;
import io.jenkins.plugins.kamal.engine.config.template.RenderedFiles;
import io.jenkins.plugins.kamal.engine.config.template.TemplateRenderer;
import io.jenkins.plugins.kamal.engine.ruby.erb.ErbException;
import io.jenkins.plugins.kamal.engine.ruby.erb.ErbRenderer;
import io.jenkins.plugins.kamal.engine.ruby.erb.RubyFallback;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.CommandSubstitution;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A project directory with a configuration in it. */
public final class Project {

    static final String FILE = "config/deploy.yml";

    /** The least that is a configuration. */
    public static final String MINIMAL = """
            service: app
            image: me/app
            servers: [10.0.0.1]
            registry: {username: me, password: [PASSWORD]}
            builder: {arch: amd64}
            """;

    private final Path directory;
    private final TemplateRenderer renderer;

    public Project(Path directory) {
        this(directory, new NoTemplates());
    }

    private Project(Path directory, TemplateRenderer renderer) {
        this.directory = directory;
        this.renderer = renderer;
    }

    /** With ERB, commands that all print "out", and no Ruby to fall back on. */
    Project rendering(Map<String, String> environment) {
        RubyFallback noRuby = (template, variables) -> Optional.empty();
        return new Project(directory, (text, file, destination) -> {
            try {
                return RenderedFiles.of(new ErbRenderer(
                                directory,
                                environment,
                                (line, variables) -> CommandSubstitution.Result.of("out"),
                                noRuby,
                                yaml -> yaml)
                        .render(text, file, destination));
            } catch (ErbException e) {
                Integer line = e.line() > 0 ? e.line() : null;
                throw new ConfigurationException(
                        List.of(new ConfigurationException.Fault(e.file(), line, "", e.getMessage())));
            }
        });
    }

    Path directory() {
        return directory;
    }

    Project write(String file, String text) {
        try {
            Path path = directory.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Loads the text as the only file. */
    public Configuration load(String text) {
        return write(FILE, text).load(Optional.empty());
    }

    /** Loads the minimal configuration with something after it. */
    public Configuration loadWith(String more) {
        return load(MINIMAL + more);
    }

    public Configuration load(Optional<String> destination) {
        return new ConfigurationLoader(directory, renderer).load(FILE, destination.orElse(null));
    }

    List<ConfigurationException.Fault> faults(String text) {
        write(FILE, text);
        return faults(Optional.empty());
    }

    List<ConfigurationException.Fault> faultsWith(String more) {
        return faults(MINIMAL + more);
    }

    List<ConfigurationException.Fault> faults(Optional<String> destination) {
        try {
            load(destination);
            return List.of();
        } catch (ConfigurationException refused) {
            return refused.faults();
        }
    }

    public static String resource(String name) {
        try (InputStream stream = Objects.requireNonNull(Project.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
