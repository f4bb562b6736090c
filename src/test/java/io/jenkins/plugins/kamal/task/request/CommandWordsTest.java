package io.jenkins.plugins.kamal.task.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandWordsTest {

    private static CommandWords words(String command) {
        return new CommandWords(List.of(command.split(" ")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"deploy --invocation /tmp/x", "--invocation=/tmp/x app stop", "app logs --invocation="})
    void theOptionOfThePluginIsRefused(String command) {
        assertThatThrownBy(() -> words(command).requireNoInvocation())
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("--invocation");
    }

    @ParameterizedTest
    @ValueSource(strings = {"deploy", "app exec -- tool --invocation x", "app exec invocation"})
    void otherWordsAreNot(String command) {
        assertThatCode(() -> words(command).requireNoInvocation()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deploy --lock-wait",
                "deploy --lock-wait-timeout=30",
                "deploy --lock_wait_interval 5",
                "deploy --no-lock-wait"
            })
    void knowsTheOptionsAboutTheLock(String command) {
        assertThat(words(command).mentionLockWait()).isTrue();
    }

    @Test
    void anotherProgramsOptionsDoNotCount() {
        assertThat(words("deploy --skip-hooks").mentionLockWait()).isFalse();
        assertThat(words("app exec -- tool --lock-wait").mentionLockWait()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"rollback v1 --hosts=a,b", "promote -h a", "promote -vr web", "promote --primary", "promote -p"})
    void knowsTheOptionsThatLimitACommand(String command) {
        assertThat(words(command).mayLimitHosts()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rollback v1", "promote -v -d staging", "app exec -- tool -h a"})
    void otherOptionsDoNotLimit(String command) {
        assertThat(words(command).mayLimitHosts()).isFalse();
    }
}
