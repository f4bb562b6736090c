package io.jenkins.plugins.kamal.engine.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.failure.EngineException;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrantTest {

    private static Grant grant(Grant.Rule... rules) {
        return new Grant("login", List.of(rules));
    }

    @Test
    void allowsEverythingWithoutARule() {
        assertThat(grant().hasRules()).isFalse();
        assertThatCode(() -> grant().require("anywhere", 1, "key")).doesNotThrowAnyException();
    }

    @Test
    void matchesWholeNamesWithWildcardsAndWithoutCase() {
        Grant grant = grant(new Grant.Rule(List.of("*.Example.com", "10.0.0.?"), List.of("old.example.com"), false));
        assertThat(grant.allows("registry.example.com", 443)).isTrue();
        assertThat(grant.allows("10.0.0.7", 22)).isTrue();
        assertThat(grant.allows("10.0.0.70", 22)).isFalse();
        assertThat(grant.allows("OLD.example.com", 443)).isFalse();
        assertThat(grant.allows("registry.example.com.evil.net", 443)).isFalse();
        assertThat(grant.allows("registryXexample.com", 443)).isFalse();
    }

    @Test
    void comparesThePortWhereThePatternsHaveOne() {
        Grant grant = grant(new Grant.Rule(List.of("registry.example.com:5000"), List.of(), true));
        assertThat(grant.allows("registry.example.com", 5000)).isTrue();
        assertThat(grant.allows("registry.example.com", 5001)).isFalse();
    }

    @Test
    void needsEveryRule() {
        Grant grant = grant(
                new Grant.Rule(List.of("*.example.com"), List.of(), false),
                new Grant.Rule(List.of(), List.of("*:80"), true));
        assertThat(grant.allows("a.example.com", 443)).isTrue();
        assertThat(grant.allows("a.example.com", 80)).isFalse();
        assertThat(grant.allows("a.example.net", 443)).isFalse();
    }

    @Test
    void saysWhatWasNamedAndWhatIsAllowed() {
        Grant grant = grant(new Grant.Rule(List.of("*.example.com"), List.of("old.example.com"), false));
        assertThatThrownBy(() -> grant.require("evil.net", 443, "registry/server"))
                .isInstanceOf(EngineException.class)
                .hasMessageContainingAll(
                        "'login'", "evil.net:443", "registry/server", "*.example.com, not old.example.com");
    }
}
