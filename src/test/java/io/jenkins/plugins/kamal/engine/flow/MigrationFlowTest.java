package io.jenkins.plugins.kamal.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.deploy.run.StoppedException;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.lab.docker.ImageBehaviour;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerReply;
import io.jenkins.plugins.kamal.engine.protocol.ChangeKind;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A migration runs once before the first boot, and a deploy whose migration fails boots nothing. */
class MigrationFlowTest extends FlowTest {

    private static final String MIGRATE = "bin/rails db:migrate";

    private String old;
    private String fresh;
    private Path invocation;

    @BeforeEach
    void deployOnce() {
        old = lab.head();
        lab.succeed("deploy");
        fresh = lab.change("2");
        lab.forget();
        invocation = lab.invocation("second");
        answer(0, "== CreateUsers: migrated\n", "");
    }

    private void answer(int exitStatus, String out, String err) {
        for (int number = 1; number <= 4; number++) {
            lab.server(number)
                    .docker()
                    .announce(List.of("bin/rails", "db:migrate"), new DockerReply(exitStatus, out, err));
        }
    }

    private DeployLab.Result deploy(String command, String... more) {
        List<String> words =
                new ArrayList<>(List.of(command, "--invocation", invocation.toString(), "--migrate", MIGRATE));
        words.addAll(List.of(more));
        return lab.kamal(words.toArray(String[]::new));
    }

    private List<String> migrations(int number) {
        return lab.server(number).dockerLines().stream()
                .filter(line -> line.contains(MIGRATE))
                .toList();
    }

