package io.jenkins.plugins.kamal.engine.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every code block of the documentation is of a kind that a test covers. */
class CodeBlocksTest {

    /** Each page and section with a Jenkinsfile that no test runs, and the reason. */
    private static final Map<String, String> NOT_RUN = Map.of(
            "docs/moving-from-kamal.md Line by line", "shows what to replace, which needs Ruby and Kamal on the agent");

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

    @Test
    void areRunIfTheyAreJenkinsfiles() throws IOException {
        assertThat(BlockKind.GROOVY.in(Page.all()))
                .as(
                        "Groovy that no test runs: make each a whole Jenkinsfile (```groovy Jenkinsfile), or give the reason here")
                .extracting(block -> block.page() + " " + block.section())
                .containsExactlyInAnyOrderElementsOf(NOT_RUN.keySet());
    }
}
