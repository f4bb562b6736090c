package io.jenkins.plugins.kamal.engine.ruby.erb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.secrets.dotenv.CommandSubstitution;
import io.jenkins.plugins.kamal.engine.secrets.dotenv.ShellSubstitution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErbRendererTest {

    private static final RubyFallback NO_RUBY = (template, environment) -> Optional.empty();

    @TempDir
    private Path project;

    private final List<String> commands = new ArrayList<>();

    @Test
    void aTextWithoutTagsIsTheSameObject() {
        String text = new String("service: app # 100%>\n");
        assertThat(render(text)).isSameAs(text);
    }

    @Test
    void theDestinationIsInTheEnvironment() {
        ErbRenderer renderer = renderer(NO_RUBY);
        assertThat(renderer.render("<%= ENV['KAMAL_DESTINATION'] %>", "f", "staging")
                        .text())
                .isEqualTo("staging");
        assertThat(renderer.environment()).containsEntry("KAMAL_DESTINATION", "staging");
    }

    @Test
    void withoutADestinationTheVariableIsGone() {
        ErbRenderer renderer =
                new ErbRenderer(project, Map.of("KAMAL_DESTINATION", "stray"), this::run, NO_RUBY, text -> text);
        assertThat(renderer.render("<%= ENV['KAMAL_DESTINATION'].inspect %>", "f", null)
                        .text())
                .isEqualTo("nil");
    }

    @Test
    void whatATemplateLoadsIsThereForTheNextOne() throws IOException {
        Files.writeString(project.resolve(".env"), "TOKEN=t");
        ErbRenderer renderer = renderer(NO_RUBY);
        renderer.render("<% require 'dotenv'; Dotenv.load %>", "f", null);
        assertThat(renderer.render("<%= ENV['TOKEN'] %>", "g", null).text()).isEqualTo("t");
        assertThat(renderer.environment()).containsEntry("TOKEN", "t");
    }

    @Test
    void aCommentMayStandAlone() {
        assertThat(render("<% # nothing but a comment %>\nx")).isEqualTo("\nx");
    }

    @Test
    void aVariableThatIsNotSet() {
        assertThatThrownBy(() -> render("a: 1\nb: <%= ENV.fetch(\"NOPE\") %>\n"))
                .isInstanceOfSatisfying(ErbException.class, e -> {
                    assertThat(e.file()).isEqualTo("config/deploy.yml");
                    assertThat(e.line()).isEqualTo(2);
                    assertThat(e.expression()).isEqualTo("ENV.fetch(\"NOPE\")");
                })
                .hasMessage("config/deploy.yml:2: `ENV.fetch(\"NOPE\")`: the environment variable NOPE is not set: set"
                        + " it for this step (withEnv or withCredentials), or give ENV.fetch a default");
    }

    @Test
    void aMethodOfNil() {
        assertThatThrownBy(() -> render("<%= ENV['NOPE'].upcase %>"))
                .hasMessageEndingWith(
                        "nil has no method upcase: something here is not set, perhaps the environment variable NOPE");
    }

    @Test
    void aFileThatIsNotThere() {
        assertThatThrownBy(() -> render("<%= File.read('VERSION') %>"))
                .hasMessageStartingWith("config/deploy.yml:1: `File.read('VERSION')`: VERSION is not a file in ");
    }

    @Test
    void whatIsNotUnderstoodWithoutRuby() {
        assertThatThrownBy(() -> render("\n<%= Rails.root %>"))
                .isInstanceOf(ErbException.class)
                .hasMessage(
                        "config/deploy.yml:2: `Rails.root`: the constant Rails. This is not understood without Ruby:"
                                + " simplify the expression, compute the value before and pass it in an environment variable,"
                                + " or install `ruby` on the agent");
    }

    @Test
    void theLineIsTheOneInsideTheTag() {
        assertThatThrownBy(() -> render("a\n<%\nx = 1\ny = Rails.z\n%>"))
                .isInstanceOfSatisfying(
                        ErbException.class, e -> assertThat(e.line()).isEqualTo(4));
    }

    @ParameterizedTest
    @CsvSource({"<%= RUBY_VERSION %>", "<%= \"#{RUBY_VERSION}\" %>", "<%= RUBY_VERSION == '3.3.1' %>"})
    void theVersionOfRubyIsNotMadeUp(String template) {
        assertThatThrownBy(() -> render(template)).hasMessageContaining("of RUBY_VERSION");
    }

    @Test
    void whatIsNotUnderstoodIsNotRescued() {
        assertThatThrownBy(() -> render("<%= Rails.root rescue 'x' %>")).hasMessageContaining("the constant Rails");
    }

    @Test
    void aProgramThatIsMissingStopsTheRendering() {
        assertThatThrownBy(() -> shell("service: a\nrev: <%= `nosuchprog --x`.strip %>\n"))
                .isInstanceOf(ErbException.class)
                .hasMessageStartingWith(
                        "config/deploy.yml:2: ``nosuchprog --x`.strip`: the program nosuchprog cannot be run"
                                + " on the agent (exit status 127): ")
                .hasMessageContaining("not found");
    }

    @Test
    void aProgramThatFailsIsAWarningWithWhatItSaid() {
        RenderedTemplate rendered = shell(
                "a: 1\nrev: <%= `echo half; echo no repository >&2; exit 128`.strip %>\nb: <%= `nosuch; true` %>\n");

        assertThat(rendered.text()).isEqualTo("a: 1\nrev: half\nb: \n");
        assertThat(rendered.warnings())
                .containsExactly("config/deploy.yml:2: ``echo half; echo no repository >&2; exit 128`.strip`:"
                        + " the command failed with exit status 128: no repository");
    }

    /** Ruby's ERB takes it as text and says nothing. */
    @Test
    void aTagThatDoesNotEndIsAWarning() {
        RenderedTemplate rendered = rendered("a: <%= 1 %>\nb: <%= 2\nc: 3\n");

        assertThat(rendered.text()).isEqualTo("a: 1\nb:  2\nc: 3\n");
        assertThat(rendered.warnings())
                .containsExactly(
                        "config/deploy.yml:2: a tag `<%` begins here and does not end, so that it and the rest of"
                                + " the file are text; write `%>` behind it");
        assertThat(rendered("a: <%= 1 %>\nb: <%% 2\n").warnings()).isEmpty();
    }

    @Test
    void everyLineOfTheTextIsTracedToItsLineOfTheTemplate() {
        RenderedTemplate rendered = rendered("""
                service: a
                <% 3.times do |i| %>
                  x<%= i %>: 1
                <% end %>
                <%- if true -%>
                long: <%= "a\\nb" %> c
                <%- end -%>
                last
                """);

        assertThat(rendered.text()).isEqualTo("service: a\n\n  x0: 1\n\n  x1: 1\n\n  x2: 1\n\nlong: a\nb c\nlast\n");
        List<Integer> lines = new ArrayList<>();
        for (int line = 1; line <= 11; line++) {
            lines.add(rendered.templateLine(line).orElseThrow());
        }
        assertThat(lines).containsExactly(1, 2, 3, 2, 3, 2, 3, 4, 6, 6, 8);
    }

    @Test
    void linesWithoutATemplateAreTheirOwnAndThoseOfAnotherLengthAreNotKnown() {
        assertThat(rendered("a\nb\n").templateLine(2)).hasValue(2);
        RubyFallback ruby = (template, environment) -> Optional.of(new RubyFallback.Rendered("a\nb\n", Map.of()));
        assertThat(renderer(ruby).render("<%= Rails.root %>", "f", null).templateLine(1))
                .isEmpty();
    }

    @Test
    void variablesThatAreNotSetAreNamedForTheLineTheyAreMissingIn() {
        RenderedTemplate rendered = rendered("""
                a: <%= ENV["A"] %>
                b: <%= ENV["B"] || ENV.fetch("C", "") %>
                <% unused = ENV["D"] %>
                e: <%= ENV["SET"] = "x" %><%= ENV["SET"] %>
                """);

        assertThat(rendered.unsetVariables(1)).containsExactly("A");
        assertThat(rendered.unsetVariables(2)).containsExactly("B", "C");
        assertThat(rendered.unsetVariables(3)).isEmpty();
        assertThat(rendered.unsetVariables(4)).isEmpty();
    }

    private RenderedTemplate rendered(String template) {
        return renderer(NO_RUBY).render(template, "config/deploy.yml", null);
    }

    private RenderedTemplate shell(String template) {
        return new ErbRenderer(
                        project,
                        Map.of("PATH", System.getenv("PATH")),
                        new ShellSubstitution(project),
                        NO_RUBY,
                        text -> text)
                .render(template, "config/deploy.yml", null);
    }

    @Test
    void rubyRendersTheRest() {
        Map<String, String> seen = new HashMap<>();
        ErbRenderer renderer = renderer((template, environment) -> {
            seen.putAll(environment);
            return Optional.of(new RubyFallback.Rendered("<" + template + ">", Map.of("SET", "by ruby")));
        });
        assertThat(renderer.render("<% ENV['A'] = 'half' %><%= Rails.root %>", "f", "d")
                        .text())
                .isEqualTo("<<% ENV['A'] = 'half' %><%= Rails.root %>>");
        assertThat(seen).containsEntry("KAMAL_DESTINATION", "d").doesNotContainKey("A");
        assertThat(renderer.environment()).isEqualTo(Map.of("SET", "by ruby"));
    }

    @Test
    void rubyIsNotAskedForWhatItCannotDoEither() {
        ErbRenderer renderer = renderer((template, environment) -> {
            throw new AssertionError("asked");
        });
        assertThatThrownBy(() -> renderer.render("<%= ENV.fetch('NOPE') %>", "f", null))
                .isInstanceOf(ErbException.class);
    }

    @Test
    void rubyMayFailToo() {
        ErbRenderer renderer = renderer((template, environment) -> {
            throw new RubyFallback.RubyFailedException("uninitialized constant Rails");
        });
        assertThatThrownBy(() -> renderer.render("<%= Rails.root %>", "f", null))
                .hasMessageContaining("cannot render the file either: uninitialized constant Rails");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "<% a = ['x']; 99.times { a = a + a } %> ~ holds too much",
                "<% s = 'x'; 99.times { s = s + s } %> ~ characters of text",
                "<% 100000.times { 100000.times { 1 } } %> ~ steps",
                "<% (1..99999999).each { |i| } %> ~ more than 10000 numbers",
                "<%= 'x' * 9999999 %> ~ cannot be repeated",
                "<%= ('a' * 300).gsub(/(.*)(.*)(.*)(.*)(.*)x/, '') %> ~ takes too long",
                "<% a = []; a << a %><%= a.inspect %> ~ holds itself",
                "<% a = []; a << a %><%= a.flatten %> ~ an array or a hash holds itself",
            })
    void whatWouldNeverEnd(String template, String expected) {
        assertThatThrownBy(() -> render(template))
                .isInstanceOf(ErbException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void docker() {
        assertThat(render("<%= Kamal::Utils.docker_arch == 'arm64' ? 'amd64' : 'arm64' %>"))
                .isEqualTo("amd64");
        assertThat(commands).containsExactly("docker info --format '{{.Architecture}}'");
    }

    @Test
    void theAgentsRubyRendersAndHandsItsEnvironmentBack() throws IOException {
        ErbRenderer renderer = standIn("cat > template; printf 'A=1\\000B=x=y\\000\\000rendered: \\303\\251'");
        assertThat(renderer.render("<%= Rails.root %>", "f", null).text()).isEqualTo("rendered: \u00e9");
        assertThat(renderer.environment()).isEqualTo(Map.of("A", "1", "B", "x=y"));
        assertThat(project.resolve("template")).hasContent("<%= Rails.root %>");
    }

    @Test
    void theAgentsRubyFails() throws IOException {
        ErbRenderer renderer = standIn("echo '(erb):1: uninitialized constant Rails' >&2; exit 1");
        assertThatThrownBy(() -> renderer.render("<%= Rails.root %>", "f", null))
                .hasMessageEndingWith("cannot render the file either: (erb):1: uninitialized constant Rails");
    }

    @Test
    void thereIsNoRubyOnThePath() {
        ErbRenderer renderer = new ErbRenderer(project, Map.of("PATH", "relative:" + project), text -> text);
        assertThatThrownBy(() -> renderer.render("<%= Rails.root %>", "f", null))
                .hasMessageContaining("install `ruby` on the agent");
    }

    private ErbRenderer standIn(String script) throws IOException {
        Path ruby = Files.writeString(project.resolve("ruby"), "#!/bin/sh\n" + script + "\n");
        assertThat(ruby.toFile().setExecutable(true)).isTrue();
        return new ErbRenderer(project, Map.of("PATH", project + ":" + System.getenv("PATH")), text -> text);
    }

    private CommandSubstitution.Result run(String commandLine, Map<String, String> environment) {
        commands.add(commandLine);
        return CommandSubstitution.Result.of("aarch64\n");
    }

    private ErbRenderer renderer(RubyFallback ruby) {
        return new ErbRenderer(project, Map.of(), this::run, ruby, text -> text);
    }

    private String render(String template) {
        return renderer(NO_RUBY).render(template, "config/deploy.yml", null).text();
    }
}
