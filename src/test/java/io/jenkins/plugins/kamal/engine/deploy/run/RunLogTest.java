package io.jenkins.plugins.kamal.engine.deploy.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.deploy.run.RunLog.Verbosity;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.output.LogLine;
import io.jenkins.plugins.kamal.engine.output.LogOutput;
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

    private static final Host HOST = Host.parse("10.0.0.1");

    private final List<String> lines = new ArrayList<>();
    private final List<String> results = new ArrayList<>();
    private final List<String> commands = new ArrayList<>();
    private final List<String> copied = new ArrayList<>();
    private final Redactor redactor = new Redactor();
    private final RunLog log = log(Verbosity.VERBOSE);

    /** The cut falls into the secret, half of which nobody would recognise any more. */
    @Test
    void aLineOfAServerIsRedactedAndThenCut() {
        redactor.add(Secret.of("hunter2-of-the-registry"));
        String line = "x".repeat(LineSplitter.LONGEST - 20) + "hunter2-of-the-registry".repeat(100_000);

        log.ran(HOST, new Output(Command.of("cat", "big"), 0, line, line, Duration.ZERO), false);

        assertThat(lines).hasSize(3).allSatisfy(shown -> assertThat(shown)
                .hasSizeLessThanOrEqualTo(LineSplitter.LONGEST + LineSplitter.CUT.length())
                .doesNotContain("hunter2"));
        assertThat(commands).hasSize(3).allSatisfy(shown -> assertThat(shown)
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

    @Test
    void aPersonReadsOfACommandOnlyIfItFailedAlthoughItMustSucceed() {
        RunLog normal = log(Verbosity.NORMAL);

        normal.ran(HOST, output("docker ps", 0), false);
        normal.ran(HOST, output("docker stop old", 1), true);
        normal.ran(HOST, output("docker pull image", 1), false);

        assertThat(lines).containsExactly("    [10.0.0.1] docker pull image (2.10 s, exit status 1)");
    }

    @Test
    void theOutputsOfTheConfigurationSeeEveryCommandAsWithKamal() {
        log(Verbosity.NORMAL).ran(HOST, output("docker ps", 0), false);

        assertThat(copied).containsExactly("    [10.0.0.1] docker ps (2.10 s)");
    }

    @Test
    void theCommandLogHasEveryCommandWithItsOutputEvenOfAQuietRun() {
        RunLog quiet = log(Verbosity.QUIET);

        quiet.phase("Pull the image", () -> quiet.ran(HOST, output("docker pull " + "i".repeat(300), 0), true));

        assertThat(commands)
                .startsWith(
                        "==> Pull the image",
                        "    [10.0.0.1] docker pull " + "i".repeat(300) + " (2.10 s)",
                        "    [10.0.0.1]   printed",
                        "    [10.0.0.1]   complained");
        assertThat(lines).isEmpty();
        assertThat(copied).isEmpty();
    }

    @Test
    void theCommandLogHidesTheOutputThatNobodyMaySee() {
        Command hidden = Command.of("docker", "inspect").withHiddenOutput();

        log.ran(HOST, new Output(hidden, 0, "the environment", "", Duration.ZERO), false);

        assertThat(commands).containsExactly("    [10.0.0.1] docker inspect (0.00 s)");
    }

    @Test
    void aCommandThatIsFollowedLineByLineIsShownInAVerboseRunAndEndsInTheCommandLog() {
        RunLog normal = log(Verbosity.NORMAL);

        normal.begins(HOST, Command.shell("docker build ."));
        normal.ended(HOST, output("docker build .", 0));

        assertThat(lines).isEmpty();
        assertThat(commands).containsExactly("    [10.0.0.1] docker build .", "    [10.0.0.1] docker build . (2.10 s)");
    }

    private static Output output(String command, int exitStatus) {
        return new Output(Command.shell(command), exitStatus, "printed", "complained", Duration.ofMillis(2100));
    }

    private RunLog log(Verbosity verbosity) {
        RunLog created = new RunLog(
                lines::add, results::add, commands::add, event -> {}, redactor, Clock.systemUTC(), verbosity);
        created.copyTo(new Copy());
        return created;
    }

    private final class Copy implements LogOutput {

        @Override
        public void line(LogLine line) {
            copied.add(line.text());
        }

        @Override
        public void completed(Duration runtime) {}

        @Override
        public void failed(String kind, String message, Duration runtime) {}

        @Override
        public String place() {
            return "";
        }

        @Override
        public void close() {}
    }
}
