package io.jenkins.plugins.kamal.engine.secrets.dotenv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("fuzz")
class DotenvFuzzTest {

    private static final String REAL = """
            # Grab the registry password from ENV
            KAMAL_REGISTRY_PASSWORD=$KAMAL_REGISTRY_PASSWORD
            SECRETS=$(kamal secrets fetch --adapter 1password --account me --from Vault/Item A B)
            export A="$(kamal secrets extract A ${SECRETS})"
            KEY="-----BEGIN
            two \\"lines\\"
            -----END"
            OTHER: 'single \\' $quoted' # comment
            D=${X:-${Y:-z}} \\$E $(cat config/master.key)
            """;

    private static final List<String> PIECES = List.of(
            "'", "\"", "\\", "$", "${", "}", "$(", ")", "()", "#", "\n", "\r", "=", ": ", "export ", ":-", ":?", "\0");

    @Test
    void mutatedFilesAreReadOrRefused() {
        Random random = new Random(20260101);
        for (int round = 0; round < 20_000; round++) {
            String text = mutate(random);
            try {
                assertThat(parse(text)).doesNotContainKey("");
            } catch (SecretsException e) {
                assertThat(e.getMessage()).startsWith("f:");
            } catch (Exception | StackOverflowError e) {
                throw new AssertionError("seed 20260101, round " + round + ": " + text, e);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n", "'\\", "A='\\'", "A=\"\n", "A=$(", "(", "A=${B:-", "${", "$", "\\$(", "=", "A\n", " ", "A=$(a)"
            })
    void aLongRunOfOnePieceTakesNoLongTime(String piece) {
        String text = piece.repeat(300_000 / piece.length());
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThatCode(() -> parseOrRefuse("A=" + text)).doesNotThrowAnyException());
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), () -> assertThatCode(() -> parseOrRefuse(text))
                .doesNotThrowAnyException());
    }

    private static void parseOrRefuse(String text) throws InterruptedException {
        try {
            parse(text);
        } catch (SecretsException e) {
            assertThat(e.file()).contains("f");
        }
    }

    private static Map<String, DotenvFile.Entry> parse(String text) throws InterruptedException {
        return DotenvFile.parse("f", text, Map.of("X", "x"), (line, env) -> CommandSubstitution.Result.of("out"));
    }

    private static String mutate(Random random) {
        StringBuilder text = new StringBuilder(REAL);
        for (int change = random.nextInt(6) + 1; change > 0; change--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 1 -> text.delete(at, Math.min(text.length() - 1, at + random.nextInt(8)));
                default -> text.setCharAt(at, (char) random.nextInt(0x300));
            }
        }
        return text.toString();
    }
}
