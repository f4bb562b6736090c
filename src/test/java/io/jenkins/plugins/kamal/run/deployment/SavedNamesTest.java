package io.jenkins.plugins.kamal.run.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Run;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.Proof;
import io.jenkins.plugins.kamal.run.version.KamalVersionAction;
import io.jenkins.plugins.kamal.run.version.RecordedVersion;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Builds that were saved under former class names are read completely. */
class SavedNamesTest {

    private static final Pattern ROOM = Pattern.compile("io\\.jenkins\\.plugins\\.kamal\\.run\\.\\w+\\.(?=[A-Z])");

    @BeforeAll
    static void register() {
        SavedNames.register();
    }

    /** All classes of the plugin that a build saves were in the package {@code run} itself. */
    @Test
    void readsWhatWasSavedBeforeThePackageWasSplit() {
        KamalVersionAction versions = (KamalVersionAction) Run.XSTREAM2.fromXML("<" + KamalVersionAction.class.getName()
                + "><versions class=\"java.util.concurrent.CopyOnWriteArrayList\"><" + RecordedVersion.class.getName()
                + "><source>shop</source><version>v2</version></" + RecordedVersion.class.getName() + "></versions></"
                + KamalVersionAction.class.getName() + ">");
        assertThat(versions.getVersions()).hasSize(1);

        assertReadUnderFormerNames(deployment(), 6);
        assertReadUnderFormerNames(versions, 2);
        assertReadUnderFormerNames(new RollbackCause("shop", "", "v1", null), 1);
    }

    private static DeploymentAction deployment() {
        return Told.alone()
                .started("deploy", "shop", "production", "v2", "web-1")
                .event(new DeployEvent.RoleServed("web-2", "web", "v1"))
                .hook("pre-deploy", 0, 10)
                .booted("web-1", "web", "v2", "", Proof.NOT_PROVEN, 10)
                .event(new DeployEvent.BootFailed("web-2", "web", "no"))
                .finished(1, "no", 10)
                .action();
    }

    private static void assertReadUnderFormerNames(Object value, int classes) {
        String saved = Run.XSTREAM2.toXML(value);
        Matcher former = ROOM.matcher(saved);
        String renamed = former.replaceAll("io.jenkins.plugins.kamal.run.");

        assertThat(ROOM.matcher(saved).results().count()).as(saved).isGreaterThanOrEqualTo(classes);
        assertThat(Run.XSTREAM2.toXML(Run.XSTREAM2.fromXML(renamed))).isEqualTo(saved);
    }

    @Test
    void readsTheFirstNameOfAContainer() {
        String saved = "<io.jenkins.plugins.kamal.run.DeploymentAction><invocation>1</invocation><deployment>"
                + "<command>deploy</command><status>SUCCEEDED</status>"
                + "<containers class=\"java.util.concurrent.CopyOnWriteArrayList\">"
                + "<io.jenkins.plugins.kamal.run.RunningContainer><host>web-1</host><role>web</role>"
                + "<version>v1</version></io.jenkins.plugins.kamal.run.RunningContainer></containers>"
                + "</deployment></io.jenkins.plugins.kamal.run.DeploymentAction>";

        DeploymentAction read = (DeploymentAction) Run.XSTREAM2.fromXML(saved);

        List<BootedContainer> containers = read.getDeployment().getContainers();
        assertThat(containers).singleElement().satisfies(container -> {
            assertThat(container.getHost()).isEqualTo("web-1");
            assertThat(container.getProof()).isEqualTo("NOT_PROVEN");
        });
    }
}
