package io.jenkins.plugins.kamal.board;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Cause;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.ListView;
import hudson.plugins.git.BranchSpec;
import hudson.plugins.git.GitSCM;
import hudson.plugins.git.UserRemoteConfig;
import hudson.plugins.git.browser.GithubWeb;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.DriftFound;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.Proof;
import io.jenkins.plugins.kamal.engine.protocol.DriftKind;
import io.jenkins.plugins.kamal.run.deployment.Stories;
import io.jenkins.plugins.kamal.run.deployment.Told;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.DomText;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.SleepBuilder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The board of services and destinations: what it shows, where, and to whom. */
@WithJenkins
class BoardTest {

    @TempDir
    private Path temporary;

    @Test
    void tellsTheFirstStepsAsLongAsThereIsNothing(JenkinsRule jenkins) throws Exception {
        HtmlPage page = page(jenkins, "kamal/");

        assertThat(page.asNormalizedText()).contains("No deployments yet", "The first steps", "kamalDeploy(");
        assertThat(page.<DomElement>getByXPath("//form[@role='search']")).isEmpty();
    }

    @Test
    void showsEachServiceAtEachDestination(JenkinsRule jenkins) throws Exception {
        FreeStyleProject shop = jenkins.createFreeStyleProject("shop-job");
        Stories.success(jenkins.buildAndAssertSuccess(shop), Stories.COMMIT, "production", Instant.now());
        deploy(shop.scheduleBuild2(0, new Cause.UserIdCause("alice")).get(), "shop", "staging", "v2", "web-1", "web-2");
        FreeStyleProject blog = jenkins.createFreeStyleProject("blog-job");
        deploy(jenkins.buildAndAssertSuccess(blog), "blog", "", "v7", "web-1");

        HtmlPage page = page(jenkins, "kamal/");
        assertThat(texts(page, "//table[contains(@class,'kamal-board')]/thead//th"))
                .containsExactly("Service", "Without destination", "production", "staging");
        assertThat(texts(page, "//table[contains(@class,'kamal-board')]/tbody/tr/td[1]"))
                .containsExactly("blog", "shop");
        assertThat(cell(page, "shop", "production")).contains("b6d827f4c1", "deploy succeeded", "shop-job #1");
        assertThat(cell(page, "shop", "staging")).contains("v2", "deploy succeeded", "alice", "shop-job #2");
        assertThat(cell(page, "blog", "production")).isEqualTo("Not deployed");

        assertThat(texts(page(jenkins, "kamal/?q=STAGING+v2"), "//table[contains(@class,'kamal-board')]//th"))
                .containsExactly("Service", "staging");
        assertThat(page(jenkins, "kamal/?q=%3Cb%3E").asNormalizedText()).contains("Nothing matches \u201c<b>\u201d");
    }

    @Test
    void warnsWhereHostsRunDifferentVersions(JenkinsRule jenkins) throws Exception {
        FreeStyleProject shop = jenkins.createFreeStyleProject("shop-job");
        deploy(jenkins.buildAndAssertSuccess(shop), "shop", "", "v1", "web-1", "web-2");
        assertThat(page(jenkins, "kamal/").asNormalizedText()).doesNotContain("different versions");
        Told.in(jenkins.buildAndAssertSuccess(shop))
                .started("deploy", "shop", "", "v2", "web-1", "web-2")
                .booted("web-2", "web", "v2", "", Proof.NOT_PROVEN, 100)
                .finished(1, "Version v2 is not healthy on web-1", 1_000);

        assertThat(cell(page(jenkins, "kamal/"), "shop", ""))
                .contains(
                        "The hosts run different versions",
                        "v1 on web-1",
                        "v2 on web-2",
                        "deploy failed",
                        "Version v2 is not healthy on web-1");
    }

