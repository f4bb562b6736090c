package io.jenkins.plugins.kamal.engine.deploy.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.process.LineSplitter;
import io.jenkins.plugins.kamal.engine.secrets.Redactor;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.shell.Output;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunLogTest {

    private final List<String> lines = new ArrayList<>();
    private final List<String> results = new ArrayList<>();
    private final Redactor redactor = new Redactor();
    private final RunLog log =
            new RunLog(lines::add, results::add, event -> {}, redactor, Clock.systemUTC(), RunLog.Verbosity.VERBOSE);

    /** The cut falls into the secret, half of which nobody would recognise any more. */
    @Test
    void aLineOfAServerIsRedactedAndThenCut() {
        redactor.add(Secret.of("hunter2-of-the-registry"));
        String line = "x".repeat(LineSplitter.LONGEST - 20) + "hunter2-of-the-registry".repeat(100_000);

        log.printed(Host.parse("10.0.0.1"), new Output(Command.of("cat", "big"), 0, line, line, Duration.ZERO));

        assertThat(lines).hasSize(2).allSatisfy(shown -> assertThat(shown)
                .hasSizeLessThanOrEqualTo(LineSplitter.LONGEST + LineSplitter.CUT.length())
                .doesNotContain("hunter2"));
    }

    /** What a step returns is a value, whose size is bounded where the plugin reads it. */
    @Test
    void aResultIsCutInTheLogOnly() {
        String value = "x".repeat(LineSplitter.LONGEST + 1);

        log.result("heading", value);

        assertThat(lines.get(1)).endsWith(LineSplitter.CUT);
        assertThat(results).containsExactly(value);
    }
}
