package io.jenkins.plugins.kamal.engine.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.cli.parent.CallDirectory;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Hooks that call {@code kamal} on real servers. */
class RealHookCallsTest extends RealTest {

    @Test
    void aHookAsksAndActsUnderTheLockOfItsDeploy() throws IOException {
        String first = app.configure("readiness_delay: 1", "readiness_delay: 0");
        app.succeed("deploy");
        app.write(".kamal/hooks/pre-deploy", """
                #!/bin/sh -e
                kamal version
                kamal lock status
                kamal app details -r job
                kamal app exec --reuse -p 'sh -c "echo runs \\$KAMAL_VERSION"'
                kamal prune all
                """);
        app.write(".kamal/hooks/post-deploy", """
                #!/bin/sh -e
                kamal deploy --skip-hooks --version other || echo "refused with $?"
                git commit -q --allow-empty -m later
                kamal redeploy --skip-hooks
                """);
        String second = app.commit();

        RealApp.Result result = app.succeed("deploy");

        assertThat(result.out())
                .contains("| 2.12.0")
                .contains("| Locked by: ")
                .contains("myapp-job-" + first)
                .contains("Launching command with version " + first + " from existing container")
                .contains("| runs " + first)
                .contains("| kamal prune all: myapp")
                .contains("is asked for version other of myapp by a hook of a run whose version is " + second)
                .contains("| refused with 1")
                .contains("| kamal redeploy: myapp " + second);
        assertThat(app.head()).isNotEqualTo(second);
        assertThat(state.containers(app.lab.server(0)))
                .anyMatch(line -> line.startsWith("myapp-web-" + second + " running"))
                .anyMatch(line -> line.startsWith("myapp-web-" + second + "_replaced_"));
        assertThat(state.isLocked()).isFalse();
        try (var left = Files.list(root.resolve("tmp"))) {
            assertThat(left).noneMatch(file -> file.getFileName().toString().startsWith(CallDirectory.PREFIX));
        }
    }
}