    @Test
    void showsDriftUntilADeploySucceeds(JenkinsRule jenkins) throws Exception {
        FreeStyleProject shop = jenkins.createFreeStyleProject("shop-job");
        deploy(jenkins.buildAndAssertSuccess(shop), "shop", "", "v1", "web-1", "web-2");
        FreeStyleProject watch = jenkins.createFreeStyleProject("watch");
        ListView view = new ListView("deployed", jenkins.jenkins);
        view.setIncludeRegex(".*");
        view.getColumns().add(new DeployedVersionColumn());
        jenkins.jenkins.addView(view);
        check(watch);
        assertThat(cell(page(jenkins, "kamal/"), "shop", "")).contains("Checked", "ago, no drift");

        check(watch, new DriftFound("web-2", "web", DriftKind.VERSION, "v1", "v0"));
        check(
                watch,
                new DriftFound("web-2", "web", DriftKind.VERSION, "v1", "v0"),
                new DriftFound("web-1", "", DriftKind.UNREACHABLE, "", "web-1 does not answer"));

        String drift = "Drift on 1 of 2 hosts since";
        HtmlPage board = page(jenkins, "kamal/?q=drift");
        assertThat(cell(board, "shop", "")).contains(drift, "1 of 2 hosts could not be reached", "Checked");
        DomElement found = board.getFirstByXPath("//td//*[@data-drift='true']//a");
        assertThat(found.getAttribute("href"))
                .as("the build that found the drift first")
                .endsWith("/job/watch/2/");
        for (FreeStyleProject job : List.of(shop, watch)) {
            assertThat(text(page(jenkins, job.getUrl() + "kamal/").getBody()))
                    .contains(drift, "web-2 web: version v0 runs instead of v1", "web-1: web-1 does not answer");
            assertThat(page(jenkins, job.getUrl()).asNormalizedText()).contains(drift);
        }
        assertThat(page(jenkins, "view/deployed/").asNormalizedText()).contains(drift);
        assertThat(jenkins.getJSON("kamal/api/json?tree=services[cells[status[check[*,sinceBuild[build]]]]]")
                        .getContentAsString())
                .contains("\"driftingHostCount\":1", "\"hostCount\":2", "\"sinceBuild\":{\"build\":2}");

        deploy(jenkins.buildAndAssertSuccess(shop), "shop", "", "v2", "web-1", "web-2");
        assertThat(cell(page(jenkins, "kamal/"), "shop", "")).doesNotContain("Drift", "Checked");
        assertThat(page(jenkins, "kamal/?q=drift").asNormalizedText()).contains("Nothing matches");
    }

    @Test
    void showsAStatusOnlyToThoseWhoMayReadItsJob(JenkinsRule jenkins) throws Exception {
        FreeStyleProject shop = jenkins.createFreeStyleProject("shop-job");
        deploy(jenkins.buildAndAssertSuccess(shop), "shop", "", "v1", "web-1", "web-2");
        FreeStyleProject watch = jenkins.createFreeStyleProject("watch");
        check(watch, new DriftFound("web-2", "web", DriftKind.MISSING, "", ""));
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("reader")
                .grant(Item.READ)
                .onItems(shop)
                .to("reader")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin"));

        assertThat(boardFor(jenkins, "admin")).contains("v1", "Drift on 1 of 2 hosts");
        assertThat(boardFor(jenkins, "reader")).contains("v1").doesNotContain("Drift");
    }

    private static String boardFor(JenkinsRule jenkins, String user) throws Exception {
        return jenkins.createWebClient()
                .withJavaScriptEnabled(false)
                .withBasicCredentials(user, user)
                .goTo("kamal/")
                .asNormalizedText();
    }

    private static void check(FreeStyleProject job, DriftFound... findings) throws Exception {
        Told told = Told.in(job.scheduleBuild2(0).get()).started("status", "shop", "", "", "web-1", "web-2");
        List.of(findings).forEach(told::event);
        told.event(new DeployEvent.StatusAsked("v1", findings.length > 0)).finished(0, "", 1);
    }

    @Test
    void showsDeploymentsAtWork(JenkinsRule jenkins) throws Exception {
        FreeStyleProject shop = jenkins.createFreeStyleProject("shop-job");
        shop.getBuildersList().add(new SleepBuilder(TimeUnit.MINUTES.toMillis(5)));
        FreeStyleBuild running =
                shop.scheduleBuild2(0, new Cause.UserIdCause("alice")).waitForStart();
        Told told = Stories.running(running, Stories.NEXT_COMMIT, Instant.now());

        assertThat(cell(page(jenkins, "kamal/"), "shop", "production"))
                .contains("deploying now 1/3 hosts", "4f1d9ce2a7", "alice");
        assertThat(jenkins.getJSON("kamal/api/json?depth=4").getContentAsString())
                .contains("\"doneCount\":1");

        told.finished(0, "", 10_000);
        assertThat(cell(page(jenkins, "kamal/"), "shop", "production"))
                .doesNotContain("deploying now")
                .contains("deploy succeeded");
        running.doStop();
        jenkins.waitForCompletion(running);
    }

