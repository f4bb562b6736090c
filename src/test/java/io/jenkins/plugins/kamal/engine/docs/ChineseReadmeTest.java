package io.jenkins.plugins.kamal.engine.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The Chinese README shows what the English README shows: the same sections, code, links and table rows. */
class ChineseReadmeTest {

    private static final Pattern COMMENT = Pattern.compile("(?m)\\s*# .*$");
    private static final Pattern CODE = Pattern.compile("`[^`\n]+`");

    private static Page english;
    private static Page chinese;

    @BeforeAll
    static void read() throws IOException {
        english = Page.at(Path.of("README.md"));
        chinese = Page.at(Path.of("README.zh-CN.md"));
    }

    @Test
    void hasTheSameSections() {
        assertThat(chinese.headings()).hasSameSizeAs(english.headings());
    }

    /** Comments are translated. */
    @Test
    void hasTheSameCodeBlocks() {
        assertThat(code(chinese)).isEqualTo(code(english));
    }

    /** The links to the other README lead to each other, and the index of the documentation stands for the last list. */
    @Test
    void hasTheSameLinks() {
        Predicate<String> ofBoth = link -> !link.startsWith("README");
        List<String> links = chinese.links().stream().filter(ofBoth).toList();

        assertThat(links)
                .containsExactlyInAnyOrderElementsOf(
                        english.links().stream().filter(ofBoth).toList());
    }

    @Test
    void hasTheSameRowsOfTables() {
        assertThat(rows(chinese)).isEqualTo(rows(english));
    }

    @Test
    void namesTheSameCommandsFilesAndKeys() {
        assertThat(names(chinese)).containsExactlyInAnyOrderElementsOf(names(english));
    }

    private static List<String> code(Page page) {
        return page.blocks().stream()
                .map(block ->
                        block.info() + "\n" + COMMENT.matcher(block.text()).replaceAll(""))
                .toList();
    }

    private static List<Integer> rows(Page page) {
        return page.prose().stream()
                .filter(line -> line.startsWith("|"))
                .map(line -> line.split("\\|").length)
                .toList();
    }

    private static List<String> names(Page page) {
        return CODE.matcher(String.join("\n", page.prose()))
                .results()
                .map(MatchResult::group)
                .toList();
    }
}
