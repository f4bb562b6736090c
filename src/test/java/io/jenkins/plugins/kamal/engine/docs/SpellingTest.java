package io.jenkins.plugins.kamal.engine.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.Needs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The spelling of what people read: documentation, help, messages of the forms and pages, and Javadoc. hunspell's American
 * English is extended by {@code words.txt}. Words with a capital or a digit inside are names of code and are let through.
 */
@Tag("flow")
class SpellingTest {

    private static final Path MAIN = Path.of("src", "main");
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*\\*.*?\\*/|(?m)^\\s*//[^\n]*");
    private static final String CODE =
            "(?s)`[^`]*`|<code>.*?</code>|<pre>.*?</pre>|\\{@\\w+[^}]*}|(?<=])\\([^)]*\\)|https?://\\S+|\\w+\\.jenkins\\.io|<[^>]*>|&\\w+;"
                    + "|@(?:param|see|throws) +\\S+|(?<=\\s)-[A-Za-z]\\S*";

    @Test
    void everyWordOfTheDocumentationIsKnown() throws IOException, InterruptedException {
        List<String> texts = new ArrayList<>();
        for (Page page : Page.all()) {
            if (!page.path().toString().contains("zh-CN")) {
                texts.add(String.join("\n", page.prose()).replace("```", ""));
            }
        }
        assertThat(unknown(texts)).isEmpty();
    }

    @Test
    void everyWordOfHelpAndMessagesIsKnown() throws IOException, InterruptedException {
        List<String> texts = new ArrayList<>(texts(".html"));
        for (String messages : texts("Messages.properties")) {
            texts.add(messages.lines()
                    .map(line -> line.replaceFirst("^[^=]*=", ""))
                    .collect(Collectors.joining("\n")));
        }
        assertThat(unknown(texts)).isEmpty();
    }

    @Test
    void everyWordOfJavadocAndCommentsIsKnown() throws IOException, InterruptedException {
        List<String> comments = texts(".java").stream()
                .map(source -> COMMENT.matcher(source)
                        .results()
                        .map(comment -> comment.group().replaceAll("(?m)^\\s*\\*", ""))
                        .collect(Collectors.joining("\n")))
                .toList();
        assertThat(unknown(comments)).isEmpty();
    }

    private static List<String> texts(String ending) throws IOException {
        try (Stream<Path> files = Files.walk(MAIN)) {
            List<String> texts = new ArrayList<>();
            for (Path file : files.filter(path -> path.toString().endsWith(ending) && !isTranslation(path))
                    .toList()) {
                texts.add(Files.readString(file));
            }
            return texts;
        }
    }

    private static boolean isTranslation(Path path) {
        return !TextBundle.languageOf(path.toString()).isEmpty();
    }

    private static Set<String> unknown(List<String> texts) throws IOException, InterruptedException {
        Set<String> known = words();
        return misspelled(texts.stream().map(text -> text.replaceAll(CODE, " ")).collect(Collectors.joining("\n")))
                .map(word -> word.replaceAll("['’]s?$", ""))
                .filter(word -> !word.matches(".+[A-Z0-9].*|[0-9].*"))
                .filter(word -> !known.contains(word) && !known.contains(word.toLowerCase(Locale.ROOT)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> words() throws IOException {
        Path dictionary =
                Path.of("src", "test", "resources", "io", "jenkins", "plugins", "kamal", "engine", "docs", "words.txt");
        return Set.copyOf(Files.readAllLines(dictionary));
    }

    private static Stream<String> misspelled(String text) throws IOException, InterruptedException {
        Path input = Files.createTempFile("spelling", ".txt");
        try {
            Files.writeString(input, text);
            Process hunspell = new ProcessBuilder("hunspell", "-l", "-i", "utf-8", "-d", "en_US")
                    .redirectInput(input.toFile())
                    .redirectErrorStream(true)
                    .start();
            String words = new String(hunspell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(hunspell.waitFor()).as(words).isZero();
            return words.lines();
        } catch (IOException e) {
            Needs.skipUnless(false, "hunspell with its American dictionary is not installed: " + e.getMessage());
            return Stream.empty();
        } finally {
            Files.delete(input);
        }
    }
}
