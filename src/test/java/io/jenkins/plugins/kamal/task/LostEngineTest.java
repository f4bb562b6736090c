package io.jenkins.plugins.kamal.task;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LostEngineTest {

    private static LastLogLine after(String log) {
        LastLogLine last = new LastLogLine();
        byte[] bytes = log.getBytes(UTF_8);
        last.take(bytes, 0, bytes.length);
        return last;
    }

    @Test
    void saysHowTheEngineEndedAndWhatItPrintedLast() {
        assertThat(LostEngine.reason(137, after("==> Pull the image\n    [web-1] docker pull\n\n")))
                .isEqualTo("The engine was killed (signal 9), by somebody or by the system because the agent ran out of"
                        + " memory. The last line of its log: [web-1] docker pull");
        assertThat(LostEngine.reason(143, after("")))
                .isEqualTo("The engine was ended by signal 15. It printed nothing");
        assertThat(LostEngine.reason(-1, after("")))
                .startsWith("The engine is gone, and its exit status is unknown")
                .endsWith("It printed nothing");
        assertThat(LostEngine.reason(1, after("Error occurred during initialization of VM\n")))
                .isEqualTo("The engine ended with exit status 1 before it reported a reason."
                        + " The last line of its log: Error occurred during initialization of VM");
    }

    @Test
    void aComplaintIsTheReason() {
        assertThat(LostEngine.reason(
                        127, after("ERROR: There is no Java 17 or newer here\nKamal's engine runs where …\n")))
                .isEqualTo("There is no Java 17 or newer here");
    }

    @Test
    void keepsNoMoreThanAPageCanShow() {
        assertThat(after("x".repeat(100_000) + "\n").text().orElseThrow()).hasSize(501);
    }
}
