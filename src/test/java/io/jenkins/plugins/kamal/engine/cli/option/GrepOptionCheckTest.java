package io.jenkins.plugins.kamal.engine.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

/** Whoever may read a log may not read other files of the server with the {@code grep} that filters the log. */
class GrepOptionCheckTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-v",
                "-iv",
                "-C 2",
                "-C2",
                "-inA3",
                "-5",
                "-m 1 -o",
                "--context=2",
                "--context 2 --ignore-case",
                "--color",
                "--color=always",
                "--label=log -H",
                "--binary-files=text",
                "-E --line-buffered",
                "'-w'",
                "-P -I",
            })
    void filtersTheLog(String options) {
        assertThat(GrepOptionCheck.parse(options).words()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-f /etc/shadow",
                "-f/etc/shadow",
                "-vf /etc/shadow",
                "-if/etc/shadow",
                "'-f' /etc/shadow",
                "--file=/etc/shadow",
                "--file /etc/shadow",
                "--fil=/etc/shadow",
                "--f=/etc/shadow",
                "-e root",
                "-eroot",
                "-ve root",
                "--regexp=root",
                "--reg root",
                "-r",
                "-R",
                "-vr",
                "--recursive",
                "--recur",
                "--dereference-recursive",
                "-d recurse",
                "-drecurse",
                "--directories=recurse",
                "-D read",
                "--devices=read",
                "--include=*.key",
                "--exclude=x",
                "--exclude-dir=x",
                "--exclude-from=/etc/shadow",
                "/etc/shadow",
                "-v /etc/shadow",
                "-C /etc/shadow",
                "-C 2 /etc/shadow",
                "-C 2f /etc/shadow",
                "--context /etc/shadow",
                "--color /etc/shadow",
                "--label x",
                "-- /etc/shadow",
                "-",
                "-C",
                "--max-count",
                "-i ''",
                "-X",
                "--ignore-case=/etc/shadow",
            })
    void readsNothingElse(String options) {
        assertThatThrownBy(() -> GrepOptionCheck.parse(options))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("is not among the options that only filter the log")
                .hasMessageContaining("--grep");
    }

    @Test
    void splitsAsAShellDoes() {
        assertThat(GrepOptionCheck.parse("--label='the log' -C \"2\"").words())
                .isEqualTo(List.of("--label=the log", "-C", "2"));
    }
}
