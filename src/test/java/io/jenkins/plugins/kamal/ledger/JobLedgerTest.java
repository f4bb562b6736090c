package io.jenkins.plugins.kamal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.MissingElements;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.Proof;
import io.jenkins.plugins.kamal.run.deployment.Deployment;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import io.jenkins.plugins.kamal.run.deployment.Told;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
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
                read.history().forEach(past -> assertThat(past).hasNoNullFieldsOrProperties());
                read.with(
                        "2",
                        new BuildReference("shop-job", false, 2),
                        deploy("v2", 0, "web-1").getDeployment(),
                        Provenance.UNKNOWN,
                        NOW);
            });
        }
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
