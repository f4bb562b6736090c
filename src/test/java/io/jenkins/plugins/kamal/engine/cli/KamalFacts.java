package io.jenkins.plugins.kamal.engine.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** What the help of Kamal 2.12 lists. */
record KamalFacts(List<KamalFacts.Fact> all) {

    private static final String FILE = "kamal-2.12-commands.tsv";

    /** Kamal declares a text and uses it as a switch. */
    private static final String SWITCH_IN_FACT = "--follow";

    /** A line of the facts. */
    record Fact(String command, String option, String shortForm, String type, String otherwise) {

        static Fact of(String line) {
            String[] fields = line.split("\t");
            assertThat(fields).as(line).hasSize(5);
            return new Fact(fields[0], fields[1], fields[2], fields[3], fields[4]);
        }

        boolean isCommand() {
            return option.equals("-");
        }

        boolean isSwitch() {
            return type.equals("boolean") || option.equals(SWITCH_IN_FACT);
        }

        boolean isNegatable() {
            return type.equals("boolean") && !option.startsWith("--no-") && !option.equals("--force");
        }

        String name() {
            return isCommand() ? command : command + " " + option;
        }
    }

    static KamalFacts read() {
        try (InputStream stream = KamalFacts.class.getResourceAsStream(FILE)) {
            return new KamalFacts(new String(stream.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Fact::of)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether Kamal has a command ({@code app boot}) or option ({@code app exec --reuse}); {@code --help} Thor has. */
    boolean has(String name) {
        return name.endsWith(" --help")
                || all.stream().anyMatch(fact -> fact.name().equals(name));
    }
}
