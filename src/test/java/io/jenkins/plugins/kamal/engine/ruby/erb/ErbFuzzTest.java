package io.jenkins.plugins.kamal.engine.ruby.erb;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.secrets.dotenv.CommandSubstitution;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("fuzz")
class ErbFuzzTest {

    private static final String REAL = """
            <% require "dotenv"; Dotenv.load(".env") -%>
            <%- hosts = ENV.fetch("HOSTS") { "a,b" }.split(",").map(&:strip) -%>
            service: <%= ENV["X"] || "d#{1 + 2}" %>
            <% if ENV["KAMAL_DESTINATION"] == "staging" && !hosts.empty? %>
            <% hosts.each_with_index do |host, i| %>
              - <%= host[0..2].gsub(/[^a-z]+/, '-') + i.to_s %>
            <% end %>
            <% elsif File.exist?("x") then %><%# no %>
            <% else %>
            password: <%= %x(aws ecr).chomp %> <%= {a: [1, nil], "b" => :c}.to_json %>
            <% end %> <%= x = (hosts.any? { |h| h == "a" } ? 1 : -2) %>
            """;

    private static final List<String> PIECES = List.of(
            "<%",
            "%>", "<%=", "-%>", "\"", "'", "#{", "}", "(", ")", "[", "]", "do", "end", "if", "{ |x|", ".", "&.", "?",
            ":", "\n", "%w[", "/", "<<", "||=", "\\", "..", "!", "-", "*", "=", ",", "nil", "1", "x", "ENV");

    @TempDir
    private Path project;

    @Test
    void mutatedFilesAreRenderedOrRefused() {
        Random random = new Random(20260102);
        for (int round = 0; round < 10_000; round++) {
            String text = mutate(random);
            try {
                assertThat(render(text)).isNotNull();
            } catch (ErbException e) {
                assertThat(e.getMessage()).startsWith("f:");
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed 20260102, round " + round + ": " + text, e);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                "[",
                "{",
                "!",
                "-",
                "x.",
                "1+",
                "a ? ",
                "\"#{",
                "if x\n",
                "[1].each{",
                "%w[",
                "x=",
                "1 if ",
                "'",
                "{a: ",
                "<% ",
                "%>",
                "x &&",
                "x(",
                "unless 1\n",
                "case 1\nwhen ",
                "not ",
                "'a' ",
                "a;",
                "elsif 1\n",
                "..",
                "/"
            })
    void aLongRunOfOnePieceTakesNoLongTime(String piece) {
        String code = piece.repeat(100_000 / piece.length());
        for (String text :
                List.of("<%= " + code + " %>", "<% " + code, "<%= [1]" + code + "1 %>", "<% if 1\n" + code + "%>")) {
            Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), () -> renderOrRefuse(text));
        }
    }

    private void renderOrRefuse(String text) {
        try {
            render(text);
        } catch (ErbException e) {
            assertThat(e.file()).isEqualTo("f");
        }
    }

    private String render(String text) {
        return new ErbRenderer(
                        project,
                        Map.of("HOSTS", "a, b", "HOME", "/h"),
                        (line, environment) -> CommandSubstitution.Result.of("out"),
                        (template, environment) -> Optional.empty(),
                        yaml -> yaml)
                .render(text, "f", "staging")
                .text();
    }

    private static String mutate(Random random) {
        StringBuilder text = new StringBuilder(REAL);
        for (int change = random.nextInt(6) + 1; change > 0; change--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 1 -> text.delete(at, Math.min(text.length() - 1, at + random.nextInt(8)));
                default -> text.setCharAt(at, (char) random.nextInt(0x180));
            }
        }
        return text.toString();
    }
}
