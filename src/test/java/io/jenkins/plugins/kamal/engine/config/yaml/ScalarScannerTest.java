package io.jenkins.plugins.kamal.engine.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.config.fault.SourceLocation;
import io.jenkins.plugins.kamal.engine.config.yaml.ScalarNode.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected values are what Ruby's {@code YAML.load(x).class} and {@code .to_s} gave for each scalar. */
class ScalarScannerTest {

    @ParameterizedTest
    @CsvSource(delimiterString = " | ", textBlock = """
            yes | BOOLEAN | true
            Off | BOOLEAN | false
            y | STRING | y
            NULL | NULL | ''
            ~ | NULL | ''
            nope | STRING | nope
            0x1F | INTEGER | 31
            0b101 | INTEGER | 5
            010 | INTEGER | 8
            -017 | INTEGER | -15
            08 | STRING | 08
            0o17 | STRING | 0o17
            1_000 | INTEGER | 1000
            1,000 | INTEGER | 1000
            +12 | INTEGER | 12
            40_000_000 | INTEGER | 40000000
            99999999999999999999 | INTEGER | 99999999999999999999
            22:22 | INTEGER | 80520
            1:30 | INTEGER | 5400
            -1:30 | INTEGER | -1800
            1:30:15 | INTEGER | 5415
            1:30.5 | FLOAT | 5430.0
            6379:6379 | STRING | 6379:6379
            80:80 | STRING | 80:80
            1.5 | FLOAT | 1.5
            1.10 | FLOAT | 1.1
            3. | FLOAT | 3.0
            .5 | FLOAT | 0.5
            . | STRING | .
            1e3 | STRING | 1e3
            1.0e+3 | FLOAT | 1000.0
            1.0e+16 | FLOAT | 1.0e+16
            1.5e-7 | FLOAT | 1.5e-07
            .inf | FLOAT | Infinity
            -.INF | FLOAT | -Infinity
            .nan | FLOAT | NaN
            1.2.3 | STRING | 1.2.3
            10.0.0.1 | STRING | 10.0.0.1
            2024-01-05 | DATE | 2024-01-05
            2024-1-5 | DATE | 2024-01-05
            2024-02-30 | STRING | 2024-02-30
            2024-01-05 10:00:00 | TIME | 2024-01-05 10:00:00
            2024-01-05T25:00:00Z | STRING | 2024-01-05T25:00:00Z
            :verbose | SYMBOL | verbose
            :"a b" | SYMBOL | a b
            :: | SYMBOL | :
            <<x | STRING | <<x
            - | STRING | -
            """)
    void readsWhatPsychReads(String plain, Kind kind, String text) {
        ScalarNode scalar = new ScalarScanner(new SourceLocation("f", 1)).scan(plain);

        assertThat(scalar.kind()).isEqualTo(kind);
        assertThat(scalar.text()).isEqualTo(text);
    }
}
