package io.jenkins.plugins.kamal.engine.ruby.erb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The call of the agent's {@code ruby}, for which a script stands in. */
class LocalRubyTest {

    @TempDir
    Path directory;

    @Test
    void loadsTheLibrariesThatKamalHasLoaded() throws Exception {
        Map<String, String> environment = ruby("printf 'A=b\\0\\0%s' \"$*\"");

        assertThat(new LocalRuby(directory)
                        .render("x", environment)
                        .orElseThrow()
                        .text())
                .contains("-rerb", "-ryaml", "-rjson", "-rtime", "-rsecurerandom");
    }

    @Test
    void theReasonOfAFailureIsRubysAndNotThatOfAProgramInTheTemplate() throws Exception {
        Map<String, String> environment =
                ruby("echo 'not signed in' >&2; echo '(erb):8: undefined method' >&2; exit 1");

        assertThatThrownBy(() -> new LocalRuby(directory).render("x", environment))
                .isInstanceOf(RubyFallback.RubyFailedException.class)
                .hasMessage("(erb):8: undefined method");
    }

    private Map<String, String> ruby(String script) throws IOException {
        Path ruby = directory.resolve("ruby");
        Files.writeString(ruby, "#!/bin/sh\ncat > /dev/null\n" + script + "\n");
        Files.setPosixFilePermissions(ruby, PosixFilePermissions.fromString("rwxr-xr-x"));
        return Map.of("PATH", directory + ":" + System.getenv("PATH"));
    }
}
