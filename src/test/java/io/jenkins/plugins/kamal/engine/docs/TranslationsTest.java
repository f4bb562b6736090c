package io.jenkins.plugins.kamal.engine.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every text of the pages and forms exists in German and Chinese, with the same placeholders. */
class TranslationsTest {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d+)");

    @Test
    void everyTextIsTranslated() throws IOException {
        List<String> missing = new ArrayList<>();
        for (TextBundle bundle : TextBundle.all()) {
            for (String language : TextBundle.LANGUAGES) {
                Set<String> keys = new TreeSet<>(bundle.english().keySet());
                keys.removeAll(bundle.translation(language).keySet());
                keys.forEach(key -> missing.add("Add to " + bundle.file(language) + ":  " + escaped(key)
                        + "=(translation of: " + bundle.english().get(key) + ")"));
            }
        }

        assertThat(missing)
                .as("CONTRIBUTING.md, \"Translations\", has the terms to use. A text that only the build log shows"
                        + " stays English; move it below the line \"" + TextBundle.ENGLISH_FROM_HERE + "\"")
                .isEmpty();
    }

    @Test
    void everyTranslationHasAnEnglishText() throws IOException {
        List<String> needless = new ArrayList<>();
        List<TextBundle> bundles = TextBundle.all();
        for (TextBundle bundle : bundles) {
            for (String language : TextBundle.LANGUAGES) {
                Set<String> keys = new TreeSet<>(bundle.translation(language).keySet());
                keys.removeAll(bundle.english().keySet());
                keys.forEach(key -> needless.add("Remove the key '" + key + "' from " + bundle.file(language)));
            }
        }
        Set<Path> known = bundles.stream()
                .flatMap(bundle -> TextBundle.LANGUAGES.stream().map(bundle::file))
                .collect(Collectors.toSet());
        TextBundle.files().stream()
                .filter(file -> file.toString().endsWith(".properties"))
                .filter(file -> !TextBundle.languageOf(file.toString()).isEmpty() && !known.contains(file))
                .forEach(file -> needless.add("Remove " + file + ": its view or class is gone"));

        assertThat(needless).isEmpty();
    }

    @Test
    void everyEnglishTextIsUsed() throws IOException {
        String code = sources(Path.of("src", "main", "java"));
        List<String> unused = new ArrayList<>();
        for (TextBundle bundle : TextBundle.all()) {
            Set<String> keys = new TreeSet<>(bundle.everyEnglishText().keySet());
            if (bundle.isView()) {
                keys.removeAll(bundle.usedKeys());
            } else {
                keys.removeIf(key -> isUsed(key, code));
            }
            keys.forEach(key -> unused.add("Remove the key '" + key + "' from " + bundle));
        }

        assertThat(unused).isEmpty();
    }

    @Test
    void translationsHaveThePlaceholdersOfTheEnglishText() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (TextBundle bundle : TextBundle.all()) {
            for (String language : TextBundle.LANGUAGES) {
                bundle.translation(language).forEach((key, text) -> {
                    String english = bundle.english().getOrDefault(key, text);
                    if (!placeholders(english).equals(placeholders(text))) {
                        wrong.add(key + " in " + bundle.file(language) + " has " + placeholders(text)
                                + ", the English text has " + placeholders(english));
                    }
                });
            }
        }

        assertThat(wrong).isEmpty();
    }

    /** {@code MessageFormat} takes a single apostrophe for the begin of a quotation and leaves placeholders in it as they are. */
    @Test
    void apostrophesAreDoubledAndFormatsValid() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (TextBundle bundle : TextBundle.all()) {
            Stream.concat(
                            bundle.everyEnglishText().entrySet().stream(),
                            TextBundle.LANGUAGES.stream()
                                    .flatMap(language -> bundle.translation(language).entrySet().stream()))
                    .filter(text -> !isValid(text.getValue()))
                    .forEach(text -> wrong.add(bundle + ", " + text.getKey() + ": " + text.getValue()));
        }

        assertThat(wrong).isEmpty();
    }

    /** Stapler takes everything behind a parenthesis for arguments, and shows only the text before the parenthesis. */
    @Test
    void noKeyOfAViewContainsAParenthesis() throws IOException {
        List<String> cut = TextBundle.all().stream()
                .flatMap(bundle -> bundle.usedKeys().stream()
                        .filter(key -> !key.equals(key.strip()))
                        .map(key -> "Stapler shows '" + key + "' of " + bundle
                                + " without the parenthesis. Give the text a key of one word"))
                .toList();

        assertThat(cut).isEmpty();
    }

    private static boolean isUsed(String key, String code) {
        return Pattern.compile("Messages(\\.|::)_?" + key.replaceAll("[.-]", "_") + "\\b")
                .matcher(code)
                .find();
    }

    private static boolean isValid(String text) {
        try {
            new MessageFormat(text);
            return !text.replace("''", "").contains("'");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Set<String> placeholders(String text) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String escaped(String key) {
        return key.replaceAll("[ :=]", "\\\\$0");
    }

    private static String sources(Path root) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String source = Files.readString(file);
                text.append(source.contains("Messages") ? source : "");
            }
        }
        return text.toString();
    }
}
