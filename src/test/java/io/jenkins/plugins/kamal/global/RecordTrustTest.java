package io.jenkins.plugins.kamal.global;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.kamal.destination.Destination;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.Proof;
import io.jenkins.plugins.kamal.ledger.ProvenImages;
import io.jenkins.plugins.kamal.run.deployment.Stories;
import io.jenkins.plugins.kamal.run.deployment.Told;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Whose records a job believes. */
@WithJenkins
class RecordTrustTest {

    @Test
    void jobsThatTheSameSettingsNameBelieveEachOther(JenkinsRule jenkins) throws Exception {
        FreeStyleProject back = jenkins.createFreeStyleProject("back");
        FreeStyleProject shop = jenkins.createFreeStyleProject("shop");
        jenkins.createFreeStyleProject("other");
        assertThat(trusts(back, "shop")).as("nothing is set").isFalse();

        global(settings("back, shop", false));
        assertThat(trusts(back, "shop")).as("the jobs may deploy, no more").isFalse();
        global(settings("back, shop", true));
        assertThat(trusts(back, "shop")).isTrue();
        assertThat(trusts(shop, "back")).isTrue();
        assertThat(trusts(back, "other")).as("not named").isFalse();
        assertThat(new RecordTrust(back, "staging").include("shop", "shop"))
                .as("another destination")
                .isFalse();
        Destination blog = settings("back, shop", true);
        blog.setServices("blog");
        global(blog);
        assertThat(trusts(back, "shop")).as("another service").isFalse();

        global(settings("back, shop", true));
        shop.delete();
        assertThat(trusts(back, "shop")).as("a deleted job").isFalse();
    }

    @Test
    void aFolderSharesOnlyWithinItselfAndUnderRestrictionsFromAbove(JenkinsRule jenkins) throws Exception {
        Folder team = jenkins.createProject(Folder.class, "team");
        FreeStyleProject back = team.createProject(FreeStyleProject.class, "back");
        team.createProject(FreeStyleProject.class, "shop");
        jenkins.createFreeStyleProject("shop");
        team.addProperty(new FolderDestinations(List.of(settings("team/*, shop", true))));

        assertThat(trusts(back, "team/shop")).isTrue();
        assertThat(trusts(back, "shop")).as("outside of the folder").isFalse();
        global(settings("team/back", false));
        assertThat(trusts(back, "team/shop")).as("may not deploy any more").isFalse();
    }

    @Test
    void theProofsOfTrustedJobsCount(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild back = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject("back"));
        FreeStyleProject shop = jenkins.createFreeStyleProject("shop");
        deploy(jenkins.buildAndAssertSuccess(shop), "v1");
        String image = "registry.example.com/team/shop:v1@" + Stories.DIGEST;

        assertThat(ProvenImages.of(back, "production", "v1", (job, service) -> false))
                .isEmpty();
        assertThat(ProvenImages.of(back, "production", "v1", (job, service) -> job.equals("shop")))
                .containsExactly(image);
        assertThat(ProvenImages.of(back, "production", "v1", (job, service) -> service.equals("blog")))
                .isEmpty();
        assertThat(ProvenImages.of(shop.getLastBuild(), "production", "v1", (job, service) -> false))
                .as("its own records")
                .containsExactly(image);
    }

    @Test
    void everyJobInJenkinsCannotBeTrusted(JenkinsRule jenkins) {
        assertThatThrownBy(() -> global(settings(null, true))).hasMessageContaining("Name the jobs");
        assertThatThrownBy(() -> global(settings("*", true))).hasMessageContaining("Name the jobs");
    }

    private static boolean trusts(FreeStyleProject believer, String other) {
        return new RecordTrust(believer, "production").include(other, "shop");
    }

    private static Destination settings(String jobs, boolean sharing) {
        Destination settings = new Destination();
        settings.setDestination("production");
        settings.setJobs(jobs);
        settings.setSharingRecords(sharing);
        return settings;
    }

    private static void global(Destination settings) {
        KamalGlobalConfiguration.get().setDestinations(List.of(settings));
    }

    private static void deploy(FreeStyleBuild build, String version) {
        Told.in(build)
                .started("deploy", "shop", "production", version, "web-1")
                .booted("web-1", "web", version, Stories.DIGEST, Proof.PROVEN, 100)
                .finished(0, "", 1_000);
    }
}
