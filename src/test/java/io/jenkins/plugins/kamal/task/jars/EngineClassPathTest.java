package io.jenkins.plugins.kamal.task.jars;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.ShippedClassPath;
import org.junit.jupiter.api.Test;

/** What tests start the engine with must be what the plugin ships. */
class EngineClassPathTest {

    @Test
    void hasTheSamePartsAsTheClassPathOfTests() throws Exception {
        assertThat(EngineClassPath.parts()).isEqualTo(ShippedClassPath.parts());
    }
}
