package io.jenkins.plugins.kamal.engine.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every code block of the documentation is of a kind that a test covers. */
class CodeBlocksTest {

    @Test
    void areAllCoveredByATest() throws IOException {
        List<CodeBlock> blocks =
                Page.all().stream().flatMap(page -> page.blocks().stream()).toList();

        assertThat(blocks).hasSizeGreaterThan(5);
        assertThat(blocks)
                .as(
                        "blocks that no test covers: give each a language of BlockKind, or BlockKind another kind and a test")
                .allSatisfy(block -> assertThat(BlockKind.of(block)).isPresent());
    }
}
