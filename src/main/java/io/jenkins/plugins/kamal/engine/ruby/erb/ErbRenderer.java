package io.jenkins.plugins.kamal.engine.ruby.erb;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.ruby.erb.eval.Evaluator;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.Expression;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.RubyFault;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.RubyParser;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.TemplateScanner;
import io.jenkins.plugins.kamal.engine.ruby.erb.parse.TokenStream;
import io.jenkins.plugins.kamal.engine.ruby.erb.rendering.AgentAccess;
import io.jenkins.plugins.kamal.engine.ruby.erb.rendering.DataParser;
import io.jenkins.plugins.kamal.engine.ruby.erb.rendering.RenderingBudget;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.CommandSubstitution;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.ShellSubstitution;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Renders the ERB in configuration files as Kamal does before it parses them as YAML ({@code load_config_file} in its
 * {@code lib/kamal/configuration.rb}): with trim mode "-", in the project directory, and also inside YAML comments.
 *
 * <p>It evaluates the subset of Ruby that real files use. For a file with other Ruby, it uses a real Ruby if the agent
 * has one. A template may change the environment ({@code Dotenv.load}, {@code ENV["X"] = ...}), and the next templates
 * and the secrets files see the change. So one renderer renders all files of a run, and {@link #environment()} returns
 * the result. Not thread-safe.
 */
public final class ErbRenderer {

    private static final int LARGEST = 1 << 20;

    private final Map<String, String> environment;
    private final AgentAccess agent;
    private final RubyFallback ruby;

    /**
     * Renders with {@code sh} for backticks and the agent's own Ruby, if there is one, for the rest.
     *
     * @param yaml parses YAML for {@code YAML.load} and similar methods
     */
    public ErbRenderer(Path projectDirectory, Map<String, String> environment, DataParser yaml) {
        this(
                projectDirectory,
                environment,
                new ShellSubstitution(projectDirectory),
                new LocalRuby(projectDirectory),
                yaml);
    }

    /**
     * Renders with these helpers.
     *
     * @param projectDirectory the directory that relative paths start from
     * @param environment the initial {@code ENV}; it is copied
     * @param commands runs the commands in backticks
     * @param ruby renders the templates that cannot be evaluated here
     * @param yaml parses YAML for {@code YAML.load} and its kin
     */
    public ErbRenderer(
            Path projectDirectory,
            Map<String, String> environment,
            CommandSubstitution commands,
            RubyFallback ruby,
            DataParser yaml) {
        this.environment = new LinkedHashMap<>(environment);
        this.agent = new AgentAccess(projectDirectory, this.environment, commands, yaml);
        this.ruby = ruby;
    }

    /**
     * Renders a file.
     *
     * @param text its text
     * @param fileName its name as the user knows it, for messages
     * @param destination {@code KAMAL_DESTINATION} during the rendering and afterwards, or null for none
     * @throws ErbException if it cannot be rendered
     */
    public RenderedTemplate render(String text, String fileName, @CheckForNull String destination) {
        if (destination == null) {
            environment.remove("KAMAL_DESTINATION");
        } else {
            environment.put("KAMAL_DESTINATION", destination);
        }
        if (!text.contains("<%")) {
            return RenderedTemplate.unchanged(text);
        }
        if (text.length() > LARGEST) {
            throw new ErbException(fileName, 0, null, "is larger than 1 MiB: shorten it");
        }
        Map<String, String> before = Map.copyOf(environment);
        try {
            return evaluate(text, fileName);
        } catch (RubyFault fault) {
            if (!fault.isUnsupported()) {
                throw exception(fileName, fault, fault.getMessage());
            }
            environment.clear();
            environment.putAll(before);
            return byRuby(text, fileName, fault);
        }
    }

    /** The environment after all templates that were rendered so far. */
    public Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    private RenderedTemplate evaluate(String text, String fileName) {
        Expression program = RubyParser.parse(TokenStream.of(TemplateScanner.scan(text)));
        RenderingBudget rendering = new RenderingBudget(agent);
        try {
            new Evaluator(rendering).evaluate(program);
        } catch (StackOverflowError e) {
            // All other recursion is limited; only an array or a hash that contains itself gets here.
            throw RubyFault.error(rendering.place(), "an array or a hash holds itself");
        }
        List<String> warnings = new ArrayList<>();
        rendering
                .warnings()
                .forEach(warning -> warnings.add(new ErbException(
                                fileName,
                                warning.place().line(),
                                warning.place().expression(),
                                warning.message())
                        .getMessage()));
        TemplateScanner.unclosedTag(text)
                .ifPresent(line -> warnings.add(new ErbException(
                                fileName,
                                line,
                                null,
                                "a tag `<%` begins here and does not end, so that it and the rest of the file are text; write `%>` behind it")
                        .getMessage()));
        return new RenderedTemplate(rendering.output(), rendering.lines(), rendering.unsetVariables(), warnings);
    }

    private RenderedTemplate byRuby(String text, String fileName, RubyFault fault) {
        try {
            RubyFallback.Rendered rendered = ruby.render(text, environment)
                    .orElseThrow(() -> exception(
                            fileName,
                            fault,
                            fault.getMessage()
                                    + ". This is not understood without Ruby: simplify the expression, compute the value before"
                                    + " and pass it in an environment variable, or install `ruby` on the agent"));
            environment.clear();
            environment.putAll(rendered.environment());
            return RenderedTemplate.ofOtherOrigin(rendered.text(), text);
        } catch (RubyFallback.RubyFailedException e) {
            throw exception(
                    fileName,
                    fault,
                    fault.getMessage() + ". This is not understood without Ruby, and the agent's own"
                            + " `ruby` cannot render the file either: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw exception(fileName, fault, "interrupted while `ruby` rendered the file");
        }
    }

    private static ErbException exception(String fileName, RubyFault fault, String message) {
        return new ErbException(fileName, fault.place().line(), fault.place().expression(), message);
    }
}
