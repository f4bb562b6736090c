package io.jenkins.plugins.kamal.run;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.kamal.engine.failure.Topic;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import io.jenkins.plugins.kamal.run.deployment.Stories;
import io.jenkins.plugins.kamal.run.deployment.Told;
import io.jenkins.plugins.kamal.run.version.KamalVersionAction;
import java.time.Instant;
import java.util.List;
import jenkins.model.CauseOfInterruption;
import jenkins.model.InterruptedBuildAction;
import jenkins.model.details.DetailFactory;
import net.sf.json.JSONObject;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlAnchor;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What a build's page, the list of builds and the REST API say about a deploy. */
@WithJenkins
class SummaryTest {

    private static final String ENTRY = "//section[contains(@class,'kamal-deployment')]";

    @Test
    void tellsADeployThatWentWell(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject());
        Told.version(build, Stories.COMMIT, Stories.COMMIT);
        Stories.success(build, Stories.COMMIT, "staging", Instant.now());

        HtmlElement entry = entry(jenkins, build);

        assertThat(text(entry)).contains("shop", "staging", "deploy succeeded in 41.2 s", "Hooks (4)", "9c3e5f7a1b2d");
        assertThat(copied(entry))
                .contains(Stories.COMMIT, Stories.DIGEST, "registry.example.com/team/shop:" + Stories.COMMIT);
        assertThat(tooltips(entry)).contains(Stories.COMMIT, "shop-web-" + Stories.COMMIT);
        assertThat(text(row(entry, "web-1.example.com"))).contains("web", "b6d827f4c1", "digest proven", "6.4 s");
        assertThat(build.getAction(KamalVersionAction.class)).isNotNull();
        assertThat(text(page(jenkins, build).getFirstByXPath("//dl[contains(@class,'kamal-versions')]")))
                .contains("b6d827f4c1", "the commit", "git.example.com/team/shop");
    }

    @Test
    void whatIsNotProvenNeverLooksProven(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject());
        Stories.success(build, Stories.COMMIT, "", Instant.now());

        HtmlElement entry = entry(jenkins, build);

        String proven = row(entry, "web-1.example.com").asXml();
        String unproven = row(entry, "job-1.example.com").asXml();
        assertThat(proven).contains("digest proven", "success-color");
        assertThat(unproven)
                .contains("not proven")
                .doesNotContain("digest proven")
                .doesNotContain("success-color")
                .doesNotContain("kamal-proof--proven");
    }

    @Test
    void tellsThatTheMigrationFailed(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject());
        Told.in(build)
                .started("deploy", "shop", "", "v2", "web-1.example.com")
                .event(new DeployEvent.PhaseStarted("Run the migration"))
                .event(new DeployEvent.MigrationFinished(
                        "web-1.example.com", "web", "bin/migrate <now>", 3, 1_500, "no such table <users>"))
                .finished(1, "The migration failed on web-1.example.com with exit status 3", 2_000);

        HtmlElement entry = entry(jenkins, build);

        assertThat(text(entry)).contains("The migration failed on web-1.example.com with exit status 3");
        HtmlElement migration = entry.getFirstByXPath(".//table[contains(@class,'kamal-migration')]");
        assertThat(text(migration))
                .contains(
                        "web-1.example.com",
                        "bin/migrate <now>",
                        "failed, exit status 3",
                        "1.5 s",
                        "no such table <users>");
        assertThat(migration.asXml()).contains("open=");
    }

    @Test
    void tellsAFailure(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject());
        Stories.failure(build, Stories.NEXT_COMMIT, Instant.now());

        HtmlElement entry = entry(jenkins, build);

        assertThat(text(entry))
                .contains(
                        "deploy failed after 52.5 s",
                        "is not healthy on web-2.example.com",
                        "Mend the cause and run the job again, or go back to an earlier version",
                        "Skipped build and push: the image is taken from the registry");
        HtmlElement failed = entry.getFirstByXPath(".//table[contains(@class,'kamal-failures')]");
        assertThat(text(failed)).contains("web-2.example.com", "connection refused", "FATAL");
        assertThat(row(entry, "job-1.example.com").asXml()).contains("different image", "error-color");
        HtmlElement hooks = entry.getFirstByXPath(".//details[contains(@class,'kamal-hooks')]");
        assertThat(hooks.hasAttribute("open"))
                .as("a failed hook is seen at once")
                .isTrue();
        assertThat(text(hooks)).contains("post-deploy", "failed, exit status 1", "exit status 0");
    }

    @Test
    void theNewPageOfABuildHasALineForEachDeployment(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject());
        Stories.success(build, Stories.COMMIT, "staging", Instant.now());
        Stories.failure(build, Stories.NEXT_COMMIT, Instant.now());
        Told.in(build).started("app details", "shop", "", "", "web-1").finished(0, "", 10);
        Told.in(build)
                .started("deploy", "shop", "", "v3", "web-1")
                .event(new DeployEvent.VisitorsChosen(10, List.of(), List.of("web-1"), 1))
                .finished(0, "", 10);

        List<String> details = DetailFactory.factoriesFor(Run.class).stream()
                .flatMap(factory -> factory.createFor(build).stream())
                .filter(DeploymentDetail.class::isInstance)
                .map(detail -> detail.getIconClassName() + " " + detail.getDisplayName())
                .toList();

        assertThat(details)
                .containsExactly(
                        "symbol-status-blue shop → staging: deploy of b6d827f4c1 succeeded",
                        "symbol-status-red shop → production: deploy failed",
                        "symbol-status-yellow shop: deploy of v3 paused after its canary");
    }

    @Test
    void tellsAStopAndWhatRunsOnEveryHost(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject());
        build.addAction(new InterruptedBuildAction(List.of(new CauseOfInterruption.UserInterruption("alice"))));
        Told told = Told.in(build).started("deploy", "shop", "", "v2", "web-1", "web-2", "web-3");
        for (String host : List.of("web-1", "web-2", "web-3")) {
            told.event(new DeployEvent.RoleServed(host, "web", ""));
        }
        told.event(new DeployEvent.RoleServed("web-2", "web", "v1"))
                .booted("web-1", "web", "v2", "", DeployEvent.Proof.NOT_PROVEN, 10)
                .finished(130, "Stopped while role web was booting on web-2\n  details", 9_000);

        HtmlElement entry = entry(jenkins, build);

        assertThat(text(entry))
                .contains("deploy stopped after 9.0 s", "Aborted by alice", "1 of 3 booted")
                .contains("The hosts run different versions")
                .doesNotContain("deploy failed")
                .doesNotContain("Did not boot");
        assertThat(text(row(entry, "web-1"))).contains("v2");
        assertThat(text(row(entry, "web-2"))).contains("v1", "old version");
        assertThat(text(row(entry, "web-3"))).contains("not known");
    }

    @Test
    void tellsWhyACommandNeverBegan(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject());
        Told.version(build, Stories.COMMIT, Stories.COMMIT);
        DeploymentAction.refusedIn(build, "deploy", "There is no credential 'registry'\nLook at the job's form");

        HtmlElement entry = entry(jenkins, build);

        assertThat(text(entry)).contains("deploy failed before it began").containsOnlyOnce("There is no credential");
        assertThat(text(entry.getFirstByXPath(".//details"))).contains("Look at the job's form");
    }

    @ParameterizedTest
    @CsvSource({"deploy,10", "rollback,0"})
    void theBadgeNamesTheDestinationOfACanaryForVisitors(String command, int percent, JenkinsRule jenkins)
            throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject());
        Told.in(build)
                .started(command, "shop", "production", "v2", "web-1")
                .event(new DeployEvent.RoleServed("web-1", "web", "v1"))
                .event(new DeployEvent.VisitorsChosen(
                        percent, List.of(), percent == 0 ? List.of() : List.of("web-1"), 1))
                .finished(0, "", 1_000);

        assertThat(builds(jenkins, build.getParent())
                        .<DomElement>getFirstByXPath("//span[contains(@class,'kamal-badge')]")
                        .getTextContent())
                .contains("v2 → production");
    }

    @Test
    void noBadgeWhereNoHostWasTouched(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject("shop"));
        Told.version(build, Stories.COMMIT, Stories.COMMIT);
        Told.in(build)
                .started("deploy", "shop", "production", Stories.COMMIT, "web-1")
                .finished(1, "the lock is held", 10);

        assertThat(builds(jenkins, build.getParent()).<DomElement>getByXPath("//span[contains(@class,'kamal-badge')]"))
                .extracting(SummaryTest::text)
                .containsExactly("b6d827f4c1");
    }

    @Test
    void saysOnceWhyTheOneBootFailed(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject());
        Told.in(build)
                .started("deploy", "shop", "", Stories.COMMIT, "web-1")
                .event(new DeployEvent.BootFailed("web-1", "web", "not healthy in 5 s"))
                .finished(1, "not healthy in 5 s", 900);

        assertThat(text(entry(jenkins, build))).containsOnlyOnce("not healthy in 5 s");
    }

    @Test
    void aFailureLinksToItsSectionOfTheDocumentation(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject());
        Told.in(build)
                .started("deploy", "shop", "", Stories.COMMIT, "web-1")
                .event(new DeployEvent.CommandFinished(1, "the lock is held", Topic.LOCK, 10));

        HtmlAnchor link = entry(jenkins, build).getFirstByXPath(".//p[@class='kamal-troubleshooting']/a");
        assertThat(link.getHrefAttribute()).isEqualTo(Topic.LOCK.address());
    }

    @Test
    void theOriginOfAVersionIsShort(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject());
        Told.version(build, Stories.COMMIT, Stories.COMMIT, "commit " + Stories.COMMIT);

        assertThat(text(page(jenkins, build).getFirstByXPath("//dl[contains(@class,'kamal-versions')]")))
                .contains("commit b6d827f4c1")
                .doesNotContain(Stories.COMMIT);
    }

    @Test
    void tellsWhatIsKnownOfACommandWithoutAnEnd(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject());
        Told orphan = Stories.running(build, Stories.COMMIT, Instant.now());
        assertThat(text(entry(jenkins, build))).contains("deploy: how it ended is not known");

        orphan.action()
                .lost("The engine was killed (signal 9), by somebody. The last line of its log: Boot the application");
        assertThat(text(entry(jenkins, build))).contains("deploy failed", "signal 9");
    }

    @Test
    void worksInAPipelineAndAfterAReload(JenkinsRule jenkins) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "pipe");
        job.setDefinition(new CpsFlowDefinition("echo 'deployed'", true));
        Run<?, ?> run = jenkins.buildAndAssertSuccess(job);
        Told.version(run, "v7", Stories.COMMIT);
        Stories.success(run, "v7", "production", Instant.now());
        run.save();

        job.doReload();

        HtmlElement entry = entry(jenkins, job.getBuildByNumber(1));
        assertThat(text(entry)).contains("deploy succeeded in 41.2 s", "v7", "Commit", "b6d827f4c1");
    }

    @Test
    void believesNothingAndRunsNothing(JenkinsRule jenkins) throws Exception {
        String evil = "<img src=x onerror=alert(1)>";
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject());
        Told.version(build, evil, evil);
        Told.in(build)
                .started(evil, evil, evil, evil, evil)
                .pushed(evil, evil)
                .hook(evil, 1, 10)
                .event(new DeployEvent.Skipped(evil, evil))
                .event(new DeployEvent.PhaseStarted(evil))
                .event(new DeployEvent.BootFailed(evil, evil, evil))
                .booted(evil, evil, evil, evil, DeployEvent.Proof.DIFFERENT, 10)
                .finished(1, evil, 10);

        HtmlPage page = page(jenkins, build);
        assertThat(page.<DomElement>getByXPath("//img[@src='x']")).isEmpty();
        assertThat(page.<DomElement>getByXPath(
                        ENTRY + "//*[@style or @onclick or @onerror] | " + ENTRY + "//script[not(@src)]"))
                .as("inline styles and scripts")
                .isEmpty();
        assertThat(page.asXml()).doesNotContain("<img src=\"x\"");
        HtmlPage builds = builds(jenkins, build.getParent());
        assertThat(builds.<DomElement>getByXPath("//img[@src='x']")).isEmpty();
        assertThat(text(builds.getDocumentElement())).contains("onerror");
    }

    @Test
    void tablesCanBeReadAloud(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject());
        Stories.failure(build, Stories.COMMIT, Instant.now());

        HtmlElement entry = entry(jenkins, build);

        assertThat(entry.<DomElement>getByXPath(".//table")).hasSize(3).allSatisfy(table -> {
            assertThat(table.getAttribute("aria-label")).isNotBlank();
            assertThat(table.<DomElement>getByXPath("./thead/tr/th[not(@scope='col')]"))
                    .isEmpty();
            assertThat(table.<DomElement>getByXPath("./tbody/tr[not(*[1][@role='rowheader'])]"))
                    .isEmpty();
        });
    }

    @Test
    void theListOfBuildsShowsTheVersion(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("shop");
        FreeStyleBuild deployed = jenkins.buildAndAssertSuccess(job);
        Told.version(deployed, Stories.COMMIT, Stories.COMMIT);
        Stories.success(deployed, Stories.COMMIT, "staging", Instant.now());
        Stories.success(deployed, Stories.COMMIT, "staging", Instant.now());
        FreeStyleBuild built = jenkins.buildAndAssertSuccess(job);
        Told.version(built, Stories.NEXT_COMMIT + "_uncommitted_0ede4dab9b33bc88", Stories.NEXT_COMMIT);
        jenkins.buildAndAssertSuccess(job);

        List<DomElement> badges = builds(jenkins, job).getByXPath("//span[contains(@class,'kamal-badge')]");

        assertThat(badges)
                .extracting(SummaryTest::text)
                .containsExactly("4f1d9ce2a7_uncommitted_0ede", "b6d827f4c1 → staging");
        assertThat(badges.get(1).getAttribute("tooltip"))
                .isEqualTo("Version " + Stories.COMMIT + " of shop, destination staging");
    }

    @Test
    void theRestApiTellsTheSame(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject());
        Told.version(build, Stories.COMMIT, Stories.COMMIT);
        Stories.failure(build, Stories.COMMIT, Instant.ofEpochMilli(1_700_000_000_000L));

        JSONObject json = jenkins.getJSON(build.getUrl() + "api/json?depth=2").getJSONObject();

        JSONObject version =
                action(json, "KamalVersionAction").getJSONArray("versions").getJSONObject(0);
        assertThat(version.getString("version")).isEqualTo(Stories.COMMIT);
        assertThat(version.getString("commit")).isEqualTo(Stories.COMMIT);
        JSONObject deployment = action(json, "DeploymentAction").getJSONObject("deployment");
        assertThat(deployment.getString("status")).isEqualTo("FAILED");
        assertThat(deployment.getString("digest")).isEqualTo(Stories.DIGEST);
        assertThat(deployment.getLong("startedAt")).isEqualTo(1_700_000_000_000L);
        JSONObject container = deployment.getJSONArray("containers").getJSONObject(1);
        assertThat(container.getString("proof")).isEqualTo("DIFFERENT");
        assertThat(container.getLong("bootMillis")).isEqualTo(2_030);
        assertThat(deployment.getJSONArray("failures").getJSONObject(0).getString("host"))
                .isEqualTo("web-2.example.com");
        assertThat(deployment.getJSONArray("hooks").getJSONObject(2).getInt("exitStatus"))
                .isEqualTo(1);
    }

    private static JSONObject action(JSONObject build, String simpleName) {
        return build.getJSONArray("actions").stream()
                .map(JSONObject.class::cast)
                .filter(action -> action.optString("_class").endsWith("." + simpleName))
                .findFirst()
                .orElseThrow();
    }

    private static HtmlPage page(JenkinsRule jenkins, Run<?, ?> run) throws Exception {
        return jenkins.createWebClient().withJavaScriptEnabled(false).getPage(run);
    }

    private static HtmlElement entry(JenkinsRule jenkins, Run<?, ?> run) throws Exception {
        return page(jenkins, run).getFirstByXPath(ENTRY);
    }

    private static HtmlPage builds(JenkinsRule jenkins, Job<?, ?> job) throws Exception {
        return jenkins.createWebClient().withJavaScriptEnabled(false).goTo(job.getUrl() + "buildHistory/ajax");
    }

    private static HtmlElement row(HtmlElement entry, String host) {
        return entry.getFirstByXPath(
                ".//table[contains(@class,'kamal-containers')]//tr[td[1][contains(.,'" + host + "')]]");
    }

    private static List<String> copied(HtmlElement entry) {
        return entry.<DomElement>getByXPath(".//button").stream()
                .map(button -> button.getAttribute("text"))
                .toList();
    }

    private static List<String> tooltips(HtmlElement entry) {
        return entry.<DomElement>getByXPath(".//code").stream()
                .map(code -> code.getAttribute("tooltip"))
                .toList();
    }

    private static String text(DomElement element) {
        return element.getTextContent().replaceAll("[\\s\\u00a0]+", " ").trim();
    }
}
