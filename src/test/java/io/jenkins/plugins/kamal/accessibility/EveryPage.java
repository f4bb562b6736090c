package io.jenkins.plugins.kamal.accessibility;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Cause;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.ListView;
import hudson.model.ParametersDefinitionProperty;
import hudson.plugins.view.dashboard.Dashboard;
import io.jenkins.plugins.kamal.board.DeployedVersionColumn;
import io.jenkins.plugins.kamal.board.DeploymentsPortlet;
import io.jenkins.plugins.kamal.credentials.SecretBinding;
import io.jenkins.plugins.kamal.destination.Destination;
import io.jenkins.plugins.kamal.destination.Freeze;
import io.jenkins.plugins.kamal.engine.protocol.ChangeKind;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.DriftKind;
import io.jenkins.plugins.kamal.freestyle.KamalBuildBuilder;
import io.jenkins.plugins.kamal.freestyle.KamalCommandBuilder;
import io.jenkins.plugins.kamal.freestyle.KamalDeployBuilder;
import io.jenkins.plugins.kamal.freestyle.KamalHookBuilder;
import io.jenkins.plugins.kamal.freestyle.KamalPlanBuilder;
import io.jenkins.plugins.kamal.freestyle.KamalPromoteBuilder;
import io.jenkins.plugins.kamal.freestyle.KamalPushBuilder;
import io.jenkins.plugins.kamal.freestyle.KamalRollbackBuilder;
import io.jenkins.plugins.kamal.freestyle.KamalStatusBuilder;
import io.jenkins.plugins.kamal.freestyle.KamalVersionBuilder;
import io.jenkins.plugins.kamal.global.FolderDestinations;
import io.jenkins.plugins.kamal.global.KamalGlobalConfiguration;
import io.jenkins.plugins.kamal.rollback.KamalDeployedVersionParameterDefinition;
import io.jenkins.plugins.kamal.run.deployment.Stories;
import io.jenkins.plugins.kamal.run.deployment.Told;
import io.jenkins.plugins.kamal.step.Canary;
import io.jenkins.plugins.kamal.step.KamalBuildStep;
import io.jenkins.plugins.kamal.step.KamalCommandStep;
import io.jenkins.plugins.kamal.step.KamalDeployStep;
import io.jenkins.plugins.kamal.step.KamalHookStep;
import io.jenkins.plugins.kamal.step.KamalPlanStep;
import io.jenkins.plugins.kamal.step.KamalPromoteStep;
import io.jenkins.plugins.kamal.step.KamalPushStep;
import io.jenkins.plugins.kamal.step.KamalRollbackStep;
import io.jenkins.plugins.kamal.step.KamalStatusStep;
import io.jenkins.plugins.kamal.step.KamalVersionStep;
import io.jenkins.plugins.kamal.step.Rollout;
import io.jenkins.plugins.kamal.step.WatchSettings;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jenkins.model.GlobalConfiguration;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.SleepBuilder;

/** Jobs, builds and settings that fill every page and form of the plugin. */
final class EveryPage {

    private static final String SHOP = "job/team/job/shop/";

    /** The addresses, each with the part of the page that is the plugin's own. */
    static final List<Page> PAGES = List.of(
            new Page("board", "kamal/", "#main-panel"),
            new Page("no-match", "kamal/?q=nothing-like-this", "#main-panel"),
            new Page("folder-board", "job/team/kamal/", "#main-panel"),
            new Page("deployments", SHOP + "kamal/", "#main-panel"),
            new Page("job", SHOP, ".kamal-short"),
            new Page("summary", SHOP + "2/", ".kamal-deployment"),
            new Page("failed", SHOP + "3/", ".kamal-deployment"),
            new Page("status", SHOP + "4/", ".kamal-deployment"),
            new Page("plan", SHOP + "5/", ".kamal-deployment"),
            new Page("running", SHOP + "6/", ".kamal-deployment"),
            new Page(
                    "rollback", SHOP + "kamal-rollback/?service=shop&destination=production&version=v1", "#main-panel"),
            new Page("parameter", SHOP + "build?delay=0sec", "[name=parameter]"),
            new Page("column", "job/team/view/deployed/", ".kamal-hosts"),
            new Page("portlet", "job/team/view/portlet/", "[data-kamal-within]"),
            new Page("portlet-form", "job/team/view/portlet/configure", "[descriptorid$='DeploymentsPortlet']"),
            new Page("freestyle", "job/forms/configure", "[descriptorid^='io.jenkins.plugins.kamal']"),
            new Page(
                    "global-settings",
                    "manage/configure",
                    ".jenkins-form-item:has(> .setting-main > [name='_.knownHosts']), [name=destinations]"),
            new Page("folder-settings", "job/team/configure", "[name=destinations]"));

    private EveryPage() {}

    static void fill(JenkinsRule jenkins) throws Throwable {
        Folder team = jenkins.createProject(Folder.class, "team");
        team.addProperty(new FolderDestinations(List.of(destination())));
        GlobalConfiguration.all().getInstance(KamalGlobalConfiguration.class).setDestinations(List.of(destination()));
        FreeStyleProject shop = team.createProject(FreeStyleProject.class, "shop");
        shop.addProperty(parameter());
        deployments(shop);
        ListView view = new ListView("deployed", team);
        view.setIncludeRegex(".*");
        view.getColumns().add(new DeployedVersionColumn());
        team.addView(view);
        Dashboard portlet = new Dashboard("portlet");
        portlet.setIncludeRegex(".*");
        portlet.setTopPortlets(List.of(new DeploymentsPortlet("What runs")));
        team.addView(portlet);
        forms(jenkins.createFreeStyleProject("forms"));
    }

