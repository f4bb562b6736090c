package io.jenkins.plugins.kamal.engine.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.failure.EngineException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CredentialScopeTest {

    private static CredentialScope scope(CredentialScope.Rule... rules) {
        return new CredentialScope("login", List.of(rules));
    }

    @Test
    void allowsEverythingWithoutARule() {
        assertThat(scope().hasRules()).isFalse();
        assertThatCode(() -> scope().require("anywhere", 1, "key")).doesNotThrowAnyException();
    }

    @Test
    void matchesWholeNamesWithWildcardsAndWithoutCase() {
        CredentialScope scope = scope(
                new CredentialScope.Rule(List.of("*.Example.com", "10.0.0.?"), List.of("old.example.com"), false));
        assertThat(scope.allows("registry.example.com", 443)).isTrue();
        assertThat(scope.allows("10.0.0.7", 22)).isTrue();
        assertThat(scope.allows("10.0.0.70", 22)).isFalse();
        assertThat(scope.allows("OLD.example.com", 443)).isFalse();
        assertThat(scope.allows("registry.example.com.evil.net", 443)).isFalse();
        assertThat(scope.allows("registryXexample.com", 443)).isFalse();
    }

    @Test
    void comparesThePortWhereThePatternsHaveOne() {
        CredentialScope scope = scope(new CredentialScope.Rule(List.of("registry.example.com:5000"), List.of(), true));
        assertThat(scope.allows("registry.example.com", 5000)).isTrue();
        assertThat(scope.allows("registry.example.com", 5001)).isFalse();
    }

    @Test
    void needsEveryRule() {
        CredentialScope scope = scope(
                new CredentialScope.Rule(List.of("*.example.com"), List.of(), false),
                new CredentialScope.Rule(List.of(), List.of("*:80"), true));
        assertThat(scope.allows("a.example.com", 443)).isTrue();
        assertThat(scope.allows("a.example.com", 80)).isFalse();
        assertThat(scope.allows("a.example.net", 443)).isFalse();
    }

    @Test
    void saysWhatWasNamedAndWhatIsAllowed() {
        CredentialScope scope =
                scope(new CredentialScope.Rule(List.of("*.example.com"), List.of("old.example.com"), false));
        assertThatThrownBy(() -> scope.require("evil.net", 443, "registry/server"))
                .isInstanceOf(EngineException.class)
                .hasMessageContainingAll(
                        "'login'", "evil.net:443", "registry/server", "*.example.com, not old.example.com");
    }
}
