package io.jenkins.plugins.kamal.task.lock;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.Run;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.run.deployment.Told;
import java.lang.reflect.Field;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** When a build that holds a lock counts as ended: not before its engine can no longer be at work. */
@WithJenkins
class LockOwnerTest {

    @Test
    void endsWithTheReportOfItsEnginesOrAfterTheTimeThatTheyNeed(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild reported = build(jenkins, "reported");
        Told.in(reported).started("deploy", "shop", "", "v2", "web-1").finished(1, "no", 10);
        assertThat(state(jenkins, reported, Duration.ZERO)).isEqualTo(LockOwner.State.ENDED);

        FreeStyleBuild slow = build(jenkins, "slow");
        Told.in(slow).event(started(600)).action().lost("the directory is gone");
        assertThat(owner(jenkins, slow, Duration.ofSeconds(659)).state()).isEqualTo(LockOwner.State.ENDING);
        assertThat(owner(jenkins, slow, Duration.ofSeconds(659)).text()).contains("660 seconds after the end");
        assertThat(state(jenkins, slow, Duration.ofSeconds(660))).isEqualTo(LockOwner.State.ENDED);

        FreeStyleBuild quick = build(jenkins, "quick");
        Told.in(quick).event(started(30));
        assertThat(state(jenkins, quick, Duration.ofSeconds(179))).isEqualTo(LockOwner.State.ENDING);
        assertThat(state(jenkins, quick, Duration.ofSeconds(180))).isEqualTo(LockOwner.State.ENDED);

        FreeStyleBuild silent = build(jenkins, "silent");
        Told.in(silent);
        assertThat(state(jenkins, silent, Duration.ofSeconds(3659))).isEqualTo(LockOwner.State.ENDING);
        assertThat(state(jenkins, silent, Duration.ofSeconds(3660))).isEqualTo(LockOwner.State.ENDED);

        FreeStyleBuild two = build(jenkins, "two");
        Told.in(two).started("deploy", "shop", "", "v2", "web-1").finished(0, "", 10);
        Told.in(two).event(started(600));
        assertThat(state(jenkins, two, Duration.ofSeconds(659))).isEqualTo(LockOwner.State.ENDING);
    }

    /** As after a crash of the controller. */
    @Test
    void neverEndsWhereTheTimeOfTheEndIsNotRecorded(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild crashed = build(jenkins, "crashed");
        lastFor(crashed, Duration.ZERO);
        Told told = Told.in(crashed).event(started(90));

        LockOwner owner = owner(jenkins, crashed, Duration.ofDays(2));
        assertThat(owner.state()).isEqualTo(LockOwner.State.UNTIMED);
        assertThat(owner.text()).contains("does not know when");

        told.finished(1, "no", 10);
        assertThat(state(jenkins, crashed, Duration.ZERO)).isEqualTo(LockOwner.State.ENDED);
    }

    private static DeployEvent started(long stopSeconds) {
        return new DeployEvent.CommandStarted(
                "deploy", "shop", "", "v2", List.of("web-1"), List.of("web-1"), List.of("web"), stopSeconds);
    }

    private static FreeStyleBuild build(JenkinsRule jenkins, String name) throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject(name));
        lastFor(build, Duration.ofSeconds(1));
        return build;
    }

    private static void lastFor(Run<?, ?> build, Duration length) throws ReflectiveOperationException {
        Field duration = Run.class.getDeclaredField("duration");
        duration.setAccessible(true);
        duration.setLong(build, length.toMillis());
    }

    private static LockOwner.State state(JenkinsRule jenkins, Run<?, ?> build, Duration sinceItsEnd) throws Exception {
        return owner(jenkins, build, sinceItsEnd).state();
    }

    private static LockOwner owner(JenkinsRule jenkins, Run<?, ?> build, Duration sinceItsEnd) throws Exception {
        String details = "Locked by: alice, " + jenkins.getURL() + build.getUrl()
                + " at 2026-11-28T12:00:00Z\nVersion: v2\nMessage: Automatic deploy lock";
        Instant end = Instant.ofEpochMilli(build.getStartTimeInMillis() + build.getDuration());
        return LockOwner.of(details, end.plus(sinceItsEnd));
    }
}
