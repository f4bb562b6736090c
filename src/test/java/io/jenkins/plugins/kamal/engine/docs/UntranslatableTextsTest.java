package io.jenkins.plugins.kamal.engine.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pages and forms take every text from a properties file, because a text in a view or in a class has one language. */
class UntranslatableTextsTest {

    private static final Pattern NO_TEXT = Pattern.compile(
            "(?s)<\\?.*?\\?>|<st:documentation>.*?</st:documentation>|<code>.*?</code>|\\$\\{[^}]*}|&[a-z#0-9]+;");

    private static final Pattern CONTENT = Pattern.compile("(?s)>([^<>]*\\p{L}[^<>]*)<");
    private static final Pattern ATTRIBUTE = Pattern.compile(
            "\\b(title|tooltip|aria-label|add|header|description|hint|placeholder|alt|label)=\"([^\"]*\\p{L}[^\"]*)\"");

    /** The product's name, the name of a file, and an example of a variable are the same in every language. */
    private static final List<String> EVERY_LANGUAGE = List.of("Kamal", "config/deploy.yml", "OUTPUT");

    private static final Pattern IN_JAVA =
            Pattern.compile("FormValidation\\.(?:ok|warning|error)\\(\\s*\"[^\"]*\\p{L}[^\"]*\""
                    + "|\\.add\\(\\s*\"[^\"]*\\p{L}[^\"]*\",\\s"
                    + "|new (?:Failure|FormException)\\(\\s*\"[^\"]*\\p{L}[^\"]*\""
                    + "|String getDisplayName\\(\\) \\{\\s*return \"[^\"]*\\p{L}[^\"]*\"");

    private static final Pattern IN_SCRIPT = Pattern.compile(
            "(?:textContent|title|innerText|ariaLabel)\\s*=\\s*[\"'`][^\"'`]*\\p{L}|\"aria-label\",\\s*[\"'`]");

    @Test
    void viewsContainKeys() throws IOException {
        assertThat(found(".jelly", text -> NO_TEXT.matcher(text).replaceAll(""), CONTENT)
                        .filter(text -> EVERY_LANGUAGE.stream().noneMatch(text::endsWith)))
                .as("texts in views; write ${%key} and add the key to the properties of the view")
                .isEmpty();
        assertThat(found(".jelly", text -> NO_TEXT.matcher(text).replaceAll(""), ATTRIBUTE)
                        .filter(text -> EVERY_LANGUAGE.stream().noneMatch(text::endsWith)))
                .as("texts in attributes of views; write ${%key} and add the key to the properties of the view")
                .isEmpty();
    }

    @Test
    void classesCallMessages() throws IOException {
        assertThat(found(".java", UnaryOperator.identity(), IN_JAVA)
                        .filter(text -> EVERY_LANGUAGE.stream().noneMatch(name -> text.endsWith('"' + name + '"'))))
                .as("texts in classes; add a key to Messages.properties of the package, and call Messages")
                .isEmpty();
    }

    @Test
    void scriptsTakeTheirTextsFromThePage() throws IOException {
        assertThat(found(".js", UnaryOperator.identity(), IN_SCRIPT))
                .as("texts in scripts; write the text into a data attribute of the view, and read it from there")
                .isEmpty();
    }

    private static Stream<String> found(String extension, UnaryOperator<String> strip, Pattern pattern)
            throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "main"))) {
            return files
                    .filter(file -> file.toString().endsWith(extension))
                    .filter(file -> !file.equals(TextBundle.RESOURCES.resolve("index.jelly")))
                    .flatMap(file -> pattern.matcher(strip.apply(read(file)))
                            .results()
                            .map(match -> file + ": " + lastGroup(match).strip()))
                    .toList()
                    .stream();
        }
    }

    private static String lastGroup(MatchResult match) {
        return match.group(match.groupCount());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
