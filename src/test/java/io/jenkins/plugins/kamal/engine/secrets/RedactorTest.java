package io.jenkins.plugins.kamal.engine.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RedactorTest {

    private final Redactor redactor = new Redactor();

    @Test
    void takesOutEverySecretWhereverItStands() {
        redactor.addAll(List.of(Secret.of("hunter2"), Secret.of("correct horse")));

        assertThat(redactor.redact("a=hunter2&b=hunter2 correct horse battery"))
                .isEqualTo("a=[REDACTED]&b=[REDACTED] [REDACTED] battery");
    }

    @Test
    void takesOutTheLongerOneFirst() {
        redactor.add(Secret.of("secret"));
        redactor.add(Secret.of("secret-of-mine"));

        assertThat(redactor.redact("secret-of-mine")).isEqualTo("[REDACTED]");
    }

    @Test
    void takesOutASecretOfSeveralLinesLineByLineToo() {
        redactor.add(Secret.of("-----BEGIN PRIVATE KEY-----\nMIIabc\nMIIdef\n-----END PRIVATE KEY-----\n"));

        assertThat(redactor.redact("line MIIdef")).isEqualTo("line [REDACTED]");
        assertThat(redactor.redact("-----BEGIN PRIVATE KEY-----")).isEqualTo("-----BEGIN PRIVATE KEY-----");
    }

    @Test
    void takesOutTheSecretInBase64() {
        redactor.add(Secret.of("user:pass"));

        assertThat(redactor.redact("Authorization: Basic dXNlcjpwYXNz")).isEqualTo("Authorization: Basic [REDACTED]");
    }

    @Test
    void takesOutWhatAShellMakesOfQuotes() {
        redactor.add(Secret.of("it's mine"));

        assertThat(redactor.redact("+ echo 'it'\\''s mine'")).isEqualTo("+ echo '[REDACTED]'");
    }

    @Test
    void takesOutTheSecretAsAnAddressHasIt() {
        redactor.add(Secret.of("p@ss/word"));

        assertThat(redactor.redact("postgres://app:p%40ss%2Fword@db")).isEqualTo("postgres://app:[REDACTED]@db");
    }

    @Test
    void takesOutTheSecretWithoutTheSpaceAroundIt() {
        redactor.add(Secret.of("hunter2\n"));

        assertThat(redactor.redact("is hunter2.")).isEqualTo("is [REDACTED].");
    }

    @Test
    void leavesWhatIsTooShortToHideAnything() {
        redactor.addAll(List.of(Secret.of(""), Secret.of("1"), Secret.of("no")));

        assertThat(redactor.redact(List.of("1 no", ""))).containsExactly("1 no", "");
    }

    /** Random secrets in every encoding, alone, behind a user's name and inside of other text. */
    @ParameterizedTest
    @MethodSource
    void noEncodingOfASecretIsLeft(long seed) {
        Random random = new Random(seed);
        String secret = secret(random);
        Redactor one = new Redactor();
        one.add(Secret.of(secret));
        encodings(secret).forEach((name, encoded) -> {
            for (String around : List.of("", "x", "{\"auth\":\"", "a b")) {
                String text = around + " " + encoded + " " + around;

                assertThat(one.redact(text)).as("%s of %s", name, secret).isEqualTo(around + " [REDACTED] " + around);
            }
        });
        for (String user : List.of("u", "us", "usr", "acme", "robot$acme+ci")) {
            for (String end : List.of("", "\n", "x")) {
                byte[] login = (user + ":" + secret + end).getBytes(StandardCharsets.UTF_8);
                for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
                    String encoded = encoder.encodeToString(login);
                    String known =
                            encoder.withoutPadding().encodeToString((user + ":").getBytes(StandardCharsets.UTF_8));
                    String redacted = one.redact(encoded);

                    assertThat(redacted)
                            .as("%s:%s", user, secret)
                            .startsWith(known.substring(0, known.length() - 2))
                            .contains("[REDACTED]");
                    assertThat(redacted.replace("[REDACTED]", "").length()).isLessThanOrEqualTo(known.length() + 4);
                }
            }
        }
    }

    static LongStream noEncodingOfASecretIsLeft() {
        return LongStream.range(0, 300);
    }

    private static String secret(Random random) {
        String alphabet = "abcXYZ019 -_.!~*'()\"\\$`&<>/+=?#@:;%\u00e9\u4e16";
        StringBuilder secret = new StringBuilder("s");
        for (int length = 6 + random.nextInt(60); length > 0; length--) {
            secret.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return secret.append('t').toString();
    }

    private static Map<String, String> encodings(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        byte[] line = (secret + "\n").getBytes(StandardCharsets.UTF_8);
        String form = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        Map<String, String> all = new LinkedHashMap<>();
        all.put("plain", secret);
        all.put("single quotes", secret.replace("'", "'\\''"));
        all.put("JSON", new String(JsonStringEncoder.getInstance().quoteAsString(secret)));
        all.put(
                "JSON of Go",
                new String(JsonStringEncoder.getInstance().quoteAsString(secret))
                        .replace("&", "\\u0026")
                        .replace("<", "\\u003c")
                        .replace(">", "\\u003e"));
        all.put("XML", secret.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
        all.put("form", form);
        all.put("address", form.replace("+", "%20"));
        all.put("address in lower case", Pattern.compile("%..").matcher(form).replaceAll(code -> code.group()
                .toLowerCase(Locale.ROOT)));
        all.put("hex", HexFormat.of().formatHex(bytes));
        all.put("hex in upper case", HexFormat.of().withUpperCase().formatHex(bytes));
        for (byte[] content : List.of(bytes, line)) {
            String what = content == line ? " of a line" : "";
            all.put("Base64" + what, Base64.getEncoder().encodeToString(content));
            all.put(
                    "unpadded Base64" + what,
                    Base64.getEncoder().withoutPadding().encodeToString(content));
            all.put("Base64 for addresses" + what, Base64.getUrlEncoder().encodeToString(content));
            all.put(
                    "unpadded Base64 for addresses" + what,
                    Base64.getUrlEncoder().withoutPadding().encodeToString(content));
        }
        return all;
    }

    @Test
    void everyLineOfWrappedBase64IsRemoved() {
        String secret = "0123456789abcdef".repeat(20);
        redactor.add(Secret.of(secret));
        String wrapped =
                Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(secret.getBytes(StandardCharsets.UTF_8));

        assertThat(wrapped.lines().map(redactor::redact)).allMatch("[REDACTED]"::equals);
    }

    @Test
    void everyLineOfASecretIsRemovedInEveryEncodingOfText() {
        redactor.add(Secret.of("first\nsec\"ond line\nthird"));

        assertThat(redactor.redact("sec\"ond line")).isEqualTo("[REDACTED]");
        assertThat(redactor.redact("{\"l\": \"sec\\\"ond line\"}")).isEqualTo("{\"l\": \"[REDACTED]\"}");
        assertThat(redactor.redact("?l=sec%22ond+line")).isEqualTo("?l=[REDACTED]");
    }

    @Test
    void aSecretInsideOfTheReplacementDoesNotSpoilIt() {
        redactor.addAll(List.of(Secret.of("RED"), Secret.of("hunter2"), Secret.of("ter2x")));

        assertThat(redactor.redact("hunter2x hunter2")).isEqualTo("[REDACTED] [REDACTED]");
    }

    @Test
    void aSecretPrintsAsNothing() {
        Secret secret = Secret.of("hunter2");

        assertThat(secret)
                .hasToString("[REDACTED]")
                .isEqualTo(Secret.of("hunter2"))
                .isNotEqualTo(Secret.of("x"));
        assertThat(secret).hasSameHashCodeAs(Secret.of("hunter2"));
        assertThat(secret.reveal()).isEqualTo("hunter2");
        assertThat(Secret.of(" \n").isBlank()).isTrue();
        assertThatNullPointerException().isThrownBy(() -> Secret.of(null));
    }
}