    @Test
    void linksToTheCommitAndKeepsItsSubject(JenkinsRule jenkins) throws Exception {
        Path repository = Files.createDirectory(temporary.resolve("repository"));
        git(repository, "init", "-q", "-b", "main");
        commit(repository, "First version");
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
        FreeStyleProject shop = jenkins.createFreeStyleProject("shop-job");
        shop.setScm(new GitSCM(
                List.of(new UserRemoteConfig(repository.toUri().toString(), null, null, null)),
                List.of(new BranchSpec("main")),
                new GithubWeb("https://git.example.com/team/shop"),
                null,
                List.of()));
        String first = git(repository, "rev-parse", "HEAD");
        deployCommit(jenkins.buildAndAssertSuccess(shop), first);
        commit(repository, "Sell <b>books</b>\n\nand more");
        jenkins.buildAndAssertSuccess(shop);
        commit(repository, "Sell music");
        String second = git(repository, "rev-parse", "HEAD");
        FreeStyleBuild deployed = jenkins.buildAndAssertSuccess(shop);
        deployCommit(deployed, second);

        HtmlPage page = page(jenkins, "kamal/");
        assertThat(page.getAnchorByText(second.substring(0, 10)).getHrefAttribute())
                .isEqualTo("https://git.example.com/team/shop/commit/" + second);
        assertThat(cell(page, "shop", "")).contains("Sell music");
        assertThat(jenkins.getJSON(shop.getUrl() + "kamal/api/json?depth=6").getContentAsString())
                .contains("\"subject\":\"Sell music\"", "\"subject\":\"Sell <b>books</b>\"")
                .doesNotContain("and more");

        deployed.delete();
        deployCommit(jenkins.buildAndAssertSuccess(shop), second);
        assertThat(cell(page(jenkins, "kamal/"), "shop", ""))
                .as("a build without changes takes the subject from the ledger")
                .contains("Sell music");
    }

    @Test
    void showsOnlyWhatComesFromReadableJobs(JenkinsRule jenkins) throws Exception {
        FreeStyleProject open = jenkins.createFreeStyleProject("open");
        FreeStyleProject secret = jenkins.createFreeStyleProject("secret");
        deploy(jenkins.buildAndAssertSuccess(open), "shop", "", "v1", "web-1", "web-2");
        deploy(jenkins.buildAndAssertSuccess(secret), "shop", "", "v2-hidden", "web-1");
        deploy(jenkins.buildAndAssertSuccess(secret), "vault", "hidden", "v3-hidden", "web-9");
        secret.getBuildersList().add(new SleepBuilder(TimeUnit.MINUTES.toMillis(5)));
        FreeStyleBuild running = secret.scheduleBuild2(0).waitForStart();
        Stories.running(running, Stories.NEXT_COMMIT, Instant.now());
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.READ)
                .onItems(open)
                .to("alice")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin"));

