package io.jenkins.plugins.kamal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.Proof;
import io.jenkins.plugins.kamal.run.Deployment;
import io.jenkins.plugins.kamal.run.DeploymentAction;
import io.jenkins.plugins.kamal.run.Told;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is entered into the ledger, and what it says then; no Jenkins needed. */
class LedgerPageTest {

    private final LedgerPage page = new LedgerPage(new LedgerKey("shop", ""));

    @Test
    void theLatestBootIsWhatRuns() {
        enter(1, deploy("v1", 0, "web-1", "web-2"));
        enter(2, deploy("v2", 0, "web-2"));

        assertThat(running()).containsExactly("web-1 web v1 #1", "web-2 web v2 #2");
        assertThat(page.history())
                .extracting(past -> past.getOrigin().getBuild())
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

        assertThat(page.history()).hasSize(1);
        assertThat(running()).containsExactly("web-1 web v1 #1");
    }

    @Test
    void anEndThatIsToldLateDoesNotUndoWhatCameAfterIt() {
        DeploymentAction told = deploy("v1", 0, "web-1");
        enter(1, told);
        enter(2, deploy("v2", 0, "web-1"));
        enter(1, told);

        assertThat(running()).containsExactly("web-1 web v2 #2");
        assertThat(page.history())
                .extracting(past -> past.getOrigin().getBuild())
                .containsExactly(2, 1);
    }

    @Test
    void theHistoryIsBoundedButNotWhatRuns() {
        enter(1, deploy("v1", 0, "job-1"));
        IntStream.rangeClosed(2, LedgerPage.KEPT + 5).forEach(build -> enter(build, deploy("v" + build, 0, "web-1")));

        assertThat(page.history()).hasSize(LedgerPage.KEPT);
        assertThat(page.history().get(0).getOrigin().getBuild()).isEqualTo(LedgerPage.KEPT + 5);
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

        assertThat(LedgerPage.concerns(deployment)).isEqualTo(concerns);
    }

    @Test
    void aCommandThatFailedBeforeItKnewItsServiceIsNoHistory() {
        Deployment deployment = Told.alone()
                .finished(1, "config/deploy.yml is missing", 90)
                .action()
                .getDeployment();

        assertThat(LedgerPage.concerns(deployment)).isFalse();
    }

    @Test
    void keysHaveFilesOfTheirOwn(@TempDir Path directory) {
        List<LedgerKey> keys = List.of(
                new LedgerKey("shop", ""),
                new LedgerKey("shop", "staging"),
                new LedgerKey("shop@staging", ""),
                new LedgerKey("Shop", ""),
                new LedgerKey("sh/op", ""),
                new LedgerKey("../../shop", ""),
                new LedgerKey("shöp", "ünder"));
        LedgerFiles files = new LedgerFiles(directory.toFile());
        keys.forEach(key -> files.save(new LedgerPage(key)));

        Set<LedgerKey> loaded = files.load().stream().map(LedgerPage::key).collect(Collectors.toSet());

        assertThat(loaded).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(directory).isDirectoryContaining("glob:**/*.xml");
        assertThat(keys)
                .extracting(key -> key.fileName().toLowerCase(Locale.ROOT))
                .doesNotHaveDuplicates();
    }

    @Test
    void aDamagedFileIsPutAside(@TempDir Path directory) throws Exception {
        LedgerFiles files = new LedgerFiles(directory.toFile());
        enter(1, deploy("v1", 0, "web-1"));
        files.save(page);
        Files.writeString(directory.resolve("broken.xml"), "<ledger><service>br");

        List<LedgerPage> loaded = files.load();

        assertThat(loaded).singleElement().satisfies(read -> assertThat(read.places())
                .singleElement()
                .satisfies(
                        place -> assertThat(place.getContainer().getVersion()).isEqualTo("v1")));
        assertThat(directory.resolve("broken.xml.unreadable")).hasContent("<ledger><service>br");
    }

    private void enter(int build, DeploymentAction told) {
        page.enter(told.getInvocation(), new Origin("shop", false, build), told.getDeployment());
    }

    private static DeploymentAction deploy(String version, int exitStatus, String... hosts) {
        Told told = Told.alone().started("deploy", "shop", "", version, hosts);
        for (String host : hosts) {
            told.booted(host, "web", version, "", Proof.NOT_PROVEN, 100);
        }
        return told.finished(exitStatus, "", 1_000).action();
    }

    private List<String> running() {
        return page.places().stream()
                .map(place -> place.getContainer().getHost() + " "
                        + place.getContainer().getRole() + " "
                        + place.getContainer().getVersion() + " #"
                        + place.getOrigin().getBuild())
                .toList();
    }
}
