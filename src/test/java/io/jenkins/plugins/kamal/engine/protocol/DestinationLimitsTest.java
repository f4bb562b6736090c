package io.jenkins.plugins.kamal.engine.protocol;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.failure.EngineException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationLimitsTest {

    private static final List<String> DEPLOY = List.of("deploy");

    @Test
    void allowsTheDestinationAndTheServiceThatJenkinsDecidedAbout() {
        DestinationLimits production = new DestinationLimits("production", "shop", null);

        assertThatCode(() -> production.require("production", "shop", DEPLOY)).doesNotThrowAnyException();
        assertThatThrownBy(() -> production.require("production", "blog", DEPLOY))
                .isInstanceOf(EngineException.class)
                .hasMessageContainingAll("blog", "shop");
        assertThatThrownBy(() -> production.require("staging", "shop", DEPLOY))
                .isInstanceOf(EngineException.class)
                .hasMessageContainingAll("staging", "production");
        assertThatThrownBy(() -> production.require(null, "shop", DEPLOY)).hasMessageContaining("no destination");
        assertThatThrownBy(() -> new DestinationLimits(null, null, null).require("production", "shop", DEPLOY))
                .hasMessageContainingAll("the destination production", "no destination");
    }

    @Test
    void allowsEveryServiceWhereTheDecisionHoldsForAll() {
        DestinationLimits staging = new DestinationLimits("staging", null, null);

        assertThatCode(() -> staging.require("staging", "anything", DEPLOY)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deploy",
                "rollback",
                "app exec",
                "app boot",
                "app stale_containers",
                "build deliver",
                "build pull",
                "hook pre-deploy",
                "lock release",
                "registry login",
                "server exec",
                "build",
                "app",
                "-d production",
                "audit-something"
            })
    void refusesWhatChangesServersDuringAFreeze(String command) {
        assertThatThrownBy(() -> frozen().require(null, "shop", List.of(command.split(" "))))
                .isInstanceOf(EngineException.class)
                .hasMessage("frozen until Monday");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app logs",
                "app details",
                "audit",
                "build push",
                "plan",
                "status",
                "details",
                "lock status",
                "config"
            })
    void allowsWhatOnlyReadsDuringAFreeze(String command) {
        assertThatCode(() -> frozen().require(null, "shop", List.of(command.split(" "))))
                .doesNotThrowAnyException();
    }

    private static DestinationLimits frozen() {
        return new DestinationLimits(null, null, "frozen until Monday");
    }
}
