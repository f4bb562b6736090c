package io.jenkins.plugins.kamal.engine.deploy.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StopRequestTest {

    private final StopRequest stop = new StopRequest();

    @Test
    void staysOnceItIsAsked() {
        assertThatCode(() -> stop.check("anywhere")).doesNotThrowAnyException();

        stop.ask();
        stop.ask();

        assertThat(stop.isAsked()).isTrue();
        assertThat(stop.asked()).isCompleted();
        assertThatThrownBy(() -> stop.check("before the build"))
                .isInstanceOfSatisfying(
                        StoppedException.class, e -> assertThat(e.exitStatus()).isEqualTo(130))
                .hasMessageStartingWith("Stopped before the build");
    }

    @Test
    void interruptsTheWorkThatIsUnderWay() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        new Thread(() -> {
                    try {
                        stop.interruptibly("a nap", () -> {
                            begun.countDown();
                            Thread.sleep(600_000);
                            return null;
                        });
                        end.complete(null);
                    } catch (StoppedException e) {
                        end.complete(Thread.currentThread().isInterrupted() ? null : e);
                    }
                })
                .start();
        begun.await();

        stop.ask();

        assertThat(end.get(30, TimeUnit.SECONDS)).hasMessageStartingWith("Stopped during a nap");
    }

    @Test
    void doesNotBeginWorkThatIsNoLongerWanted() {
        stop.ask();

        assertThatThrownBy(() -> stop.interruptibly("a nap", () -> {
                    throw new AssertionError("it began");
                }))
                .isInstanceOf(StoppedException.class)
                .hasMessageStartingWith("Stopped before a nap");
    }

    @Test
    void leavesTheThreadAloneAfterTheWork() {
        assertThat(stop.<String>interruptibly("work", () -> {
                    stop.ask();
                    return "done";
                }))
                .isEqualTo("done");

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
