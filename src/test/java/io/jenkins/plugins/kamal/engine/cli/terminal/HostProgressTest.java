package io.jenkins.plugins.kamal.engine.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A command's events add up to one line: the phase, and how many of its hosts are done. */
class HostProgressTest {

    private final HostProgress progress = new HostProgress();

    @Test
    void isEmptyBetweenPhases() {
        assertThat(progress.text(0)).isEmpty();
        tell(new DeployEvent.PhaseStarted("Pull the image"));
        tell(new DeployEvent.PhaseFinished("Pull the image", 5));
        assertThat(progress.text(0)).isEmpty();
    }

    @Test
    void tellsThePhaseAndItsTime() {
        tell(new DeployEvent.PhaseStarted("Build and push the image"));
        assertThat(progress.text(12_500)).contains("Build and push the image, 12 s");
    }

    @Test
    void returnsToTheOuterPhase() {
        tell(new DeployEvent.PhaseStarted("Upgrade a"));
        tell(new DeployEvent.PhaseStarted("Boot the app"));
        tell(new DeployEvent.PhaseFinished("Boot the app", 5));
        assertThat(progress.text(2_000)).contains("Upgrade a, 2 s");
    }

    @Test
    void countsAHostAsDoneWhenAllItsRolesAre() {
        tell(new DeployEvent.PhaseStarted("Boot the app"));
        IntStream.range(0, 5).forEach(host -> planned("10.0.0." + host, "web"));
        planned("10.0.0.0", "job");
        booted("10.0.0.0", "web");
        assertThat(progress.text(3_000)).contains("Boot the app: 0 of 5 hosts done, 3 s");
        booted("10.0.0.0", "job");
        tell(new DeployEvent.BootFailed("10.0.0.1", "web", "not healthy"));
        assertThat(progress.text(3_000))
                .contains("Boot the app: 2 of 5 hosts done (waiting for 10.0.0.2, 10.0.0.3, 10.0.0.4), 3 s");
        planned("10.0.0.0", "web");
        assertThat(progress.text(3_000))
                .hasValueSatisfying(text -> assertThat(text).contains("2 of 5"));
    }

    @Test
    void countsTheHostsThatPull() {
        tell(new DeployEvent.PhaseStarted("Pull the image"));
        advanced("a", DeployEvent.Step.PULLING);
        advanced("b", DeployEvent.Step.PULLING);
        advanced("a", DeployEvent.Step.PULLED);
        assertThat(progress.text(0)).contains("Pull the image: 1 of 2 hosts done (waiting for b), 0 s");
    }

    private void tell(DeployEvent event) {
        progress.add(event, 0);
    }

    private void planned(String host, String role) {
        tell(new DeployEvent.RoleServed(host, role, ""));
    }

    private void advanced(String host, DeployEvent.Step step) {
        tell(new DeployEvent.HostAdvanced(host, "", step));
    }

    private void booted(String host, String role) {
        tell(new DeployEvent.ContainerBooted(
                host, role, "c", "", "v1", "image", "", "", DeployEvent.Proof.NOT_PROVEN, 5));
    }
}
