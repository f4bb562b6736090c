package io.jenkins.plugins.kamal.engine.config.template;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.config.fault.ConfigurationException;
import io.jenkins.plugins.kamal.engine.config.fault.ConfigurationException.Fault;
import io.jenkins.plugins.kamal.engine.ruby.erb.ErbException;
import io.jenkins.plugins.kamal.engine.ruby.erb.ErbRenderer;
import io.jenkins.plugins.kamal.engine.ruby.erb.RenderedTemplate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Renders configuration files as ERB, with the environment of this process. A fault in a template is reported as a
 * fault of the file.
 */
public final class ErbTemplates implements TemplateRenderer {

    private static final int MOST_WARNINGS = 50;

    private final ErbRenderer renderer;
    private final List<String> warnings = new ArrayList<>();

    /** Creates a renderer for the files of a project; {@code environment} is the {@code ENV} of the templates. */
    public ErbTemplates(Path projectDirectory, Map<String, String> environment) {
        this.renderer = new ErbRenderer(projectDirectory, environment, YamlData::parse);
    }

    /** The environment after the templates have run, including the variables of {@code Dotenv.load}. */
    public Map<String, String> environment() {
        return renderer.environment();
    }

    /**
     * Warnings about probable mistakes in the files rendered so far, such as failed programs in backticks. Each warning
     * names its file and line.
     */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    @Override
    public void warn(String warning) {
        if (warnings.size() < MOST_WARNINGS && !warnings.contains(warning)) {
            warnings.add(warning);
        }
    }

    @Override
    public RenderedFile render(String text, String fileName, @CheckForNull String destination) {
        try {
            RenderedTemplate rendered = renderer.render(text, fileName, destination);
            rendered.warnings().forEach(this::warn);
            return new RenderedFile(rendered);
        } catch (ErbException e) {
            Integer line = e.line() > 0 ? e.line() : null;
            String place = new Fault(e.file(), line, "", "").toString();
            throw new ConfigurationException(
                    List.of(new Fault(e.file(), line, "", e.getMessage().substring(place.length()))));
        }
    }
}
