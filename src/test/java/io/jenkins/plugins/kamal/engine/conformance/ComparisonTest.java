package io.jenkins.plugins.kamal.engine.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.lab.embedded.CommandTrace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A comparison that finds nothing proves nothing: here is what it finds. */
class ComparisonTest {

    private static final CommandTrace.Call LOCK = call("web1", 0, "mkdir", ".kamal/lock-myapp");
    private static final CommandTrace.Call PULL = call("web1", 0, "docker", "pull", "r/app:1");
    private static final CommandTrace.Call RUN =
            call("web1", 0, "docker", "run", "--detach", "--name", "myapp-web-1", "r/app:1");
    private static final CommandTrace.Call SERVE = call(
            "web1",
            0,
            "docker",
            "exec",
            "kamal-proxy",
            "kamal-proxy",
            "deploy",
            "myapp-web",
            "--target=0123456789ab:80");
    private static final CommandTrace.Call STOP_OLD = call("web1", 0, "docker", "stop", "fedcba987654");
    private static final CommandTrace.Call JOB =
            call("job1", 0, "docker", "run", "--detach", "--name", "myapp-job-1", "r/app:1");
    private static final CommandTrace.Call TAG = call("web1", 0, "docker", "tag", "r/app:1", "r/app:latest");
    private static final CommandTrace.Call UNLOCK = call("web1", 0, "rm", "-r", ".kamal/lock-myapp");
    private static final List<CommandTrace.Call> KAMAL = List.of(LOCK, PULL, RUN, SERVE, STOP_OLD, JOB, TAG, UNLOCK);

    private static CommandTrace.Call call(String machine, int status, String... words) {
        return new CommandTrace.Call(machine, List.of(words), status, "");
    }

    private static List<String> differences(List<CommandTrace.Call> ours) {
        Comparison comparison = new Comparison();
        comparison.actions(Actions.of(KAMAL), Actions.of(ours));
        return comparison.differences();
    }

    private static List<String> differences(CommandTrace.Call... ours) {
        return differences(List.of(ours));
    }

    @Test
    void nothing_in_the_same() {
        assertThat(differences(KAMAL)).isEmpty();
    }

    @Test
    void nothing_in_other_ids_more_looks_repetitions_and_independent_work_elsewhere() {
        CommandTrace.Call otherId = call(
                "web1",
                0,
                "docker",
                "exec",
                "kamal-proxy",
                "kamal-proxy",
                "deploy",
                "myapp-web",
                "--target=aaaaaaaaaaaa:80");
        CommandTrace.Call look = call("web1", 0, "docker", "ps", "--all");
        CommandTrace.Call inVain = call("web1", 1, "docker", "network", "create", "kamal");

        assertThat(differences(LOCK, look, PULL, PULL, inVain, RUN, otherId, JOB, STOP_OLD, TAG, UNLOCK))
                .isEmpty();
    }

    @Test
    void what_is_missing_and_what_is_too_much() {
        CommandTrace.Call prune = call("web1", 0, "docker", "image", "prune", "--force");

        assertThat(differences(LOCK, PULL, RUN, SERVE, JOB, TAG, prune, UNLOCK))
                .containsExactlyInAnyOrder(
                        "action only Kamal: web1: docker stop ID",
                        "action only ours: web1: docker image prune --force");
    }

    @Test
    void what_failed() {
        CommandTrace.Call failed = call("web1", 1, PULL.words().toArray(String[]::new));

        assertThat(differences(LOCK, failed, RUN, SERVE, STOP_OLD, JOB, TAG, UNLOCK))
                .contains("action only ours: web1: docker pull r/app:1 (failed)");
    }

    @Test
    void an_old_container_that_stops_before_the_new_one_serves() {
        assertThat(differences(LOCK, PULL, RUN, STOP_OLD, SERVE, JOB, TAG, UNLOCK))
                .singleElement()
                .asString()
                .startsWith("order: web1: docker stop ID BEFORE web1: docker exec kamal-proxy");
    }

    @Test
    void a_container_that_starts_before_its_image_is_pulled() {
        assertThat(differences(LOCK, RUN, PULL, SERVE, STOP_OLD, JOB, TAG, UNLOCK))
                .contains("order: not pull before boot")
                .anyMatch(line -> line.startsWith("order: web1: docker run") && line.endsWith("docker pull r/app:1"));
    }

    @Test
    void a_job_that_does_not_wait_for_the_first_web_container() {
        assertThat(differences(LOCK, PULL, RUN, JOB, SERVE, STOP_OLD, TAG, UNLOCK))
                .containsExactly("order: a job boots before the first web container serves");
    }

    @Test
    void work_after_the_lock_was_given_back() {
        assertThat(differences(LOCK, PULL, RUN, SERVE, STOP_OLD, JOB, UNLOCK, TAG))
                .containsExactly("order: outside the lock web1: docker tag r/app:1 r/app:latest");
    }

    @Test
    void hooks_that_run_otherwise_or_are_told_otherwise() {
        Comparison comparison = new Comparison();
        List<HookRun> kamal = List.of(
                HookRun.of("pre-deploy", List.of("KAMAL_LOCK=true", "KAMAL_RECORDED_AT=*")),
                HookRun.of("post-deploy", List.of()));
        List<HookRun> ours = new ArrayList<>(List.of(
                HookRun.of("pre-deploy", List.of("KAMAL_LOCK=false", "KAMAL_RECORDED_AT=2026-11-22T17:07:21Z"))));

        comparison.hooks(kamal, ours);

        assertThat(comparison.differences())
                .containsExactlyInAnyOrder(
                        "hooks: Kamal [pre-deploy, post-deploy], ours [pre-deploy]",
                        "hook pre-deploy only Kamal: KAMAL_LOCK=true",
                        "hook pre-deploy only ours: KAMAL_LOCK=false");
    }

    @Test
    void another_exit_status_also_where_Kamal_never_ended() {
        Comparison comparison = new Comparison();

        comparison.exit(Optional.of(1), 1);
        comparison.exit(Optional.of(0), 1);
        comparison.exit(Optional.empty(), 1);

        assertThat(comparison.differences()).containsExactly("exit: Kamal 0, ours 1", "exit: Kamal never, ours 1");
    }
}