    private void assertOldServes() {
        assertThat(lab.running(1)).containsExactly("myapp-web-" + old);
        assertThat(lab.running(2)).containsExactly("myapp-web-" + old);
        assertThat(lab.running(3)).containsExactly("myapp-job-" + old);
        assertThat(lab.isLocked()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"deploy", "redeploy"})
    void runsOnceOnThePrimaryHostInTheNewImageBeforeTheFirstBoot(String command) {
        DeployLab.Result result = deploy(command);

        assertThat(result.exitStatus()).as(result.err()).isZero();
        assertThat(migrations(1)).singleElement().satisfies(line -> assertThat(line)
                .startsWith("docker run --rm --name myapp-web-exec-" + fresh + "-")
                .contains(
                        "--network kamal",
                        "--env GREETING=",
                        "--env-file .kamal/apps/myapp/env/roles/web.env",
                        DeployLab.IMAGE + ":" + fresh + " " + MIGRATE));
        assertThat(migrations(2)).isEmpty();
        assertThat(migrations(3)).isEmpty();
        assertThat(lab.server(1).dockerLines().stream()
                        .filter(line -> line.startsWith("docker pull ")
                                || line.startsWith("docker run --rm")
                                || line.startsWith("docker run --detach --restart")))
                .extracting(line -> line.split(" ")[1] + " " + line.split(" ")[2])
                .containsExactly("pull " + DeployLab.IMAGE + ":" + fresh, "run --rm", "run --detach");
        assertThat(lab.served(1)).isEqualTo("myapp-web-" + fresh);
        assertThat(result.out()).contains("==> Run the migration", "[10.0.0.1]   == CreateUsers: migrated");
        assertThat(DeployLab.events(invocation, DeployEvent.MigrationFinished.class))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.host()).isEqualTo("10.0.0.1");
                    assertThat(event.role()).isEqualTo("web");
                    assertThat(event.command()).isEqualTo(MIGRATE);
                    assertThat(event.exitStatus()).isZero();
                    assertThat(event.output()).isEqualTo("== CreateUsers: migrated");
                });
        assertThat(lab.server(1).docker().states().keySet()).noneMatch(name -> name.contains("-exec-"));
    }

    @Test
    void bootsNothingIfTheMigrationFailsAndShowsItsOutputWithoutSecrets() throws Exception {
        answer(3, "== CreateUsers: migrating\n", "PG::Error for " + DeployLab.APP_SECRET + "\n");

        DeployLab.Result result = deploy("deploy");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err())
                .contains(
                        "The migration failed on 10.0.0.1 with exit status 3, so nothing was booted",
                        "The command: " + MIGRATE,
                        "  == CreateUsers: migrating\n  PG::Error for ")
                .doesNotContain(DeployLab.APP_SECRET);
        assertOldServes();
        assertThat(lab.hookNames()).doesNotContain("pre-app-boot", "post-deploy");
        assertThat(DeployLab.events(invocation, DeployEvent.CommandFinished.class))
                .singleElement()
                .extracting(DeployEvent.CommandFinished::topic)
                .isEqualTo(Topic.MIGRATION);
        assertThat(DeployLab.events(invocation, DeployEvent.MigrationFinished.class))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.exitStatus()).isEqualTo(3);
                    assertThat(event.output()).contains("CreateUsers: migrating", "PG::Error for");
                });
        assertThat(DeployLab.events(invocation, DeployEvent.ContainerBooted.class))
                .isEmpty();
        assertThat(Files.readString(invocation.resolve("events.jsonl"))).doesNotContain(DeployLab.APP_SECRET);
    }

    @Test
    void theNextDeployWorksAfterAMigrationThatFailed() {
        answer(3, "", "no\n");
        deploy("deploy");
        answer(0, "", "");
        invocation = lab.invocation("third");

        assertThat(deploy("deploy").exitStatus()).isZero();
        assertThat(lab.served(2)).isEqualTo("myapp-web-" + fresh);
    }

    @Test
    void saysThatARollbackDoesNotTakeTheMigrationBack() {
        lab.server(2).docker().behave("myapp-web", ImageBehaviour.UNHEALTHY);

        DeployLab.Result result = deploy("deploy", "--on-failure", "rollback");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("The migration ran before the boot and is not taken back");
        assertThat(lab.served(1)).isEqualTo("myapp-web-" + old);
        assertThat(lab.served(2)).isEqualTo("myapp-web-" + old);
    }

    @Test
    void runsBeforeTheCanaryAndNotAgainInThePromotion() {
        assertThat(deploy("deploy", "--canary-hosts", "1", "--canary-watch", "0", "--canary-pause")
                        .exitStatus())
                .isZero();
        assertThat(migrations(1)).hasSize(1);
        lab.forget();

        lab.succeed("promote");

        assertThat(migrations(1)).isEmpty();
        assertThat(lab.served(2)).isEqualTo("myapp-web-" + fresh);
    }

    @Test
    void outputThatNobodyCanRedactIsDiscarded() throws Exception {
        DeployLab.Result result = deploy("deploy", "--skip-secrets-upload");

        assertThat(result.exitStatus()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("The output is not shown, because it may contain secrets")
                .doesNotContain("CreateUsers");
        assertThat(Files.readString(invocation.resolve("commands"))).doesNotContain("CreateUsers");
    }

    /** Attack: the output of every command of the text may contain secrets, not only that of the last one. */
    @ParameterizedTest
    @ValueSource(strings = {MIGRATE + " || true", MIGRATE + " # then the rest", MIGRATE + "; true", MIGRATE + "\ntrue"})
    void theOutputOfAllCommandsIsDiscarded(String command) throws Exception {
        DeployLab.Result result = lab.kamal(
                "deploy", "--invocation", invocation.toString(), "--skip-secrets-upload", "--migrate", command);

        assertThat(result.exitStatus()).as(result.err()).isZero();
        assertThat(migrations(1)).hasSize(1);
        assertThat(result.out()).doesNotContain("CreateUsers");
        assertThat(Files.readString(invocation.resolve("commands"))).doesNotContain("CreateUsers");
        assertThat(DeployLab.events(invocation, DeployEvent.MigrationFinished.class))
                .noneMatch(event -> event.output().contains("CreateUsers"));
    }

    /** Attack: another job that may push moves the tag, so that its program would get the database. */
    @Test
    void runsInNoOtherImageThanTheOneThatWasPushed() {
        String pushed = "sha256:" + "1".repeat(64);
        lab.succeed("build", "push", "--version", fresh);
        lab.forget();

        DeployLab.Result result = deploy(
                "deploy", "--skip-push", "--version", fresh, "--pushed", DeployLab.IMAGE + ":" + fresh + "@" + pushed);

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("points to another image than the one that was pushed");
        assertThat(migrations(1)).isEmpty();
        assertThat(lab.server(1).dockerLines()).noneMatch(line -> line.startsWith("docker run"));
        assertOldServes();
    }

    @Test
    void aStopEndsTheMigrationAndBootsNothing() throws Exception {
        lab.server(1).faults().holdNextDocker(when(() -> stops() > 0), "run", "--rm");

        DeployLab.Result result = stopDuringTheMigration();

        assertThat(result.exitStatus()).isEqualTo(StoppedException.EXIT_STATUS);
        assertThat(result.err()).contains("Stopped during the migration on 10.0.0.1");
        assertOldServes();
    }

    /** Docker does not know a container by its name until it has created it. */
    @Test
    void aStopIsRepeatedUntilThereIsAContainerToStop() throws Exception {
        lab.server(1).faults().holdNextDocker(when(() -> stops() > 1), "run", "--rm");

        DeployLab.Result result = stopDuringTheMigration();

        assertThat(result.exitStatus()).isEqualTo(StoppedException.EXIT_STATUS);
        assertThat(result.err()).contains("Stopped during the migration on 10.0.0.1. Its container was stopped");
        assertOldServes();
    }

    @Test
    void saysThatAMigrationMayRunThatCannotBeStopped() throws Exception {
        CompletableFuture<Void> end = new CompletableFuture<>();
        lab.server(1).faults().holdNextDocker(end, "run", "--rm");

        DeployLab.Result result = stopDuringTheMigration();
        end.complete(null);

        assertThat(result.exitStatus()).isEqualTo(StoppedException.EXIT_STATUS);
        assertThat(result.err())
                .contains("its container did not end", "Whether the migration runs or has run on 10.0.0.1 is not known")
                .doesNotContain("was stopped");
        assertThat(lab.isLocked()).isFalse();
    }

    @Test
    void saysThatAMigrationMayRunIfTheConnectionIsLostDuringTheStop() throws Exception {
        CompletableFuture<Void> later = new CompletableFuture<>();
        lab.server(1).faults().holdNextDocker(later, "run", "--rm");
        lab.server(1).faults().holdNextDocker(later, "stop");

        CompletableFuture<DeployLab.Result> running = beginToStopDuringTheMigration();
        await("the container is stopped", () -> stops() > 0);
        lab.server(1).dropConnections();
        DeployLab.Result result = running.get();
        later.complete(null);

        assertThat(result.exitStatus()).isEqualTo(StoppedException.EXIT_STATUS);
        assertThat(result.err()).contains("Whether the migration runs or has run on 10.0.0.1 is not known");
        assertOldServes();
    }

    private long stops() {
        return lab.server(1).dockerLines().stream()
                .filter(line -> line.startsWith("docker stop -t 30 myapp-web-exec-"))
                .count();
    }

    private DeployLab.Result stopDuringTheMigration() throws Exception {
        return beginToStopDuringTheMigration().get();
    }

    private CompletableFuture<DeployLab.Result> beginToStopDuringTheMigration() throws Exception {
        CompletableFuture<DeployLab.Result> running =
                begin("deploy", "--invocation", invocation.toString(), "--migrate", MIGRATE);
        await("the migration runs", () -> !migrations(1).isEmpty());
        askToStop(invocation);
        return running;
    }

    @Test
    void refusesAMigrationWithoutARoleBeforeAnythingIsBuilt() {
        DeployLab.Result result = deploy("deploy", "--hosts", "10.0.0.4");

        assertThat(result.exitStatus()).isEqualTo(1);
        assertThat(result.err()).contains("The migration cannot run, because no role of the app is among");
        assertThat(lab.docker.lines()).noneMatch(line -> line.contains(fresh));
    }

    @Test
    void refusesABlankMigration() {
        DeployLab.Result result = lab.kamal("deploy", "--migrate=");

        assertThat(result.exitStatus()).isNotZero();
        assertThat(result.err()).contains("--migrate");
        assertThat(lab.docker.lines()).noneMatch(line -> line.contains(fresh));
    }

    @Test
    void thePlanListsTheMigrationOnceAndItsFingerprintDependsOnIt() {
        DeployLab.Result plan = lab.kamal("plan", "--invocation", invocation.toString(), "--migrate", MIGRATE);

        assertThat(plan.exitStatus()).as(plan.err()).isZero();
        assertThat(plan.out()).contains("web: migration `" + MIGRATE + "` runs once, before the first boot");
        assertThat(DeployLab.events(invocation, DeployEvent.ChangePlanned.class).stream()
                        .filter(change -> change.kind() == ChangeKind.MIGRATION))
                .extracting(DeployEvent.ChangePlanned::host)
                .containsExactly("10.0.0.1");
        String fingerprint =
                DeployLab.events(invocation, DeployEvent.PlanMade.class).get(0).fingerprint();

        DeployLab.Result without = lab.kamal("deploy", "--expect", fingerprint);

        assertThat(without.exitStatus()).isEqualTo(1);
        assertThat(without.err()).contains("Since the plan was made, something has changed on 10.0.0.1");
        assertThat(lab.kamal("deploy", "--expect", fingerprint, "--migrate", MIGRATE)
                        .exitStatus())
                .isZero();
    }
}
