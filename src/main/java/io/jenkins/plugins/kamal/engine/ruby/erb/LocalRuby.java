package io.jenkins.plugins.kamal.engine.ruby.erb;

import io.jenkins.plugins.kamal.engine.process.LocalProgram;
import io.jenkins.plugins.kamal.engine.process.OutputBound;
import io.jenkins.plugins.kamal.engine.process.ProgramNotFoundException;
import io.jenkins.plugins.kamal.engine.process.ProgramResult;
import io.jenkins.plugins.kamal.engine.process.TimeLimitException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The {@code ruby} of the agent: the first one on the PATH. */
final class LocalRuby implements RubyFallback {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final OutputBound BOUND = OutputBound.atMost(8 << 20);

    /**
     * Renders a template. Output of the template goes to standard error, so that standard output holds only the answer.
     */
    private static final String SCRIPT = """
            out = $stdout.dup
            $stdout.reopen($stderr)
            Encoding.default_external = Encoding::UTF_8
            $stdin.set_encoding(Encoding::UTF_8)
            text = ERB.new($stdin.read, trim_mode: "-").result(TOPLEVEL_BINDING)
            out.binmode
            ENV.each { |name, value| out.write(name, "=", value, "\\0") }
            out.write("\\0", text)
            """;

    /** With the libraries that Kamal has loaded before it renders a template. */
    private static final List<String> COMMAND =
            List.of("ruby", "-rerb", "-ryaml", "-rjson", "-rtime", "-rsecurerandom", "-e", SCRIPT);

    private final Path projectDirectory;

    /** Renders templates in this directory. */
    LocalRuby(Path projectDirectory) {
        this.projectDirectory = projectDirectory;
    }

    @Override
    public Optional<Rendered> render(String template, Map<String, String> environment) throws InterruptedException {
        try {
            ProgramResult ended = new LocalProgram(COMMAND, projectDirectory, environment)
                    .withInput(template)
                    .within(LIMIT)
                    .boundedBy(BOUND)
                    .run();
            if (ended.exitStatus() != 0) {
                throw new RubyFailedException(reason(ended));
            }
            return Optional.of(read(ended.stdout()));
        } catch (ProgramNotFoundException noRuby) {
            return Optional.empty();
        } catch (TimeLimitException e) {
            throw new RubyFailedException("no end after " + LIMIT.toSeconds() + " seconds");
        } catch (IOException e) {
            throw new RubyFailedException("it cannot be run (" + e.getMessage() + ")");
        }
    }

    /** The line about the template, because programs that the template ran may have written to standard error before. */
    private static String reason(ProgramResult ended) {
        List<String> lines = ended.stderr().lines().toList();
        return lines.stream()
                .filter(line -> line.startsWith("(erb):"))
                .findFirst()
                .or(() -> lines.stream().findFirst())
                .orElse("exit status " + ended.exitStatus());
    }

    private static Rendered read(String answer) {
        Map<String, String> environment = new LinkedHashMap<>();
        int at = 0;
        while (at < answer.length() && answer.charAt(at) != '\0') {
            int end = answer.indexOf('\0', at);
            int equals = answer.indexOf('=', at);
            if (end < 0 || equals < 0 || equals > end) {
                throw new RubyFailedException("its answer was cut off");
            }
            environment.put(answer.substring(at, equals), answer.substring(equals + 1, end));
            at = end + 1;
        }
        return new Rendered(answer.substring(Math.min(answer.length(), at + 1)), environment);
    }
}
