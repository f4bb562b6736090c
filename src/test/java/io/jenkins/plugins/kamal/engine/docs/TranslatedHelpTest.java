package io.jenkins.plugins.kamal.engine.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.xml.sax.SAXException;

/**
 * Every help file exists in German and Chinese, with the same markup. Jenkins chooses the file by the language at the end of
 * its name ({@code Descriptor.getStaticHelpUrl}) and reads it as UTF-8.
 */
class TranslatedHelpTest {

    private static final Pattern TAG = Pattern.compile("</?[a-z]+[^>]*>");
    private static final Pattern CODE = Pattern.compile("(?s)<code>(.*?)</code>");
    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");

    @Test
    void everyHelpFileIsTranslated() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Path file : helpFiles()) {
            for (String language : TextBundle.LANGUAGES) {
                if (!Files.exists(translation(file, language))) {
                    missing.add("Add " + translation(file, language) + ", a translation of "
                            + Files.readString(file).replaceAll("\\s+", " "));
                }
            }
        }

        assertThat(missing)
                .as("CONTRIBUTING.md, \"Translations\", has the terms to use")
                .isEmpty();
    }

    @Test
    void everyTranslationHasAnEnglishFile() throws IOException {
        List<Path> needless = TextBundle.files().stream()
                .filter(TranslatedHelpTest::isHelp)
                .filter(file -> !TextBundle.languageOf(file.toString()).isEmpty())
                .filter(file -> !Files.exists(english(file)))
                .toList();

        assertThat(needless).as("translations of help files that are gone").isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> translationsHaveTheMarkupOfTheEnglishFile() throws IOException {
        return helpFiles().stream()
                .flatMap(file -> Stream.concat(
                        Stream.of(file),
                        TextBundle.LANGUAGES.stream()
                                .map(language -> translation(file, language))
                                .filter(Files::exists)))
                .map(file -> DynamicTest.dynamicTest(
                        TextBundle.RESOURCES.relativize(file).toString(), () -> check(file)));
    }

    private static void check(Path file) throws Exception {
        String text = Files.readString(file);
        String english = Files.readString(english(file));

        assertThatIsWellFormed(text);
        assertThat(all(TAG, text)).as("tags").containsExactlyInAnyOrderElementsOf(all(TAG, english));
        assertThat(all(CODE, text)).as("code").containsExactlyInAnyOrderElementsOf(all(CODE, english));
        assertThat(CHINESE.matcher(text).find())
                .as("has Chinese characters")
                .isEqualTo(file.toString().contains("_zh_CN"));
    }

    private static void assertThatIsWellFormed(String html) throws Exception {
        try {
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8)));
        } catch (SAXException e) {
            throw new AssertionError("not well-formed: " + e.getMessage(), e);
        }
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(found -> found.replaceAll("\\s+", " "))
                .toList();
    }

    private static List<Path> helpFiles() throws IOException {
        return TextBundle.files().stream()
                .filter(TranslatedHelpTest::isHelp)
                .filter(file -> TextBundle.languageOf(file.toString()).isEmpty())
                .toList();
    }

    private static boolean isHelp(Path file) {
        return file.getFileName().toString().matches("help.*\\.html");
    }

    private static Path translation(Path file, String language) {
        return Path.of(file.toString().replaceFirst("\\.html$", "_" + language + ".html"));
    }

    private static Path english(Path file) {
        String language = TextBundle.languageOf(file.toString());
        return language.isEmpty() ? file : Path.of(file.toString().replaceFirst("_" + language + "\\.html$", ".html"));
    }
}
