package io.jenkins.plugins.kamal.global;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Run;
import hudson.scm.NullSCM;
import io.jenkins.plugins.kamal.destination.Destination;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.Proof;
import io.jenkins.plugins.kamal.engine.protocol.DriftKind;
import io.jenkins.plugins.kamal.ledger.JobLedger;
import io.jenkins.plugins.kamal.ledger.Ledger;
import io.jenkins.plugins.kamal.ledger.OpenCanary;
import io.jenkins.plugins.kamal.ledger.ProvenImages;
import io.jenkins.plugins.kamal.ledger.RollbackTarget;
import io.jenkins.plugins.kamal.ledger.Statuses;
import io.jenkins.plugins.kamal.run.deployment.Stories;
import io.jenkins.plugins.kamal.run.deployment.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import jenkins.branch.BranchSource;
import jenkins.scm.impl.SingleSCMSource;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Whose records a job trusts. */
@WithJenkins
class JobsSharingRecordsTest {

    @Test
    void jobsThatTheSameSettingsNameTrustEachOther(JenkinsRule jenkins) throws Exception {
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
        assertThat(new JobsSharingRecords(back, "staging").include("shop", "shop"))
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

    /** A multibranch project owns the records of all its branches. */
    @Test
    void aBranchThatMayNotDeployChoosesNothingForAnother(JenkinsRule jenkins) throws Exception {
        WorkflowMultiBranchProject shop = jenkins.createProject(WorkflowMultiBranchProject.class, "shop");
        for (String branch : List.of("main", "x")) {
            SingleSCMSource source = new SingleSCMSource(branch, new NullSCM());
            source.setId(branch);
            shop.getSourcesList().add(new BranchSource(source));
        }
        shop.scheduleBuild2(0).getFuture().get();
        jenkins.waitUntilNoActivity();
        Run<?, ?> main = shop.getItem("main").getLastBuild();
        Run<?, ?> branch = shop.getItem("x").getLastBuild();
        deploy(main, "v1");
        deploy(main, "v2");
        deploy(branch, "v-old");
        Told.in(branch)
                .started("deploy", "blog", "production", "v-old", "web-1")
                .finished(0, "", 10);
        Told.in(branch)
                .started("deploy", "shop", "production", "v-canary", "web-1", "web-2")
                .booted("web-1", "web", "v-canary", Stories.DIGEST, Proof.PROVEN, 100)
                .event(new DeployEvent.CanaryPaused(List.of("web-1"), 2))
                .finished(0, "", 10);
        JobsSharingRecords trust = new JobsSharingRecords(main.getParent(), "production");
        assertThat(OpenCanary.toPromote(main, "production", null, trust).version())
                .as("as long as every branch may deploy")
                .isEqualTo("v-canary");
        assertThatThrownBy(() -> RollbackTarget.find(main, "production", null, trust))
                .hasMessageContaining("blog, shop");
        assertThat(RollbackTarget.find(main, "production", "shop", trust).service())
                .as("the service is known")
                .isEqualTo("shop");

        global(settings("shop/main", false));

        assertThatThrownBy(() -> OpenCanary.toPromote(main, "production", null, trust))
                .hasMessageContaining("no canary to promote");
        RollbackTarget target = RollbackTarget.find(main, "production", null, trust);
        assertThat(List.of(target.present(), target.version())).containsExactly("v2", "v1");
        assertThat(ProvenImages.of(main, "production", "v-old", trust)).isEmpty();
        shop.getItem("x").delete();
        assertThat(OpenCanary.ofJob(main, "production", null, trust))
                .as("a deleted branch")
                .isEmpty();
    }

    @Test
    void theClocksOfAgentsDoNotOrderTheHistory(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild back = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject("back"));
        FreeStyleBuild shop = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject("shop"));
        global(settings("back, shop", true));
        deploy(shop, "v1");
        awaitNextMilli();
        Told.in(back, Instant.now().minus(Duration.ofHours(1)))
                .started("deploy", "shop", "production", "v2", "web-1")
                .booted("web-1", "web", "v2", Stories.DIGEST, Proof.PROVEN, 100)
                .finished(0, "", 10);

        RollbackTarget target =
                RollbackTarget.find(back, "production", null, new JobsSharingRecords(back.getParent(), "production"));

        assertThat(List.of(target.present(), target.version())).containsExactly("v2", "v1");
    }

    @Test
    void aDeployByAJobThatMayNotDeployEndsNoStatus(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild shop = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject("shop"));
        FreeStyleBuild other = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject("other"));
        deploy(shop, "v1");
        awaitNextMilli();
        Told.in(shop)
                .started("status", "shop", "production", "", "web-1")
                .event(new DeployEvent.DriftFound("web-1", "web", DriftKind.MISSING, "", ""))
                .event(new DeployEvent.StatusAsked("v1", false))
                .finished(0, "", 0);
        awaitNextMilli();
        deploy(other, "v2");
        List<JobLedger> all = Ledger.get().all();
        JobLedger ledger = all.stream()
                .filter(each -> each.key().owner().equals("shop"))
                .findFirst()
                .orElseThrow();

        assertThat(Statuses.valid(ledger, all)).as("every job may deploy").isEmpty();
        global(settings("shop", false));
        assertThat(Statuses.valid(ledger, all)).isPresent();
    }

    private static void awaitNextMilli() {
        long now = System.currentTimeMillis();
        while (System.currentTimeMillis() == now) {
            Thread.onSpinWait();
        }
    }

    @Test
    void everyJobInJenkinsCannotBeTrusted(JenkinsRule jenkins) {
        assertThatThrownBy(() -> global(settings(null, true))).hasMessageContaining("Name the jobs");
        assertThatThrownBy(() -> global(settings("*", true))).hasMessageContaining("Name the jobs");
    }

    private static boolean trusts(FreeStyleProject believer, String other) {
        return new JobsSharingRecords(believer, "production").include(other, "shop");
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

    private static void deploy(Run<?, ?> build, String version) {
        Told.in(build)
                .started("deploy", "shop", "production", version, "web-1")
                .booted("web-1", "web", version, Stories.DIGEST, Proof.PROVEN, 100)
                .finished(0, "", 1_000);
    }
}
