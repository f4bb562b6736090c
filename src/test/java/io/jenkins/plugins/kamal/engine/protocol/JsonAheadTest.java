package io.jenkins.plugins.kamal.engine.protocol;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class JsonAheadTest {

    /** A failure on the other thread would only cost time, and nobody would notice. */
    @Test
    void readsAHandoverAndWritesAnEvent() {
        assertThatCode(JsonAhead::tryOnce).doesNotThrowAnyException();
    }
}