        JenkinsRule.WebClient alice = jenkins.createWebClient().withJavaScriptEnabled(false);
        HtmlPage page = alice.withBasicCredentials("alice", "alice").goTo("kamal/");
        assertThat(cell(page, "shop", "")).contains("v1", "Changed by a job that you may not see");
        assertThat(page.asXml()).doesNotContain("hidden<", "v2-", "v3-", "vault", "secret", "deploying");
        assertThat(alice.goTo("kamal/api/json?depth=5", "application/json")
                        .getWebResponse()
                        .getContentAsString())
                .contains("v1")
                .doesNotContain("hidden\"", "vault", "secret", "production");
        assertThat(page(jenkins, "kamal/").asNormalizedText())
                .as("anonymous may read no job")
                .contains("No deployments yet");
        HtmlPage all = jenkins.createWebClient()
                .withJavaScriptEnabled(false)
                .withBasicCredentials("admin", "admin")
                .goTo("kamal/");
        assertThat(all.asNormalizedText()).contains("v2-hidden", "v3-hidden", "deploying now 1/3 hosts");
        running.doStop();
        jenkins.waitForCompletion(running);
    }

    @Test
    void foldersHaveABoardOfTheirJobs(JenkinsRule jenkins) throws Exception {
        Folder team = jenkins.createProject(Folder.class, "team");
        Folder other = jenkins.createProject(Folder.class, "team-2");
        FreeStyleProject shop = team.createProject(FreeStyleProject.class, "shop-job");
        assertThat(team.getAction(FolderBoard.class)).isNull();
        deploy(jenkins.buildAndAssertSuccess(shop), "shop", "", "v1", "web-1");
        deploy(
                jenkins.buildAndAssertSuccess(other.createProject(FreeStyleProject.class, "blog-job")),
                "blog",
                "",
                "v2",
                "web-1");

        HtmlPage page = page(jenkins, team.getUrl() + "kamal/");
        assertThat(texts(page, "//table[contains(@class,'kamal-board')]/tbody/tr/td[1]"))
                .containsExactly("shop");
        assertThat(jenkins.getJSON(team.getUrl() + "kamal/api/json").getContentAsString())
                .contains("shop")
                .doesNotContain("blog");
        assertThat(jenkins.createProject(WorkflowMultiBranchProject.class, "branches")
                        .getAction(FolderBoard.class))
                .as("nothing deployed, no board")
                .isNull();
        shop.delete();
        assertThat(team.getAction(FolderBoard.class)).isNull();
    }

    @Test
    void aListViewHasAColumn(JenkinsRule jenkins) throws Exception {
        FreeStyleProject shop = jenkins.createFreeStyleProject("shop-job");
        deploy(jenkins.buildAndAssertSuccess(shop), "shop", "production", "v1", "web-1");
        jenkins.createFreeStyleProject("other-job");
        ListView view = new ListView("deployed", jenkins.jenkins);
        view.setIncludeRegex(".*");
        view.getColumns().add(new DeployedVersionColumn());
        jenkins.jenkins.addView(view);

        HtmlPage page = page(jenkins, "view/deployed/");
        assertThat(page.<DomElement>getFirstByXPath("//tr[@id='job_shop-job']").asNormalizedText())
                .contains("shop", "production", "v1");
        jenkins.configRoundtrip(view);
        assertThat(view.getColumns().get(DeployedVersionColumn.class)).isNotNull();
    }

    private static void deployCommit(FreeStyleBuild build, String commit) throws Exception {
        Told.version(build, commit, commit);
        deploy(build, "shop", "", commit, "web-1");
    }

    private static void deploy(
            FreeStyleBuild build, String service, String destination, String version, String... hosts) {
        Told told = Told.in(build).started("deploy", service, destination, version, hosts);
        for (String host : hosts) {
            told.booted(host, "web", version, "", Proof.NOT_PROVEN, 100);
        }
        told.finished(0, "", 1_000);
    }

    private static void commit(Path repository, String message) throws Exception {
        Files.writeString(repository.resolve("README"), message);
        git(repository, "add", "README");
        git(repository, "-c", "user.name=Alice", "-c", "user.email=alice@example.com", "commit", "-q", "-m", message);
    }

    private static String git(Path directory, String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("git");
        builder.command().addAll(List.of(arguments));
        Process process = builder.directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes()).trim();
        assertThat(process.waitFor()).isZero();
        return output;
    }

    private static HtmlPage page(JenkinsRule jenkins, String address) throws Exception {
        return jenkins.createWebClient().withJavaScriptEnabled(false).goTo(address);
    }

    private static List<String> texts(HtmlPage page, String xpath) {
        return page.<DomElement>getByXPath(xpath).stream().map(BoardTest::text).toList();
    }

    private static String text(DomElement element) {
        return element.<DomText>getByXPath(".//text()").stream()
                .map(DomText::getData)
                .collect(Collectors.joining(" "))
                .replaceAll("[\\s\u00a0]+", " ")
                .trim();
    }

    /** The text of a cell. */
    private static String cell(HtmlPage page, String service, String destination) {
        List<String> headings = texts(page, "//table[contains(@class,'kamal-board')]/thead//th");
        int column = headings.indexOf(destination.isEmpty() ? "Without destination" : destination);
        return text(page.getFirstByXPath("//table[contains(@class,'kamal-board')]/tbody/tr[normalize-space(td[1])='"
                + service + "']/td[" + (column + 1) + "]"));
    }
}
