package io.jenkins.plugins.kamal.engine.docs;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The texts of a view or of a {@code Messages} class.
 *
 * @param base the path of its files, without the language and the extension
 * @param english the English texts that need a translation, by key; a key without a text is its own text
 */
record TextBundle(String base, Map<String, String> english) {

    static final Path RESOURCES = Path.of("src", "main", "resources");
    static final List<String> LANGUAGES = List.of("de", "zh_CN");

    /** The texts from this line on stay English, up to {@link #TRANSLATED_FROM_HERE}. */
    static final String ENGLISH_FROM_HERE = "# Build log and records of builds: English only";

    static final String TRANSLATED_FROM_HERE = "# Pages and forms";

    private static final Pattern KEY = Pattern.compile("\\$\\{%([^}(]+)");

    static List<TextBundle> all() throws IOException {
        Set<String> bases = new TreeSet<>();
        for (Path file : files()) {
            String name = file.toString();
            if (name.endsWith(".jelly")
                    || name.endsWith(".properties") && languageOf(name).isEmpty()) {
                bases.add(name.substring(0, name.lastIndexOf('.')));
            }
        }
        return bases.stream().map(TextBundle::at).filter(TextBundle::hasTexts).toList();
    }

    private static TextBundle at(String base) {
        Map<String, String> english = new TreeMap<>(translatedTexts(Path.of(base + ".properties")));
        keysOf(Path.of(base + ".jelly")).forEach(key -> english.putIfAbsent(key, key));
        return new TextBundle(base, english);
    }

    private boolean hasTexts() {
        return !english.isEmpty() || Files.exists(Path.of(base + ".properties"));
    }

    boolean isView() {
        return Files.exists(Path.of(base + ".jelly"));
    }

    /** The keys that the view uses. */
    Set<String> usedKeys() {
        return keysOf(Path.of(base + ".jelly"));
    }

    Path file(String language) {
        return Path.of(base + "_" + language + ".properties");
    }

    Map<String, String> translation(String language) {
        return load(read(file(language)));
    }

    /** All texts of the English file, also those of the build log. */
    Map<String, String> everyEnglishText() {
        return load(read(Path.of(base + ".properties")));
    }

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(RESOURCES)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** The language that a file name ends with, before its extension; empty for English. */
    static String languageOf(String file) {
        String name = file.substring(0, file.lastIndexOf('.'));
        return LANGUAGES.stream()
                .filter(language -> name.endsWith("_" + language))
                .findFirst()
                .orElse("");
    }

    private static Set<String> keysOf(Path view) {
        return KEY.matcher(read(view))
                .results()
                .map(key -> key.group(1))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Map<String, String> translatedTexts(Path file) {
        StringBuilder texts = new StringBuilder();
        boolean translated = true;
        for (String line : read(file).lines().toList()) {
            translated = line.equals(TRANSLATED_FROM_HERE) || translated && !line.equals(ENGLISH_FROM_HERE);
            texts.append(translated ? line : "").append('\n');
        }
        return load(texts.toString());
    }

    private static Map<String, String> load(String text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(key -> key, properties::getProperty, (one, other) -> one, TreeMap::new));
    }

    /** The text of a file in UTF-8; empty if there is no file. */
    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(file + " is not UTF-8", e);
        }
    }

    @Override
    public String toString() {
        return RESOURCES.relativize(Path.of(base)).toString();
    }
}
