package io.jenkins.plugins.kamal.engine.deploy.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.deploy.hook.Hooks.Sees;
import io.jenkins.plugins.kamal.engine.deploy.recording.SampleSession;
import io.jenkins.plugins.kamal.engine.deploy.run.DeployException;
import io.jenkins.plugins.kamal.engine.deploy.run.Request;
import io.jenkins.plugins.kamal.engine.deploy.run.Session;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.host.selection.Filters;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HooksTest {

    private static final String HOOK = "pre-deploy";

    @TempDir
    Path directory;

    private SampleSession sample;

    @BeforeEach
    void makeSession() {
        sample = new SampleSession(directory);
    }

    private void assertRefused(String... parts) {
        Hooks hooks = new Hooks(sample.session());
        assertThat(hooks.unusable()).containsExactly(HOOK);
        assertThatThrownBy(() -> hooks.run(HOOK, Sees.SECRETS))
                .isInstanceOf(DeployException.class)
                .hasMessageContainingAll(parts)
                .hasMessageContaining(file().toString());
        sample.recording().assertNone(HOOK);
    }

    private Path file() {
        return directory.resolve(".kamal/hooks").resolve(HOOK);
    }

    @Test
    void giveAHookTheVariablesOfTheRunAndTheSecretsOfTheProject() {
        sample.hook(HOOK).filters(new Filters(List.of(), List.of("web"), false));
        Session session = sample.session();
        session.lockHeld(true);

        assertThat(new Hooks(session).run(HOOK, Sees.SECRETS)).isTrue();

        Map<String, String> environment = sample.local().environmentOf(HOOK);
        assertThat(environment)
                .containsEntry("KAMAL_VERSION", "123")
                .containsEntry("KAMAL_SERVICE_VERSION", "myapp@123")
                .containsEntry("KAMAL_PERFORMER", "deployer@example.com")
                .containsEntry("KAMAL_RECORDED_AT", "2026-03-04T05:06:07Z")
                .containsEntry("KAMAL_HOSTS", "10.99.0.11,10.99.0.12")
                .containsEntry("KAMAL_ROLES", "web")
                .containsEntry("KAMAL_COMMAND", "deploy")
                .containsEntry("KAMAL_LOCK", "true")
                .containsEntry("APP_SECRET", "app secret value")
                .doesNotContainKeys("KAMAL_SUBCOMMAND", "KAMAL_RUNTIME", "KAMAL_DESTINATION");
    }

    @Test
    void withholdTheSecretsFromAHookThatDoesNotSeeThem() {
        sample.hook("pre-app-boot");

        new Hooks(sample.session()).runFor("pre-app-boot", List.of(Host.parse("10.99.0.12")));

        assertThat(sample.local().environmentOf("pre-app-boot"))
                .containsEntry("KAMAL_HOSTS", "10.99.0.12")
                .doesNotContainKey("APP_SECRET");
    }

    @Test
    void doNothingWhereThereIsNoHook() {
        assertThat(new Hooks(sample.session()).run(HOOK, Sees.SECRETS)).isFalse();
        assertThat(sample.recording().commands()).isEmpty();
        assertThat(sample.events()).isEmpty();
    }

    @Test
    void tellThatAHookWasSkipped() {
        sample.hook(HOOK).options(Request.Options.NONE.withoutHooks());

        assertThat(new Hooks(sample.session()).run(HOOK, Sees.SECRETS)).isFalse();

        assertThat(sample.events()).hasOnlyElementsOfType(DeployEvent.Skipped.class);
        assertThat(new Hooks(sample.session()).unusable()).isEmpty();
    }

    @Test
    void failWithTheHooksExitStatus() {
        sample.hook(HOOK).recording().fail(HOOK, "no entry");

        assertThatThrownBy(() -> new Hooks(sample.session()).run(HOOK, Sees.SECRETS))
                .isInstanceOf(DeployException.class)
                .hasMessage("The hook pre-deploy failed with exit status 1: no entry");
        assertThat(sample.events()).hasOnlyElementsOfType(DeployEvent.HookFinished.class);
    }

    @Test
    void nameTheFileOfAHookThatFailsWithoutAWord() {
        sample.hook(HOOK).recording().fail(HOOK, "");

        assertThatThrownBy(() -> new Hooks(sample.session()).run(HOOK, Sees.SECRETS))
                .hasMessage("The hook pre-deploy failed with exit status 1 and printed nothing; see"
                        + " .kamal/hooks/pre-deploy");
    }

    @Test
    void refuseAHookThatIsNotExecutable() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "#!/bin/sh\n");

        assertRefused("is not executable", "git update-index --chmod=+x .kamal/hooks/pre-deploy");
    }

    @Test
    void refuseADirectory() throws IOException {
        Files.createDirectories(file());

        assertRefused("is a directory, but must be a program");
    }

    @Test
    void refuseACarriageReturnInTheFirstLine() {
        sample.hook(HOOK, "#!/bin/sh\r\nexit 0\r\n");

        assertRefused("line 1 ends with a carriage return", ".kamal/hooks/pre-deploy text eol=lf");
    }

    @Test
    void refuseAnInterpreterThatIsNotThere() {
        sample.hook(HOOK, "#! /opt/none/bin/ruby -w\nputs 1\n");

        assertRefused("its interpreter /opt/none/bin/ruby (line 1) is not on this machine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"env: 'nosuchruby'", "/usr/bin/env: \u2018nosuchruby\u2019"})
    void nameAnInterpreterThatEnvDoesNotFind(String complaint) {
        sample.hook(HOOK, "#!/usr/bin/env nosuchruby\nputs 1\n");
        sample.recording().fail(HOOK, 127, complaint + ": No such file or directory");

        assertThatThrownBy(() -> new Hooks(sample.session()).run(HOOK, Sees.SECRETS))
                .hasMessage("The hook pre-deploy failed with exit status 127: its interpreter `nosuchruby` (line 1)"
                        + " is not on the PATH of this machine; install it, or name another one");
    }

    @Test
    void takeAHookWithoutAnInterpreterLine() {
        sample.hook(HOOK, "exit 0\n");

        assertThat(new Hooks(sample.session()).run(HOOK, Sees.SECRETS)).isTrue();
    }
}
