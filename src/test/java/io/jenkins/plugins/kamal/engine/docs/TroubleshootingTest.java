package io.jenkins.plugins.kamal.engine.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.failure.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every message that the troubleshooting page quotes is one that the program has. */
class TroubleshootingTest {

    private static final Pattern QUOTED = Pattern.compile("`(.+)`");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| \\[[^]]+]\\(#([^)]+)\\) \\|");
    private static final Pattern SECTION = Pattern.compile("(?m)^## (.+)$");
    private static final Pattern CONCATENATION = Pattern.compile("\"\\s*\\+\\s*\"");

    @TestFactory
    Stream<DynamicTest> quotesMessagesOfTheProgram() throws IOException {
        String program = program();
        List<String> messages = Page.at(Path.of("docs", "troubleshooting.md")).headings().stream()
                .flatMap(heading -> QUOTED.matcher(heading).results())
                .map(message -> message.group(1))
                .toList();
        assertThat(messages).hasSizeGreaterThan(20);
        return messages.stream()
                .map(message -> DynamicTest.dynamicTest(message, () -> assertThat(message.split("…"))
                        .allSatisfy(part -> assertThat(program).contains(part))));
    }

    @Test
    void hasASectionForEachTopicOfAFailure() throws IOException {
        String page = Files.readString(Path.of("docs", "troubleshooting.md"));
        List<String> sections = SECTION.matcher(page)
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT).replace(' ', '-'))
                .toList();
        assertThat(sections)
                .containsExactlyElementsOf(
                        Stream.of(Topic.values()).map(Topic::code).toList());
        assertThat(ROW.matcher(page).results().map(row -> row.group(1)))
                .as("the topics in the table at the beginning")
                .containsExactlyElementsOf(sections);
    }

    /** The sources with the pieces of each text joined, and the English texts. */
    private static String program() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src", "main"))) {
            return sources.filter(
                            source -> source.toString().endsWith(".java") || source.endsWith("Messages.properties"))
                    .map(TroubleshootingTest::read)
                    .map(text -> CONCATENATION.matcher(text).replaceAll(""))
                    .collect(Collectors.joining());
        }
    }

    private static String read(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
