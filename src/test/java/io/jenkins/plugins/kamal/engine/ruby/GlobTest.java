package io.jenkins.plugins.kamal.engine.ruby;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Ruby 3's {@code File.fnmatch(pattern, text, File::FNM_EXTGLOB)} answered. */
class GlobTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "1.1.1.* 1.1.1.3 true",
                "1.1.1.* 1x1.1.3 false",
                "* .hidden false",
                "?x .x false",
                "[.]x .x false",
                "w{eb,ork*} worker true",
                "{a,b{c,d}} bd true",
                "a{,b} a true",
                "{a {a false",
                "[!a]b ab false",
                "[^a]b cb true",
                "[a-c]1 b1 true",
                "[a-c]1 d1 false",
                "[a-] - true",
                "[a&&b] & true",
                "[\\]] ] true",
                "[]a] ] false",
                "[ab [ab false",
                "[] [] false",
                "a\\* a* true",
                "a\\* ab false",
                "\\ \\ false",
                "** a.b true",
                "a*.c a.b.c true",
                "A* abc false",
                "a.c abc false"
            })
    void matches_as_ruby_does(String pattern, String text, boolean expected) {
        assertThat(new Glob(pattern).matches(text)).isEqualTo(expected);
    }
}
