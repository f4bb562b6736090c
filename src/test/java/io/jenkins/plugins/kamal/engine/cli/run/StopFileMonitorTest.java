package io.jenkins.plugins.kamal.engine.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.deploy.run.StopRequest;
import io.jenkins.plugins.kamal.engine.protocol.InvocationDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No engine works on for ever where nobody follows it. */
class StopFileMonitorTest {

    @TempDir
    Path directory;

    private final StopRequest stop = new StopRequest();
    private final List<String> notes = new CopyOnWriteArrayList<>();

    @Test
    void stopsWhereJenkinsStaysAway() throws Exception {
        Files.writeString(directory.resolve(InvocationDirectory.FOLLOWED), "1\n");
        try (StopFileMonitor monitor = start()) {
            assertThat(monitor).isNotNull();
            stop.asked().get(1, TimeUnit.MINUTES);
        }
        assertThat(notes).singleElement().asString().contains("Jenkins has not asked after this command for 1 s");
    }

    @Test
    void aFileOfAnEarlierVersionSetsNoBound() throws Exception {
        Files.writeString(directory.resolve(InvocationDirectory.FOLLOWED), "soon");
        assertThat(new InvocationDirectory(directory).allowedAbsence()).isEmpty();
        Files.delete(directory.resolve(InvocationDirectory.FOLLOWED));
        assertThat(new InvocationDirectory(directory).allowedAbsence()).isEmpty();
    }

    @Test
    void anAbortNeedsNoReason() throws Exception {
        Files.createFile(directory.resolve(InvocationDirectory.STOP));
        try (StopFileMonitor monitor = start()) {
            assertThat(monitor).isNotNull();
            assertThat(stop.isAsked()).isTrue();
        }
        assertThat(notes).isEmpty();
    }

    private StopFileMonitor start() {
        return StopFileMonitor.start(new InvocationDirectory(directory), stop, notes::add);
    }
}
