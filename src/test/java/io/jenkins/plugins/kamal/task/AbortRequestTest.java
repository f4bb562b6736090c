package io.jenkins.plugins.kamal.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class AbortRequestTest {

    private final AbortRequest stop = new AbortRequest();

    @Test
    void aStopThatCameBeforeTheWorkBeginsEndsIt() {
        AtomicBoolean begun = new AtomicBoolean();
        stop.ask(new IllegalStateException("aborted"));
        assertThatThrownBy(() -> stop.interrupting(() -> {
                    begun.set(true);
                    return null;
                }))
                .isInstanceOf(InterruptedException.class);
        assertThat(begun).isFalse();
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void aStopInterruptsTheWork() {
        assertThatThrownBy(() -> stop.interrupting(() -> {
                    stop.ask(new IllegalStateException("aborted"));
                    new CountDownLatch(1).await();
                    return null;
                }))
                .isInstanceOf(InterruptedException.class);
    }
}
