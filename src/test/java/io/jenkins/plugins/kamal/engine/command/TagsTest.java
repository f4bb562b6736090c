package io.jenkins.plugins.kamal.engine.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.config.model.SampleConfiguration;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** As in the recorded {@code hooks.log} of a setup and a deploy. */
class TagsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T17:07:21.987Z");
    private static final Version VERSION = new Version("9bc91a33387a540700babf709f45e8f66833d30d");
    private static final HookDetails DETAILS = new HookDetails(
            List.of(Host.parse("10.99.0.11"), Host.parse("10.99.0.12")), List.of(), false, "setup", null, null);

    @Test
    void environment_of_a_hook() {
        Tags tags = Tags.of(SampleConfiguration.sample(), NOW, "lab@example.com", VERSION);

        assertThat(tags.environment(DETAILS))
                .containsExactly(
                        Map.entry("KAMAL_RECORDED_AT", "2026-11-22T17:07:21Z"),
                        Map.entry("KAMAL_PERFORMER", "lab@example.com"),
                        Map.entry("KAMAL_VERSION", "9bc91a33387a540700babf709f45e8f66833d30d"),
                        Map.entry("KAMAL_SERVICE_VERSION", "myapp@9bc91a3"),
                        Map.entry("KAMAL_SERVICE", "myapp"),
                        Map.entry("KAMAL_HOSTS", "10.99.0.11,10.99.0.12"),
                        Map.entry("KAMAL_LOCK", "false"),
                        Map.entry("KAMAL_COMMAND", "setup"));
    }

    @Test
    void environment_of_a_hook_of_roles_with_a_destination_after_a_deploy() {
        Tags tags = Tags.of(SampleConfiguration.staging(), NOW, "lab@example.com", VERSION);
        HookDetails details =
                new HookDetails(List.of(Host.parse("10.99.0.12")), List.of("web", "job"), true, "app", "boot", 12L);

        assertThat(tags.environment(details))
                .containsEntry("KAMAL_DESTINATION", "staging")
                .containsEntry("KAMAL_ROLES", "web,job")
                .containsEntry("KAMAL_LOCK", "true")
                .containsEntry("KAMAL_COMMAND", "app")
                .containsEntry("KAMAL_SUBCOMMAND", "boot")
                .containsEntry("KAMAL_RUNTIME", "12");
    }

    @Test
    void a_marked_version_is_not_shortened() {
        Tags tags = Tags.of(SampleConfiguration.sample(), NOW, "x", new Version("9bc91a333_uncommitted_01"));

        assertThat(tags.environment(DETAILS)).containsEntry("KAMAL_SERVICE_VERSION", "myapp@9bc91a333_uncommitted_01");
    }

    @Test
    void without_a_version_there_is_none_in_the_environment() {
        Tags tags = Tags.of(SampleConfiguration.sample(), NOW, "x", null);

        assertThat(tags.environment(DETAILS)).doesNotContainKeys("KAMAL_VERSION", "KAMAL_SERVICE_VERSION");
    }

    @Test
    void audit_lines_name_destination_and_role_and_no_version() {
        Tags tags = Tags.of(SampleConfiguration.staging(), NOW, "lab@example.com", VERSION);

        assertThat(tags.auditPrefix("web")).isEqualTo("[2026-11-22T17:07:21Z] [lab@example.com] [staging] [web]");
    }
}
