package io.jenkins.plugins.kamal.engine.config.dump;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.config.load.Project;
import io.jenkins.plugins.kamal.engine.config.schema.ConfigurationSchema;
import io.jenkins.plugins.kamal.engine.config.schema.KeySpec;
import io.jenkins.plugins.kamal.engine.config.schema.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigurationReferenceTest {

    @Test
    void isTheCommittedPage() throws IOException {
        assertThat(Files.readString(Path.of("docs/configuration.md")))
                .as("write ConfigurationReference.markdown() to docs/configuration.md")
                .isEqualTo(ConfigurationReference.markdown());
    }

    @Test
    void hasEveryKeyOfTheRoot() {
        String page = ConfigurationReference.markdown();

        assertThat(ConfigurationSchema.ROOT.names())
                .allSatisfy(key -> assertThat(page).contains("| `" + key + "` |"));
    }

    /** The list was made from the files under Kamal 2.12's {@code lib/kamal/configuration/docs}; {@code *} is a name. */
    @ParameterizedTest
    @MethodSource("keysOfKamal")
    void hasEveryKeyOfKamal(String path) {
        Section section = ConfigurationSchema.ROOT;
        for (Iterator<String> names = Stream.of(path.split("/"))
                        .filter(name -> !name.equals("*"))
                        .iterator();
                names.hasNext(); ) {
            Optional<KeySpec> key = section.key(names.next());
            assertThat(key).isPresent();
            section = names.hasNext() ? key.get().section().orElseThrow() : section;
        }
    }

    static Stream<String> keysOfKamal() {
        return Project.resource("kamal-keys.txt").lines();
    }

    @Test
    void linksOnlyToHeadingsThatExist() {
        String page = ConfigurationReference.markdown();
        String headings = Pattern.compile("(?m)^## (.*)$")
                .matcher(page)
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(java.util.Locale.ROOT)
                        .replaceAll("[^a-z0-9 _-]", "")
                        .replace(' ', '-'))
                .reduce("", (all, heading) -> all + "\n" + heading);
        Matcher links = Pattern.compile("\\(#([^)]*)\\)").matcher(page);

        while (links.find()) {
            assertThat(headings.lines()).contains(links.group(1));
        }
    }
}
