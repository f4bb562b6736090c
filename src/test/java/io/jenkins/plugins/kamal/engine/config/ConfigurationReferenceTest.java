package io.jenkins.plugins.kamal.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

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
