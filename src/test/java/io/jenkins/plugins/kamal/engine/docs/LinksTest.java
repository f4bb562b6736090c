package io.jenkins.plugins.kamal.engine.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every link between pages leads to a file, and to a heading that the file has. */
class LinksTest {

    @TestFactory
    Stream<DynamicTest> leadToFilesAndHeadingsThatAreThere() throws IOException {
        return Page.all().stream()
                .map(page -> DynamicTest.dynamicTest(page.toString(), () -> assertThat(brokenLinks(page))
                        .as("links of " + page + " that lead nowhere")
                        .isEmpty()));
    }

    @Test
    void leadFromTheIndexToEveryPage() throws IOException {
        List<String> indexed = Page.at(Path.of("docs", "README.md")).links();

        try (Stream<Path> docs = Files.list(Path.of("docs"))) {
            assertThat(docs.map(path -> path.getFileName().toString())
                            .filter(name -> name.endsWith(".md") && !name.equals("README.md")))
                    .as("pages of docs that docs/README.md does not link")
                    .allSatisfy(name -> assertThat(indexed).contains(name));
        }
    }

    private static List<String> brokenLinks(Page page) {
        return page.links().stream()
                .filter(link -> !link.matches("[a-z]+:.*") && !resolves(page, link))
                .toList();
    }

    private static boolean resolves(Page page, String link) {
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        Path target =
                file.isEmpty() ? page.path() : page.path().resolveSibling(file).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        return hash < 0 || anchors(target).contains(link.substring(hash + 1));
    }

    private static List<String> anchors(Path target) {
        try {
            return List.copyOf(Page.at(target).anchors());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
