package io.jenkins.plugins.kamal.engine.command.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.config.model.SampleConfiguration;
import io.jenkins.plugins.kamal.engine.version.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstancesTest {

    private static final Configuration CONFIGURATION = SampleConfiguration.sample();
    private static final Role WEB = CONFIGURATION.role("web").orElseThrow();

    @ParameterizedTest
    @CsvSource({
        "abc,abc,1",
        "abc_instance_3,abc,3",
        "abc_replaced_0123456789abcdef_instance_12,abc_replaced_0123456789abcdef,12",
        "abc_instance_,abc_instance_,1",
        "abc_instance_x,abc_instance_x,1",
        "_instance_2,_instance_2,1",
        "abc_instance_12345678901,abc_instance_12345678901,1"
    })
    void readsVersionAndNumberFromAName(String printed, String version, int number) {
        ContainerName name = ContainerName.of(CONFIGURATION, WEB, printed);

        assertThat(ContainerName.versionOf(printed)).isEqualTo(version);
        assertThat(name.number()).isEqualTo(number);
        assertThat(name.first()).hasToString("myapp-web-" + version);
    }

    /** The servers' shell, which cuts the number off, has no regular expressions. */
    @ParameterizedTest
    @ValueSource(strings = {"abc_instance_2", "abc_instance_2x", "abc_instance_2_rc", "abc_instance_12345678901"})
    void aVersionCannotBeTakenForAnother(String version) {
        assertThatThrownBy(() -> new Version(version)).hasMessageContaining("_instance_");
    }

    @Test
    void renamesTheContainersOfAVersionAlike() {
        Instances replaced =
                Instances.of(ContainerName.of(CONFIGURATION, WEB, "abc"), 2).replaced("0123456789abcdef");

        assertThat(replaced.names())
                .hasToString(
                        "[myapp-web-abc_replaced_0123456789abcdef, myapp-web-abc_replaced_0123456789abcdef_instance_2]");
        assertThat(replaced.version()).isEqualTo("abc_replaced_0123456789abcdef");
    }

    @Test
    void startsTheContainerWithKamalsNameLast() {
        assertThat(Instances.of(ContainerName.of(CONFIGURATION, WEB, "abc"), 3).inOrderOfStart())
                .hasToString("[myapp-web-abc_instance_3, myapp-web-abc_instance_2, myapp-web-abc]");
    }

    @Test
    void readsTheContainersOfTheVersionThatServes() {
        assertThat(Instances.serving(CONFIGURATION, WEB, "\n")).isEmpty();
        assertThat(Instances.serving(CONFIGURATION, WEB, "abc\n"))
                .hasValueSatisfying(one -> assertThat(one.names()).hasToString("[myapp-web-abc]"));
        assertThat(Instances.serving(CONFIGURATION, WEB, "abc\nabc\nxyz_instance_2\nabc_instance_2\nxyz\n"))
                .hasValueSatisfying(
                        two -> assertThat(two.names()).hasToString("[myapp-web-abc, myapp-web-abc_instance_2]"));
        assertThat(Instances.serving(CONFIGURATION, WEB, "abc_instance_2\nabc_instance_3\nabc_instance_2\n"))
                .as("the first one does not run")
                .hasValueSatisfying(two -> {
                    assertThat(two.names()).hasToString("[myapp-web-abc_instance_2, myapp-web-abc_instance_3]");
                    assertThat(two.version()).isEqualTo("abc");
                });
    }
}
