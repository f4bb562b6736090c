package io.jenkins.plugins.kamal.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.protocol.CredentialScope;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllowedServersTest {

    @Test
    void aListThatNamesNothingAllowsNoServer() {
        CredentialScope scope = CredentialDomain.scope(List.of("*", " , "));

        assertThat(scope).isNotNull();
        assertThat(scope.allows("10.0.0.1", 22)).isFalse();
    }

    @Test
    void aBlankListAllowsEveryServer() {
        assertThat(CredentialDomain.scope(List.of(" "))).isNull();
    }
}
