package io.jenkins.plugins.kamal.engine.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.SmallMemory;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("fuzz")
class HostileFilesTest {

    /** A file that needed more memory, did not end, or made anything but our own exceptions would end that program. */
    @Test
    void areReadOrRefusedWithin64Megabytes(@TempDir Path directory) {
        assertThat(SmallMemory.run(HostileFiles.class, directory).lines())
                .hasSizeGreaterThan(80)
                .allMatch(line -> line.contains(": read") || line.contains(": refused"));
    }
}
