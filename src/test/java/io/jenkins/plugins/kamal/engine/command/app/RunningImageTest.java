package io.jenkins.plugins.kamal.engine.command.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.image.Digest;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunningImageTest {

    private static final String ID = "sha256:" + "1".repeat(64);
    private static final String A = "sha256:" + "a".repeat(64);
    private static final String B = "sha256:" + "b".repeat(64);

    @Test
    void an_image_that_several_registries_know() {
        assertThat(RunningImage.parse(
                        ID + "\n[\"r.lab:5555/app@" + A + "\",\"other/app@" + A + "\",\"x@" + B + "\"]\n"))
                .contains(new RunningImage(ID, List.of(new Digest(A), new Digest(B))));
    }

    @Test
    void an_image_that_was_only_built_here() {
        assertThat(RunningImage.parse(ID + "\n[]")).contains(new RunningImage(ID, List.of()));
        assertThat(RunningImage.parse(ID + "\nnull")).contains(new RunningImage(ID, List.of()));
    }

    @Test
    void anything_else_is_no_image() {
        assertThat(RunningImage.parse("")).isEmpty();
        assertThat(RunningImage.parse(ID)).isEmpty();
        assertThat(RunningImage.parse("Error: No such image\n[]")).isEmpty();
    }
}
