package io.jenkins.plugins.kamal.engine.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.jenkins.plugins.kamal.engine.failure.EngineException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.secrets.Redactor;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailureTest {

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Redactor redactor = new Redactor();

    @Test
    void anExpectedFailureIsItsMessage() {
        assertThat(told(new EngineException(Topic.LOCK, "The lock is held", 3, null), false))
                .isEqualTo("ERROR: The lock is held\nMore about this: " + Topic.LOCK.address() + "\n");
        assertThat(Failure.of(new EngineException(Topic.LOCK, "The lock is held", 3, null))
                        .exitStatus())
                .isEqualTo(3);
    }

    /** The plugin ends the step with the message; a second one in the log would make people look for a second failure. */
    @Test
    void whatIsReportedToThePluginIsNotPrintedUnlessTheCommandWasStopped() {
        PrintStream log = new PrintStream(err, true, UTF_8);

        assertThat(Failure.of(new EngineException(Topic.LOCK, "The lock is held", 3, null))
                        .tellUnlessReported(redactor, log))
                .isEqualTo(3);
        assertThat(err.toString(UTF_8)).isEmpty();

        assertThat(Failure.of(new EngineException(Topic.STOPPED, "Stopped before the pull", 130, null))
                        .tellUnlessReported(redactor, log))
                .isEqualTo(130);
        assertThat(err.toString(UTF_8)).isEqualTo("ERROR: Stopped before the pull\n");
    }

    @Test
    void theSystemsReasonIsToldInWords() {
        IOException missing = new NoSuchFileException("/x/y");
        assertThat(Failure.of(missing).message()).isEqualTo("/x/y does not exist");
        assertThat(Failure.of(new UncheckedIOException(missing)).message()).isEqualTo("/x/y does not exist");
        assertThat(Failure.of(new UncheckedIOException("The log cannot be written", missing))
                        .message())
                .isEqualTo("The log cannot be written (/x/y does not exist)");
        assertThat(Failure.of(new IOException()).message()).isEqualTo("IOException");
    }

    @Test
    void aFaultOfTheEngineIsOneSentenceAndItsTraceIsInAFile() throws IOException {
        redactor.addAll(List.of(Secret.of("hunter2-hunter2")));

        String told = told(new IllegalArgumentException("bad hunter2-hunter2"), false);

        assertThat(told)
                .matches(
                        "ERROR: The engine failed because of a fault of its own \\(IllegalArgumentException, reference"
                                + " [0-9a-f]{8}\\); please report it with the stack trace in .*kamal-fault-.*\\.txt\\nMore about this: .*#fault\\n");
        Path file = Path.of(told.lines().findFirst().orElseThrow().replaceFirst(".* in ", ""));
        assertThat(file).content().contains("\tat ").contains("bad").doesNotContain("hunter2");
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    }

    @Test
    void aLackOfMemoryIsNoFaultAndSaysWhatToDo() {
        assertThat(told(new OutOfMemoryError("Java heap space"), false))
                .matches(
                        "ERROR: The engine ran out of memory \\(Java heap space; it may use \\d+ MB\\)\\. Free memory on the"
                                + " agent, or give the engine more with the environment variable JAVA_TOOL_OPTIONS=-Xmx2g\\n"
                                + "More about this: .*#agent\\n");
    }

    @Test
    void whatIsNestedTooDeeplyIsToldInWords() {
        assertThat(told(new StackOverflowError(), false))
                .startsWith("ERROR: Something that the engine reads or receives is nested too deeply for it")
                .contains("; if that does not help, please report it with the stack trace in ")
                .doesNotContain("\tat ");
    }

    @Test
    void theSameFaultHasTheSameReference() {
        IllegalStateException fault = new IllegalStateException("one");
        assertThat(FaultTrace.name(fault))
                .isEqualTo(FaultTrace.name(fault))
                .startsWith("IllegalStateException, reference ");
    }

    @Test
    void aVerboseCommandPrintsTheTraceBeforeTheSentence() {
        String told = told(new NullPointerException(), true);

        assertThat(told).contains("\tat ");
        assertThat(told.lines().filter(line -> line.startsWith("ERROR: ")))
                .singleElement(STRING)
                .endsWith("the stack trace above");
    }

    private String told(Throwable e, boolean verbose) {
        PrintStream stream = new PrintStream(err, true, UTF_8);
        Failure.of(e)
                .withTrace(new FaultTrace.Destination(directory, stream, verbose, redactor))
                .tell(redactor, stream);
        return err.toString(UTF_8);
    }
}
