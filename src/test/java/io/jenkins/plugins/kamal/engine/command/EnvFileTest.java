package io.jenkins.plugins.kamal.engine.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.config.model.Env;
import io.jenkins.plugins.kamal.engine.config.model.Env.SecretVariable;
import io.jenkins.plugins.kamal.engine.secrets.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EnvFileTest {

    private static String file(Map<String, String> secrets, SecretVariable... variables) {
        Env env = new Env(Map.of("CLEAR", "stays out"), List.of(variables));
        return EnvFile.content(env, name -> Secret.of(secrets.get(name))).reveal();
    }

    /** Values, and what Ruby 3 made of them with the rules of Kamal's {@code env_file.rb}. */
    static List<Arguments> escaped() {
        return List.of(
                Arguments.of("hello\nthere", "hello\\nthere"),
                Arguments.of("hello\\nthere", "hello\\\\nthere"),
                Arguments.of("a\\\"b", "a\\\\\"b"),
                Arguments.of("\\#", "\\#"),
                Arguments.of("\\#{x}", "\\\\#{x}"),
                Arguments.of("#é#{", "#é#{"),
                Arguments.of(
                        "\u0007\b\t\n\u000b\f\r\u001b\u007f\u0000\u001f", "\\a\\b\\t\\n\\v\\f\\r\\e\\x7F\\x00\\x1F"),
                Arguments.of("#@a\\", "#@a\\\\"),
                Arguments.of("top 'secret' $(x) `y`", "top 'secret' $(x) `y`"),
                Arguments.of("\\\\\"", "\\\\\\\\\""),
                Arguments.of("é\n#$é", "é\\n#$é"),
                Arguments.of("你好 \"欢迎\" 😃 {smile}", "你好 \"欢迎\" 😃 {smile}"));
    }

    @ParameterizedTest
    @MethodSource
    void escaped(String value, String line) {
        assertThat(file(Map.of("S", value), new SecretVariable("S", "S"))).isEqualTo("S=" + line + "\n");
    }

    @Test
    void a_line_for_each_secret_variable() {
        Map<String, String> secrets = Map.of("MAIN_PASSWORD", "one", "TOKEN", "two");

        assertThat(file(secrets, new SecretVariable("PASSWORD", "MAIN_PASSWORD"), new SecretVariable("TOKEN", "TOKEN")))
                .isEqualTo("PASSWORD=one\nTOKEN=two\n");
    }

    @Test
    void an_empty_file_has_a_line_end() {
        assertThat(file(Map.of())).isEqualTo("\n");
    }

    @Test
    void an_unknown_secret_is_not_swallowed() {
        Env env = new Env(Map.of(), List.of(new SecretVariable("A", "A")));

        assertThatThrownBy(() -> EnvFile.content(env, name -> {
                    throw new IllegalStateException("no secret " + name);
                }))
                .hasMessage("no secret A");
    }
}
