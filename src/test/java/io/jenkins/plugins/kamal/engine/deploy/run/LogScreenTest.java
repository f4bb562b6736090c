package io.jenkins.plugins.kamal.engine.deploy.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.process.LineSplitter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogScreenTest {

    private final List<String> lines = new ArrayList<>();
    private final LogScreen screen = new LogScreen(text -> text.replace("hunter2", "[REDACTED]"), lines::add);

    private void write(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        screen.write(bytes, 0, bytes.length);
    }

    @Test
    void passesOnLinesAsTheyEndAndTheRestAtTheEnd() {
        write("one\r\ntw");
        assertThat(lines).containsExactly("one");
        write("o hunter2\nthree");
        screen.end();
        assertThat(lines).containsExactly("one", "two [REDACTED]", "three");
    }

    @Test
    void aCharacterMayArriveInParts() {
        byte[] bytes = "世界é\n".getBytes(UTF_8);
        for (byte part : bytes) {
            screen.write(part);
        }
        write(" ".repeat(8191) + "é\n");
        assertThat(lines).containsExactly("世界é", " ".repeat(8191) + "é");
    }

    @Test
    void aCharacterThatIsBrokenIsReplaced() {
        screen.write(new byte[] {'a', (byte) 0xc3, '\n', 'b', (byte) 0xe4}, 0, 5);
        screen.end();
        assertThat(lines).containsExactly("a\ufffd", "b\ufffd");
    }

    /** A server that prints without a line end must not fill the memory. */
    @Test
    void aLineWithoutAnEndIsCut() {
        byte[] block = new byte[1 << 20];
        Arrays.fill(block, (byte) 'x');
        for (int i = 0; i < 64; i++) {
            screen.write(block, 0, block.length);
        }
        assertThat(lines).singleElement().satisfies(line -> assertThat(line)
                .hasSizeLessThanOrEqualTo(LineSplitter.LONGEST + LineSplitter.CUT.length())
                .endsWith(LineSplitter.CUT));
        write("\nnext\n");
        assertThat(lines.get(1)).isEqualTo("next");
    }
}
