package io.jenkins.plugins.kamal.engine.host.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.config.model.SampleConfiguration;
import io.jenkins.plugins.kamal.engine.host.Host;
import java.util.List;
import org.junit.jupiter.api.Test;

class BootGroupsTest {

    private static final List<Host> HOSTS = List.of(Host.parse("a"), Host.parse("b"), Host.parse("c"));

    @Test
    void without_a_limit_all_hosts_are_one_group() {
        assertThat(BootGroups.of(SampleConfiguration.sample(), HOSTS).groups()).containsExactly(HOSTS);
    }

    @Test
    void the_last_group_may_be_smaller() {
        BootGroups groups = BootGroups.of(new SampleConfiguration().bootLimit(2).build(), HOSTS);

        assertThat(groups.groups()).containsExactly(HOSTS.subList(0, 2), HOSTS.subList(2, 3));
        assertThat(groups.allHosts()).isEqualTo(HOSTS);
    }

    @Test
    void no_hosts_are_no_group() {
        assertThat(BootGroups.of(SampleConfiguration.sample(), List.of()).groups())
                .isEmpty();
    }
}