    private static void deployments(FreeStyleProject shop) throws Exception {
        Instant now = Instant.now();
        Stories.success(build(shop), "v1", "production", now.minusSeconds(300_000));
        FreeStyleBuild second = build(shop);
        Told.version(second, Stories.COMMIT, Stories.COMMIT);
        Stories.success(second, Stories.COMMIT, "production", now.minusSeconds(190_000));
        Stories.failure(build(shop), Stories.NEXT_COMMIT, now.minusSeconds(600));
        Told.in(build(shop))
                .started(
                        "status",
                        "shop",
                        "production",
                        "",
                        "web-1.example.com",
                        "web-2.example.com",
                        "job-1.example.com")
                .event(new DeployEvent.RoleFound("web-1.example.com", "web", "v1", "running", Stories.DIGEST, 3))
                .event(new DeployEvent.DriftFound(
                        "web-1.example.com", "web", DriftKind.VERSION, Stories.NEXT_COMMIT, "v1"))
                .event(new DeployEvent.DriftFound("web-2.example.com", "", DriftKind.LOCK, "", "alice holds the lock"))
                .event(new DeployEvent.DriftFound(
                        "job-1.example.com", "", DriftKind.UNREACHABLE, "", "job-1 does not answer"))
                .event(new DeployEvent.StatusAsked(Stories.NEXT_COMMIT, true))
                .finished(0, "", 1);
        Told.in(build(shop))
                .started("plan", "shop", "production", "v1", "web-1.example.com")
                .event(new DeployEvent.ChangePlanned(
                        "web-1.example.com", "web", ChangeKind.VERSION, "", Stories.NEXT_COMMIT, "v1"))
                .event(new DeployEvent.PlanMade("f1", List.of("pre-deploy")))
                .finished(0, "", 900);
        shop.getBuildersList().replace(new SleepBuilder(TimeUnit.MINUTES.toMillis(10)));
        FreeStyleBuild running =
                shop.scheduleBuild2(0, new Cause.UserIdCause("alice")).waitForStart();
        Stories.running(running, Stories.NEXT_COMMIT, now.minusSeconds(20))
                .event(new DeployEvent.RoleServed("web-2.example.com", "web", Stories.COMMIT))
                .event(new DeployEvent.HostAdvanced("web-2.example.com", "web", DeployEvent.Step.CHECKING));
    }

    private static ParametersDefinitionProperty parameter() {
        KamalDeployedVersionParameterDefinition version =
                new KamalDeployedVersionParameterDefinition("VERSION", "shop");
        version.setDestination("production");
        return new ParametersDefinitionProperty(version);
    }

    private static FreeStyleBuild build(FreeStyleProject job) throws Exception {
        return job.scheduleBuild2(0, new Cause.UserIdCause("alice")).get();
    }

    private static void forms(FreeStyleProject job) throws Exception {
        KamalDeployStep deploy = new KamalDeployStep();
        deploy.setWatch(new WatchSettings(60));
        deploy.setCanary(new Canary("1"));
        deploy.setSecrets(List.of(new SecretBinding("RAILS_MASTER_KEY", "master-key")));
        KamalDeployStep toVisitors = new KamalDeployStep();
        toVisitors.setRollout(new Rollout(10));
        KamalPromoteStep promote = new KamalPromoteStep();
        promote.setWatch(new WatchSettings(60));
        job.getBuildersList().add(new KamalVersionBuilder(new KamalVersionStep()));
        job.getBuildersList().add(new KamalBuildBuilder(new KamalBuildStep()));
        job.getBuildersList().add(new KamalPushBuilder(new KamalPushStep()));
        job.getBuildersList().add(new KamalHookBuilder(new KamalHookStep("pre-deploy")));
        job.getBuildersList().add(new KamalPlanBuilder(new KamalPlanStep()));
        job.getBuildersList().add(new KamalDeployBuilder(deploy));
        job.getBuildersList().add(new KamalDeployBuilder(toVisitors));
        job.getBuildersList().add(new KamalPromoteBuilder(promote));
        job.getBuildersList().add(new KamalRollbackBuilder(new KamalRollbackStep("v1")));
        job.getBuildersList().add(new KamalStatusBuilder(new KamalStatusStep()));
        job.getBuildersList().add(new KamalCommandBuilder(new KamalCommandStep("details")));
        job.addProperty(parameter());
    }

    private static Destination destination() {
        Destination destination = new Destination();
        destination.setDestination("production");
        destination.setFreezes(List.of(new Freeze("Christmas")));
        return destination;
    }

    /**
     * A page.
     *
     * @param name what its pictures are called
     * @param address relative to the root of Jenkins
     * @param own the selector of the plugin's own part
     */
    record Page(String name, String address, String own) {

        /** Whether the page is a form of Jenkins of which the plugin fills a part. */
        boolean isForm() {
            return address.endsWith("configure");
        }
    }
}
