package io.jenkins.plugins.kamal.engine.host.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.config.model.Accessory;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.config.model.SampleAccessory;
import io.jenkins.plugins.kamal.engine.config.model.SampleConfiguration;
import io.jenkins.plugins.kamal.engine.config.model.SampleProxy;
import io.jenkins.plugins.kamal.engine.config.model.SampleRole;
import io.jenkins.plugins.kamal.engine.host.Host;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetsTest {

    /** Workers stand first in the file and share a host with the primary role. */
    private static final Configuration FLEET = new SampleConfiguration()
            .roles(
                    new SampleRole("workers").hosts("w1", "w2", "shared").build(),
                    new SampleRole("web")
                            .hosts("shared", "w3")
                            .proxy(new SampleProxy())
                            .build())
            .accessories(new SampleAccessory("db").hosts("db1", "w1").build())
            .build();

    private static Targets targets(List<String> hosts, List<String> roles, boolean primaryOnly) {
        return Targets.of(FLEET, new Filters(hosts, roles, primaryOnly));
    }

    private static List<String> names(List<Role> roles) {
        return roles.stream().map(Role::name).toList();
    }

    @Test
    void hosts_of_the_primary_role_come_first() {
        assertThat(Targets.of(FLEET, Filters.NONE).hosts())
                .map(Host::toString)
                .containsExactly("shared", "w3", "w1", "w2", "db1");
    }

    @Test
    void app_hosts_are_without_accessories() {
        assertThat(Targets.of(FLEET, Filters.NONE).appHosts())
                .map(Host::toString)
                .containsExactly("shared", "w3", "w1", "w2");
    }

    @Test
    void proxy_hosts_are_those_of_roles_behind_the_proxy() {
        assertThat(Targets.of(FLEET, Filters.NONE).proxyHosts())
                .map(Host::toString)
                .containsExactly("shared", "w3");
    }

    @Test
    void an_accessory_behind_the_proxy_has_proxy_hosts_too() {
        Accessory monitor = new SampleAccessory("monitor")
                .hosts("m1")
                .proxy(new SampleProxy())
                .build();
        Configuration configuration =
                new SampleConfiguration().accessories(monitor).build();

        assertThat(Targets.of(configuration, Filters.NONE).proxyHosts())
                .map(Host::toString)
                .containsExactly("10.99.0.11", "10.99.0.12", "m1");
    }

    @Test
    void accessory_hosts() {
        Targets targets = Targets.of(FLEET, Filters.NONE);

        assertThat(targets.accessoryHosts()).map(Host::toString).containsExactly("db1", "w1");
        assertThat(targets.hostsOf(FLEET.accessories().get(0)))
                .map(Host::toString)
                .containsExactly("db1", "w1");
    }

    @Test
    void the_primary_role_comes_first_in_roles_and_on_each_host() {
        Targets targets = Targets.of(FLEET, Filters.NONE);

        assertThat(names(targets.roles())).containsExactly("web", "workers");
        assertThat(names(targets.rolesOn(Host.parse("shared")))).containsExactly("web", "workers");
        assertThat(names(targets.rolesOn(Host.parse("w1")))).containsExactly("workers");
    }

    @Test
    void the_primary_host_is_the_first_of_the_primary_role() {
        Targets targets = Targets.of(FLEET, Filters.NONE);

        assertThat(targets.primaryHost()).hasToString("shared");
        assertThat(targets.primaryRole().map(Role::name)).contains("web");
        assertThat(targets.isPrimary(FLEET.role("web").orElseThrow())).isTrue();
        assertThat(targets.isPrimary(FLEET.role("workers").orElseThrow())).isFalse();
    }

    @Test
    void another_primary_role_can_be_named() {
        Configuration configuration =
                new SampleConfiguration().primaryRole("job").build();

        assertThat(Targets.of(configuration, Filters.NONE).hosts())
                .map(Host::toString)
                .containsExactly("10.99.0.13", "10.99.0.11", "10.99.0.12", "10.99.0.14");
    }

    @Test
    void patterns_select_hosts_and_with_them_roles() {
        Targets targets = targets(List.of("w[12]"), List.of(), false);

        assertThat(targets.hosts()).map(Host::toString).containsExactly("w1", "w2");
        assertThat(names(targets.roles())).containsExactly("workers");
        assertThat(targets.primaryHost()).hasToString("w1");
        assertThat(targets.primaryRole().map(Role::name)).contains("workers");
        assertThat(targets.accessoryHosts()).map(Host::toString).containsExactly("w1");
    }

    @Test
    void patterns_select_roles_and_with_them_hosts() {
        Targets targets = targets(List.of(), List.of("work*"), false);

        assertThat(targets.hosts()).map(Host::toString).containsExactly("w1", "w2", "shared");
        assertThat(targets.proxyHosts()).map(Host::toString).containsExactly("shared");
        assertThat(targets.primaryHost()).hasToString("w1");
    }

    @Test
    void a_pattern_may_match_nothing_as_long_as_another_does() {
        assertThat(targets(List.of("nosuch", "db*"), List.of(), false).hosts())
                .map(Host::toString)
                .containsExactly("db1");
    }

    @Test
    void primary_only_is_the_first_host_of_the_primary_role() {
        assertThat(targets(List.of("w1"), List.of(), true).hosts())
                .map(Host::toString)
                .containsExactly("shared");
    }

    @Test
    void primary_only_of_a_role_is_its_first_host() {
        assertThat(targets(List.of(), List.of("workers"), true).hosts())
                .map(Host::toString)
                .containsExactly("w1");
    }

    @Test
    void hosts_that_match_nothing_are_refused_by_name() {
        assertThatThrownBy(() -> targets(List.of("*miss", "x"), List.of(), false))
                .isInstanceOf(UnknownTargetException.class)
                .hasMessage("No --hosts match for *miss,x: the configuration has w1, w2, shared, w3, db1."
                        + " Correct --hosts or the configuration.");
    }

    @Test
    void roles_that_match_nothing_are_refused_by_name() {
        assertThatThrownBy(() -> targets(List.of(), List.of("*miss"), false))
                .isInstanceOf(UnknownTargetException.class)
                .hasMessageContaining("No --roles match for *miss")
                .hasMessageContaining("workers, web");
    }

    @Test
    void with_accessories_only_the_first_of_their_hosts_is_primary() {
        Configuration configuration = new SampleConfiguration().roles().build();
        Targets targets = Targets.of(configuration, Filters.NONE);

        assertThat(targets.primaryHost()).hasToString("10.99.0.14");
        assertThat(targets.primaryRole()).isEmpty();
    }
}
