package io.jenkins.plugins.kamal.engine.shell.ssh.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SshConfigFilesTest {

    private static final Map<String, Keyword.Treatment> IN_THE_DOCUMENTATION = Map.of(
            "honored", Keyword.Treatment.HONORED,
            "not needed", Keyword.Treatment.NOT_NEEDED,
            "ignored with a warning", Keyword.Treatment.WARNED,
            "refused", Keyword.Treatment.REFUSED);

    @TempDir
    Path home;

    private final List<String> warnings = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        Match all                       ; true
        Match host web*                 ; true
        Match host db*,web1             ; true
        Match host *,!web1              ; false
        Match !host db*                 ; true
        Match host web1 user root       ; true
        Match host web1 user app        ; false
        Match originalhost web1         ; true
        Match host 10.0.0.1             ; false
        Match final all                 ; false
        Match canonical                 ; false
        Match exec "true"               ; false
        Match host other exec "true"    ; false
        Match localnetwork 10.0.0.0/8   ; false
        Host web? !web2                 ; true
        Host=web1                       ; true
        """)
    void appliesSectionsAsOpenSshDoes(String section, boolean applies) throws Exception {
        assertThat(read(section + "\n HostKeyAlias x # comment\n")
                        .word("hostkeyalias")
                        .isPresent())
                .isEqualTo(applies);
        assertThat(warnings)
                .hasSize(section.matches("Match (exec|localnetwork).*") ? 1 : 0)
                .allMatch(warning -> warning.contains("config:1: Match") && warning.contains("does not apply"));
    }

    @Test
    void matchesTheHostNameThatWasReadBefore() throws Exception {
        assertThat(read("HostName 10.0.0.1\nMatch host 10.0.0.1\n HostKeyAlias x\n")
                        .word("hostkeyalias"))
                .contains("x");
    }

    @Test
    void warnsOncePerLineAboutWhatItIgnores() throws Exception {
        String text = "StrictHostKeyChecking no\nSetEnv A=b\nServerAliveInterval 5\nIdentityFil x\nAddressFamily any\n"
                + "IgnoreUnknown Vendor*\nVendorThing yes\n";
        SshConfigFiles files = files(text);
        files.about("web1", "root");
        files.about("web2", "root");

        assertThat(warnings)
                .containsExactly(
                        home + "/config:1: StrictHostKeyChecking no is ignored",
                        home + "/config:2: SetEnv A=b is ignored",
                        home + "/config:4: IdentityFil x is not a known keyword and is ignored");
    }

    @Test
    void theTableInTheDocumentationIsTheOneInTheCode() throws Exception {
        Map<String, Keyword.Treatment> documented = new TreeMap<>();
        Matcher row = Pattern.compile("(?m)^\\| (`[^|]+`) \\| ([a-z ]+) \\|")
                .matcher(Files.readString(Path.of("docs/ssh.md")));
        while (row.find()) {
            for (String name : row.group(1).replace("`", "").split(", ")) {
                assertThat(documented.put(name, IN_THE_DOCUMENTATION.get(row.group(2))))
                        .as(name)
                        .isNull();
            }
        }
        Map<String, Keyword.Treatment> inTheCode = new TreeMap<>();
        Keyword.all().forEach(keyword -> inTheCode.put(keyword.name(), keyword.treatment()));

        assertThat(documented).isEqualTo(inTheCode);
    }

    private HostConfig read(String text) throws Exception {
        return files(text).about("web1", "root");
    }

    private SshConfigFiles files(String text) throws Exception {
        Path file = Files.writeString(home.resolve("config"), text);
        return new SshConfigFiles(List.of(file), home, warnings::add);
    }
}
