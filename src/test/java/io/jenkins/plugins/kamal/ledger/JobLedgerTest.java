package io.jenkins.plugins.kamal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.MissingElements;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.DriftFound;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.Proof;
import io.jenkins.plugins.kamal.engine.protocol.DriftKind;
import io.jenkins.plugins.kamal.run.deployment.Deployment;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import io.jenkins.plugins.kamal.run.deployment.Told;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is entered into the ledger, and what it says then; no Jenkins needed. */
class JobLedgerTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private JobLedger ledger = new JobLedger(new LedgerKey("shop-job", "shop", ""));

    @Test
    void theLatestBootIsWhatRuns() {
        enter(1, deploy("v1", 0, "web-1", "web-2"));
        enter(2, deploy("v2", 0, "web-2"));

        assertThat(running()).containsExactly("web-1 web v1 #1", "web-2 web v2 #2");
        assertThat(ledger.history())
                .extracting(past -> past.getBuild().getBuild())
                .containsExactly(2, 1);
    }

    @Test
    void whatAFailedDeployBootedDoesRun() {
        enter(1, deploy("v1", 0, "web-1", "web-2"));
        enter(2, deploy("v2", 1, "web-1"));

        assertThat(running()).containsExactly("web-1 web v2 #2", "web-2 web v1 #1");
    }

    @Test
    void anEndThatIsToldTwiceIsOneLine() {
        DeploymentAction told = deploy("v1", 0, "web-1");
        enter(1, told);
        enter(1, told);

        assertThat(ledger.history()).hasSize(1);
        assertThat(running()).containsExactly("web-1 web v1 #1");
    }

    @Test
    void anEndThatIsToldLateDoesNotUndoWhatCameAfterIt() {
        DeploymentAction told = deploy("v1", 0, "web-1");
        enter(1, told);
        enter(2, deploy("v2", 0, "web-1"));
        enter(1, told);

        assertThat(running()).containsExactly("web-1 web v2 #2");
        assertThat(ledger.history())
                .extracting(past -> past.getBuild().getBuild())
                .containsExactly(2, 1);
    }

    @Test
    void theHistoryIsBoundedButNotWhatRuns() {
        enter(1, deploy("v1", 0, "job-1"));
        IntStream.rangeClosed(2, JobLedger.KEPT + 5).forEach(build -> enter(build, deploy("v" + build, 0, "web-1")));

        assertThat(ledger.history()).hasSize(JobLedger.KEPT);
        assertThat(ledger.history().get(0).getBuild().getBuild()).isEqualTo(JobLedger.KEPT + 5);
        assertThat(running()).containsExactly("job-1 web v1 #1", "web-1 web v105 #105");
    }

    @ParameterizedTest
    @ValueSource(strings = {"remove", "app remove", "app stop"})
    void whatWasTakenAwayDoesNotRun(String command) {
        enter(1, deploy("v1", 0, "web-1", "web-2"));
        enter(
                2,
                Told.alone()
                        .started(command, "shop", "", "", "web-1")
                        .finished(0, "", 900)
                        .action());

        assertThat(running()).containsExactly("web-2 web v1 #1");
    }

    @Test
    void anotherRoleOfTheHostGoesOn() {
        enter(
                1,
                Told.alone()
                        .started("deploy", "shop", "", "v1", "one", "two")
                        .booted("one", "web", "v1", "", Proof.NOT_PROVEN, 100)
                        .booted("one", "job", "v1", "", Proof.NOT_PROVEN, 100)
                        .booted("two", "job", "v1", "", Proof.NOT_PROVEN, 100)
                        .finished(0, "", 900)
                        .action());
        enter(
                2,
                Told.alone()
                        .startedFor(List.of("job"), "app stop", "shop", "", "", "one")
                        .finished(0, "", 900)
                        .action());

        assertThat(running()).containsExactly("one web v1 #1", "two job v1 #1");
    }

    @Test
    void aRemovalThatFailedTakesNothingAway() {
        enter(1, deploy("v1", 0, "web-1"));
        enter(
                2,
                Told.alone()
                        .started("app remove", "shop", "", "", "web-1")
                        .finished(1, "no", 900)
                        .action());

        assertThat(running()).containsExactly("web-1 web v1 #1");
    }

    @ParameterizedTest
    @CsvSource({
        "deploy,true",
        "redeploy,true",
        "setup,true",
        "rollback,true",
        "remove,true",
        "build push,false",
        "app exec,false",
        "lock status,false"
    })
    void onlyWhatChangesWhatRunsIsHistory(String command, boolean concerns) {
        Deployment deployment = Told.alone()
                .started(command, "shop", "", "v1", "web-1")
                .finished(1, "no", 900)
                .action()
                .getDeployment();

        assertThat(JobLedger.concerns(deployment)).isEqualTo(concerns);
    }

    @Test
    void aCommandThatFailedBeforeItKnewItsServiceIsNoHistory() {
        Deployment deployment = Told.alone()
                .finished(1, "config/deploy.yml is missing", 90)
                .action()
                .getDeployment();

        assertThat(JobLedger.concerns(deployment)).isFalse();
    }

    @Test
    void eachLedgerHasAFileWhateverItsNamesAre(@TempDir Path directory) {
        List<LedgerKey> keys = List.of(
                new LedgerKey("job", "shop", ""),
                new LedgerKey("job", "shop", "staging"),
                new LedgerKey("other", "shop", "staging"),
                new LedgerKey("job", "Shop", ""),
                new LedgerKey("folder/job", "sh/op", ""),
                new LedgerKey("job", "../../shop", ""),
                new LedgerKey("job", "shöp", "ünder"));
        LedgerFiles files = new LedgerFiles(directory.toFile());
        keys.forEach(key -> files.save(new JobLedger(key)));

        Set<LedgerKey> loaded = files.load().stream().map(JobLedger::key).collect(Collectors.toSet());

        assertThat(loaded).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(directory).isDirectoryNotContaining("glob:**/*.unreadable");
    }

    @Test
    void aDamagedFileIsPutAside(@TempDir Path directory) throws Exception {
        LedgerFiles files = new LedgerFiles(directory.toFile());
        enter(1, deploy("v1", 0, "web-1"));
        files.save(ledger);
        Files.writeString(directory.resolve("broken.xml"), "<job-ledger><service>br");

        List<JobLedger> loaded = files.load();

        assertThat(loaded).singleElement().satisfies(read -> assertThat(read.roles())
                .singleElement()
                .satisfies(role -> assertThat(role.getVersion()).isEqualTo("v1")));
        assertThat(directory.resolve("broken.xml.unreadable")).hasContent("<job-ledger><service>br");
    }

    @Test
    void aFileThatAllJobsSharedIsPutAside(@TempDir Path directory) throws Exception {
        String shared = "<?xml version='1.1' encoding='UTF-8'?>\n<ledger>\n  <service>shop</service>\n</ledger>";
        Files.writeString(directory.resolve("shop.xml"), shared);

        assertThat(new LedgerFiles(directory.toFile()).load()).isEmpty();
        assertThat(directory.resolve("shop.xml.shared")).hasContent(shared);
    }

    @Test
    void thirtyHostsAndAHundredDeploysAreSmall(@TempDir Path directory) throws Exception {
        String[] hosts = IntStream.rangeClosed(1, 30)
                .mapToObj(host -> "web-" + host + ".example.com")
                .toArray(String[]::new);
        IntStream.rangeClosed(1, 100).forEach(build -> enter(build, deploy("v" + build, 1, hosts)));

        new LedgerFiles(directory.toFile()).save(ledger);

        assertThat(ledger.roles()).hasSize(30);
        assertThat(ledger.history()).hasSize(100);
        assertThat(Files.size(directory.resolve(ledger.id() + ".xml"))).isLessThan(80_000);
    }

    @Test
    void isReadWithAnyOfItsElementsMissing(@TempDir Path directory) throws Exception {
        enter(1, deploy("v1", 1, "web-1"));
        check(2, drift("web-1"));
        LedgerFiles files = new LedgerFiles(directory.toFile());
        files.save(ledger);
        Path file = directory.resolve(ledger.id() + ".xml");
        List<String> variants = MissingElements.of(Files.readString(file));
        assertThat(variants).hasSizeGreaterThan(20);
        for (String variant : variants) {
            Files.writeString(file, variant);
            assertThat(files.load()).as(variant).singleElement().satisfies(read -> {
                assertThat(read.key().toString()).doesNotContain("null");
                read.roles().forEach(role -> assertThat(role).hasNoNullFieldsOrProperties());
                read.history()
                        .forEach(past -> assertThat(past).hasNoNullFieldsOrPropertiesExcept("canary", "limitedTo"));
                read.status().ifPresent(check -> assertThat(check).hasNoNullFieldsOrProperties());
                read.with(
                        "2",
                        new BuildReference("shop-job", false, 2),
                        deploy("v2", 0, "web-1").getDeployment(),
                        Provenance.UNKNOWN,
                        NOW);
            });
        }
    }

    @Test
    void aStatusTellsHowManyHostsDiffer() {
        check(
                3,
                status("web-1", "web-2", "web-3")
                        .event(new DriftFound("web-1", "web", DriftKind.VERSION, "v1", "v0"))
                        .event(new DriftFound("web-1", "job", DriftKind.MISSING, "", ""))
                        .event(new DriftFound("web-2", "", DriftKind.LOCK, "", "alice holds the lock"))
                        .event(new DriftFound("web-3", "", DriftKind.UNREACHABLE, "", "web-3 does not answer")));

        StatusCheck check = valid().orElseThrow();
        assertThat(check.isDrifting()).isTrue();
        assertThat(check.getHostCount()).isEqualTo(3);
        assertThat(check.getDriftingHostCount())
                .as("a host that cannot be reached is no drift, nor is a note")
                .isEqualTo(1);
        assertThat(check.getUnreachableHostCount()).isEqualTo(1);
        assertThat(check.getFindings())
                .containsExactly(
                        "web-1 web: version v0 runs instead of v1",
                        "web-1 job: the role has no container",
                        "web-3: web-3 does not answer");
        assertThat(ledger.history()).as("a status is no deployment").isEmpty();
    }

    @Test
    void theAgeOfADriftIsThatOfTheStatusThatFoundItFirst() {
        check(1, status("web-1"));
        check(2, drift("web-1"));
        check(3, drift("web-1"));
        assertThat(since()).isEqualTo("#2 " + NOW.plusSeconds(2) + " drift");

        check(4, status("web-1"));
        assertThat(since()).isEqualTo("#4 " + NOW.plusSeconds(4) + " no drift");
        check(5, drift("web-1"));
        assertThat(since()).isEqualTo("#5 " + NOW.plusSeconds(5) + " drift");
    }

    @Test
    void aStatusCountsUntilTheServersAreChanged() {
        check(1, drift("web-1"));
        enter(
                2,
                Told.alone()
                        .started("deploy", "shop", "", "v2", "web-1")
                        .finished(1, "refused", 10)
                        .action());
        assertThat(valid()).as("after a deploy that touched no host").isPresent();

        enter(3, deploy("v2", 1, "web-1"));
        assertThat(valid()).as("after a deploy that failed on the way").isEmpty();

        check(4, drift("web-1"));
        assertThat(since()).startsWith("#4 ");
        enter(5, deploy("v3", 0, "web-1"));
        assertThat(valid()).as("after a deploy").isEmpty();
    }

    @Test
    void aStatusDuringADeployDoesNotCountAfterIt() {
        enter(1, deploy("v1", 0, "web-1"));
        DeploymentAction overlapping = drift("web-1")
                .event(new DeployEvent.StatusAsked("v1", true))
                .finished(0, "", 5_000)
                .action();

        ledger = ledger.withStatus(
                new BuildReference("shop-job", false, 2), overlapping.getDeployment(), null, NOW.plusSeconds(4));
        assertThat(valid()).as("asked four seconds before the deploy ended").isEmpty();

        ledger = ledger.withStatus(
                new BuildReference("shop-job", false, 2), overlapping.getDeployment(), null, NOW.plusSeconds(7));
        assertThat(valid()).as("asked after the deploy had ended").isPresent();
    }

    @Test
    void theControllerRecordsWhenAnEntryWasMade() {
        DeploymentAction told = deploy("v1", 0, "web-1");
        enter(1, told);
        enter(2, told);

        PastDeployment past = ledger.history().get(0);
        assertThat(past.enteredMillis())
                .as("the end that is reported twice")
                .isEqualTo(NOW.plusSeconds(1).toEpochMilli());
        assertThat(past.getStarted().toInstant().toEpochMilli())
                .isEqualTo(told.getDeployment().getStartedAt().toEpochMilli());
        assertThat(PastDeployment.of("old", past.getBuild(), told.getDeployment(), Provenance.UNKNOWN, Instant.EPOCH)
                        .enteredMillis())
                .as("of an earlier version of the plugin")
                .isEqualTo(past.getStarted().getTime());
    }

    @Test
    void aDeployByAnotherJobEndsTheStatusToo() {
        check(2, drift("web-1"));
        JobLedger other = new JobLedger(new LedgerKey("other-job", "shop", ""))
                .with(
                        "other",
                        new BuildReference("other-job", false, 1),
                        deploy("v2", 0, "web-1").getDeployment(),
                        Provenance.UNKNOWN,
                        NOW.plusSeconds(3));

        assertThat(Statuses.valid(ledger, List.of(ledger, other), job -> true)).isEmpty();
        assertThat(Statuses.valid(ledger, List.of(ledger, other), job -> false))
                .as("the other job may not deploy there")
                .isPresent();
        assertThat(Statuses.valid(ledger, List.of(ledger), job -> false)).isPresent();
    }

    @Test
    void theFindingsOfAStatusAreBounded(@TempDir Path directory) throws Exception {
        Told told = status("web-1");
        IntStream.range(0, 500)
                .forEach(host ->
                        told.event(new DriftFound("web-" + host, "web", DriftKind.ACCESSORY, "", "x".repeat(900))));
        check(1, told);

        StatusCheck check = valid().orElseThrow();
        assertThat(check.getDriftingHostCount()).isEqualTo(500);
        assertThat(check.getHostCount())
                .as("never fewer than those that differ")
                .isEqualTo(500);
        assertThat(check.getFindings()).hasSize(StatusCheck.MOST_FINDINGS).allMatch(line -> line.length() <= 300);
        new LedgerFiles(directory.toFile()).save(ledger);
        assertThat(Files.size(directory.resolve(ledger.id() + ".xml"))).isLessThan(10_000);
    }

    @Test
    void aStatusFollowsItsJob() {
        check(1, drift("web-1"));
        UnaryOperator<BuildReference> moved = build -> build.jobMoved("shop-job", "team/shop-job");

        StatusCheck check = ledger.ownerMoved("shop-job", "team/shop-job")
                .withBuilds(moved)
                .status()
                .orElseThrow();

        assertThat(check.getBuild().getJob()).isEqualTo("team/shop-job");
        assertThat(check.getSinceBuild().getJob()).isEqualTo("team/shop-job");
        assertThat(ledger.withBuilds(UnaryOperator.identity())).isSameAs(ledger);
    }

    @Test
    void aStatusThatDidNotAskAllServersIsNone() {
        Deployment deployment =
                drift("web-1").finished(1, "aborted", 10).action().getDeployment();

        assertThat(StatusCheck.isCheck(deployment)).isFalse();
    }

    private static Told status(String... hosts) {
        return Told.alone().started("status", "shop", "", "", hosts);
    }

    private static Told drift(String host) {
        return status(host).event(new DriftFound(host, "web", DriftKind.MISSING, "", ""));
    }

    private void check(int build, Told told) {
        Deployment deployment = told.event(new DeployEvent.StatusAsked("v1", false))
                .finished(0, "", 100)
                .action()
                .getDeployment();
        assertThat(StatusCheck.isCheck(deployment)).isTrue();
        ledger = ledger.withStatus(
                new BuildReference("shop-job", false, build), deployment, valid().orElse(null), NOW.plusSeconds(build));
    }

    private Optional<StatusCheck> valid() {
        return Statuses.valid(ledger, List.of(ledger), job -> true);
    }

    private String since() {
        StatusCheck check = valid().orElseThrow();
        return "#" + check.getSinceBuild().getBuild() + " " + check.getSince().toInstant()
                + (check.isDrifting() ? " drift" : " no drift");
    }

    private void enter(int build, DeploymentAction told) {
        ledger = ledger.with(
                told.getInvocation(),
                new BuildReference("shop-job", false, build),
                told.getDeployment(),
                Provenance.UNKNOWN,
                NOW.plusSeconds(build));
    }

    private static DeploymentAction deploy(String version, int exitStatus, String... hosts) {
        Told told = Told.alone().started("deploy", "shop", "", version, hosts);
        for (String host : hosts) {
            told.booted(host, "web", version, "", Proof.NOT_PROVEN, 100);
        }
        return told.finished(exitStatus, "", 1_000).action();
    }

    private List<String> running() {
        return ledger.roles().stream()
                .filter(role -> !role.isRemoved())
                .map(role -> role.getHost() + " " + role.getRole() + " " + role.getVersion() + " #"
                        + role.getBuild().getBuild())
                .toList();
    }
}
